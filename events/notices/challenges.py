"""That somebody is asked for an answer, that something has come of one's challenge, and that a step of a plan is due."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.models import Adoption, Challenge, PlanStep, Venture
from events.models.challenges import whose
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Part, Told


def asked_to_adopt(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as nothing was answered, and the challenge is still there."""
    asked = Adoption.objects.asked().filter(whose(user)).values("challenge")
    found = Challenge.objects.shown().filter(pk__in=set(map(key_of, abouts))).filter(pk__in=asked)
    text = _("You are asked to answer a challenge: %(title)s")
    return {f"challenge:{one.pk}": Told(text % {"title": one.title}, reverse("events:answer", args=[one.pk])) for one in found}


def told_of(user: User, abouts: Iterable[str], text: str, **came) -> dict[str, Told]:
    """What has come of one's own challenges."""
    found = Challenge.objects.shown().filter(whose(user), pk__in=set(map(key_of, abouts))).filter(**came)
    return {f"challenge:{one.pk}": Told(text % {"title": one.title}, one.get_absolute_url()) for one in found}


def adopted(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    return told_of(user, abouts, _("Your challenge was answered: %(title)s"), pk__in=Adoption.objects.answered().values("challenge"))


def taken_up(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    return told_of(user, abouts, _("Somebody takes up your challenge: %(title)s"), pk__in=Venture.objects.values("challenge"))


def due(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Nothing of a step that is finished, or that they may not report on any more."""
    found = PlanStep.objects.reportable_by(user).filter(pk__in=map(key_of, abouts), state__in=PlanStep.UNFINISHED)
    text = _("How far is it? %(what)s")
    return {f"step:{one.pk}": Told(text % {"what": one.what}, reverse("events:step", args=[one.challenge_id, one.pk])) for one in found}


notices.register("asked_to_adopt", Part.CHALLENGES, label=gettext_lazy("A host asks me to answer a challenge"), tell=asked_to_adopt)
notices.register("challenge_adopted", Part.CHALLENGES, label=gettext_lazy("Somebody who decides answers my challenge"), tell=adopted)
notices.register("challenge_taken_up", Part.CHALLENGES, label=gettext_lazy("Somebody takes up my challenge"), tell=taken_up)
notices.register("step_due", Part.CHALLENGES, label=gettext_lazy("A step that I am responsible for is due"), tell=due)
