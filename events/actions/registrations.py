"""Those who are registered: telling them what has changed."""

from __future__ import annotations

from django.db import transaction

from events.models import Event
from hub import notices

TOLD = {"moved": "event_moved", "cancelled": "event_cancelled"}


@transaction.atomic
def tell_all(event: Event, what: str) -> None:
    """Everybody with an account who has a seat, or waits for one, that the event has `moved` or was `cancelled`."""
    for registration in event.registrations.standing().exclude(user=None).select_related("user"):
        notices.give(registration.user, TOLD[what], about=f"event:{event.pk}")
