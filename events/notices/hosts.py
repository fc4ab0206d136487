"""That somebody was asked to lead an event, or to speak at one."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.models import Event, Speaker
from hub import notices
from hub.notices import Part, Told


def key_of(about: str) -> int:
    return int(about.partition(":")[2])


def asked_to_host(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Events that one was asked to lead, as long as one has not answered."""
    found = Event.objects.filter(pk__in=map(key_of, abouts), hosts__in=user.hosting.filter(since=None)).prefetch_related("texts")
    return {
        f"event:{event.pk}": Told(
            _("You are asked to lead an event: %(title)s") % {"title": event.title}, reverse("events:asked_to_host", args=[event.pk])
        )
        for event in found
    }


def asked_to_speak(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = Speaker.objects.filter(pk__in=map(key_of, abouts), user=user, standing=Speaker.Standing.ASKED).select_related("event")
    return {
        f"speaker:{one.pk}": Told(
            _("You are asked to speak: %(title)s") % {"title": one.event.title}, reverse("events:asked_to_speak", args=[one.pk])
        )
        for one in found.prefetch_related("event__texts")
    }


notices.register("asked_to_host", Part.EVENTS, label=gettext_lazy("Somebody asks me to lead an event"), tell=asked_to_host)
notices.register("asked_to_speak", Part.EVENTS, label=gettext_lazy("Somebody asks me to speak at an event"), tell=asked_to_speak)
