"""What people are told of the resource bank: what became of theirs, that a link is dead, and coordinators, that something waits."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.notices import Part, Told
from learning.models import Resource

State = Resource.State


def answered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Unless it waits again meanwhile."""
    found = Resource.objects.filter(made_by=user, pk__in=map(key_of, abouts), state__in=(State.PUBLISHED, State.RETURNED))
    return {f"resource:{one.pk}": Told(line_of(one) % {"title": one.title}, one.get_absolute_url()) for one in found.prefetch_related("texts")}


def line_of(resource: Resource) -> str:
    if resource.returned_because:
        return _("What you sent is given back, with a reason: %(title)s")
    return _("What you sent is in the bank: %(title)s")


def unreachable(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it cannot be reached."""
    found = Resource.objects.visible_to(user).filter(pk__in=map(key_of, abouts), failures__gte=2).prefetch_related("texts")
    text = _("A link in the bank cannot be reached any more: %(title)s")
    return {f"resource:{one.pk}": Told(text % {"title": one.title}, one.get_absolute_url()) for one in found}


def waiting(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """One line, however many there are; nothing for those who do not decide, or when others have decided."""
    if not user.has_perm("entrepreneurs.moderate") or not Resource.objects.waiting().exists():
        return {}
    return {about: Told(_("Something waits to be looked at for the resource bank"), reverse("learning:resources_waiting")) for about in abouts}


notices.register("resource_answered", Part.KNOWLEDGE, label=gettext_lazy("What became of something that I sent to the resource bank"), tell=answered)
notices.register("resource_unreachable", Part.KNOWLEDGE, label=gettext_lazy("A link that I have brought cannot be reached"), tell=unreachable)
notices.register(
    "resource_waiting", Part.KNOWLEDGE, label=gettext_lazy("Something waits for coordinators of the resource bank"), tell=waiting, pace="daily"
)
