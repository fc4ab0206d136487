"""What people are told of advising: that somebody asks, what became of one's request, and that something waits in a practice task. Never what."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Block, User
from entrepreneurs.notices.base import key_of
from events import clocks
from hub import notices
from hub.notices import Part, Told
from learning.models import Advising, Submission


def asked(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it waits for their answer."""
    found = Advising.objects.asked_of(user).filter(pk__in=map(key_of, abouts)).select_related("learner")
    text = _("%(name)s asks for an adviser: answer by %(moment)s")
    return {
        one.feed_key: Told(text % {"name": one.learner.shown_name, "moment": clocks.instant(one.reply_by, zone=user.time_zone)}, address_of(one))
        for one in found
    }


def address_of(advising: Advising) -> str:
    return advising.get_absolute_url()


def of_mine(user: User, abouts: Iterable[str]):
    """A learner's own, but for those of advisers whom they do not see."""
    found = Advising.objects.asked_by(user).filter(pk__in=map(key_of, abouts))
    return [one for one in found.order_by() if one.adviser_id not in Block.objects.hidden_from(user)]


def answered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    texts = {"followed": _("%(name)s has said yes, and follows you from now on"), "released": _("%(name)s cannot follow you just now")}
    found = [one for one in of_mine(user, abouts) if one.adviser and one.state in texts]
    return {one.feed_key: Told(texts[one.state] % {"name": one.adviser.shown_name}, address_of(one)) for one in found}


def released(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Unless somebody follows them by now."""
    found = [one for one in of_mine(user, abouts) if one.state == "released"]
    return {one.feed_key: Told(_("Your adviser has not answered in time. Others can be asked"), reverse("learning:advisers")) for one in found}


def away(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as they wait."""
    found = [one for one in of_mine(user, abouts) if one.adviser and one.state == "waiting"]
    text = _("%(name)s is away for a while. You can wait, or ask somebody else")
    return {one.feed_key: Told(text % {"name": one.adviser.shown_name}, address_of(one)) for one in found}


def ended(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = [one for one in of_mine(user, abouts) if one.adviser and one.state == "ended"]
    text = _("%(name)s does not follow you any more, and sees nothing of your learning")
    return {one.feed_key: Told(text % {"name": one.adviser.shown_name}, address_of(one)) for one in found}


def handed_in(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as the adviser may see it, and nobody has answered."""
    found = Submission.objects.open_to(user).waiting().filter(pk__in=map(key_of, abouts)).with_people()
    text = _("%(name)s has handed in a new version")
    return {f"submission:{one.pk}": Told(text % {"name": one.user.shown_name}, one.get_absolute_url()) for one in found}


def said(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """To both sides, as long as they may see it."""
    found = Submission.objects.visible_to(user).filter(pk__in=map(key_of, abouts)).with_people()
    mine = _("There is something new about a practice task that you have handed in")
    theirs = _("There is something new about what %(name)s has handed in")
    return {
        f"submission:{one.pk}": Told(mine if one.user == user else theirs % {"name": one.user.shown_name}, one.get_absolute_url()) for one in found
    }


notices.register("advising_asked", Part.ADVISERS, label=gettext_lazy("Somebody asks me to be their adviser"), tell=asked)
notices.register("advising_answered", Part.ADVISERS, label=gettext_lazy("An adviser has answered me"), tell=answered)
notices.register("advising_released", Part.ADVISERS, label=gettext_lazy("An adviser has not answered me in time"), tell=released)
notices.register("advising_away", Part.ADVISERS, label=gettext_lazy("An adviser whom I have asked goes away"), tell=away)
notices.register("advising_ended", Part.ADVISERS, label=gettext_lazy("An adviser does not follow me any more"), tell=ended)
notices.register("submission_new", Part.ADVISERS, label=gettext_lazy("Somebody whom I advise hands in a practice task"), tell=handed_in)
notices.register("submission_said", Part.ADVISERS, label=gettext_lazy("Somebody writes about a practice task"), tell=said)
