"""That somebody is asked how an event was, and that a theme they asked for is taken up."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.letters import line
from events.models import Event
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Part, Told


def asked_back(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Until they have said it."""
    seats = user.event_registrations.who_came().filter(event__in=set(map(key_of, abouts)), feedback=None)
    found = Event.objects.past().filter(pk__in=seats.values("event"), state="published").prefetch_related("texts")
    return {f"event:{one.pk}": Told(line("feedback", one.title), reverse("events:feedback", args=[one.pk])) for one in found}


def taken_up(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as it is to come, and they have not answered in some way."""
    found = Event.objects.visible_to(user).upcoming().filter(pk__in=set(map(key_of, abouts)), state="published")
    unanswered = found.exclude(pk__in=user.event_registrations.values("event")).prefetch_related("texts")
    return {f"event:{one.pk}": Told(line("theme", one.title), one.get_absolute_url()) for one in unanswered}


notices.register("event_theme", Part.EVENTS, label=gettext_lazy("A theme that I asked for is taken up"), tell=taken_up)
notices.register("event_feedback", Part.EVENTS, label=gettext_lazy("How an event was that I came to"), tell=asked_back)
