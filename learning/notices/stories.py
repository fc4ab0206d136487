"""What people are told of stories: those who decide, those who write, and above all those who are told of."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.notices import Part, Told
from learning.models import Story, StoryConsent


def waiting(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as nobody has decided."""
    if not Story.objects.waiting_for(user).exists():
        return {}
    return {about: Told(_("A story is handed in, and waits for you"), reverse("learning:practices_waiting")) for about in abouts}


def asks(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as they have not answered."""
    return told_of(StoryConsent.objects.visible_to(user).open(), abouts, _("%(organisation)s would like to tell a story with you in it"))


def changed(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as they agree to it."""
    found = StoryConsent.objects.visible_to(user).filter(withdrawn_at=None).exclude(agreed_on=None)
    return told_of(found, abouts, _("%(organisation)s has changed a story with you in it"))


def told_of(found, abouts: Iterable[str], text: str) -> dict[str, Told]:
    found = found.filter(story__in=map(key_of, abouts)).select_related("story__organisation")
    return {
        f"story:{one.story_id}": Told(text % {"organisation": one.story.organisation.name}, reverse("learning:consent", args=[one.pk]))
        for one in found
    }


def down(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it is not shown."""
    found = Story.objects.editable_by(user).filter(pk__in=map(key_of, abouts), is_listed=False)
    text = _("A story of yours is not shown any more: somebody in it does not agree to it")
    return {f"story:{one.pk}": Told(text, reverse("learning:story_consents", args=[one.pk])) for one in found}


def gone(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    text, address = _("A story of yours is gone: the person it told of has erased their account"), reverse("learning:my_practices")
    return {about: Told(text, address) for about in abouts}


notices.register("story_asks", Part.KNOWLEDGE, label=gettext_lazy("An organisation would like to tell a story with me in it"), tell=asks)
notices.register("story_changed", Part.KNOWLEDGE, label=gettext_lazy("A story with me in it has been changed"), tell=changed)
notices.register("story_waiting", Part.KNOWLEDGE, label=gettext_lazy("A story waits for me to decide"), tell=waiting)
notices.register(
    "story_down", Part.KNOWLEDGE, label=gettext_lazy("A story of mine is not shown any more, because somebody does not agree"), tell=down
)
notices.register("story_gone", Part.KNOWLEDGE, label=gettext_lazy("A story of mine is gone, with the person it told of"), tell=gone)
