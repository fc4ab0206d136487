"""What events tell of circles to the app below, which asks (`entrepreneurs/known_of_circles.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from events.models import CircleMeeting, Presence


def was_there(circles: Iterable[int], since: datetime) -> set[tuple[int, int]]:
    """Who came into the room of a meeting. Only this is asked of it, and nothing of it is kept here: attendance is recorded with consent alone."""
    found = Presence.objects.filter(room__event__circle_meeting__circle__in=circles, room__event__starts_at__gte=since)
    pairs = found.exclude(registration__user=None).values_list("room__event__circle_meeting__circle", "registration__user")
    return set(pairs)


def has_met(circle: int, key: UUID) -> bool:
    return CircleMeeting.objects.held().filter(circle=circle, event__key=key).exists()
