"""Reminding those who come: a day before, and an hour before."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.actions.registrations import tell
from events.models import Registration
from hub import notices

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def remind() -> None:
    """A day before, unless they have registered since; and an hour before."""
    now = timezone.now()
    soon = Registration.objects.coming().filter(event__state="published", event__starts_at__range=(now, now + DAY))
    for seat in soon.exclude(role=Registration.Role.HOST).select_related("user", "guest", "event").prefetch_related("event__texts"):
        last = seat.event.starts_at - (HOUR if seat.event.starts_at - HOUR <= now else DAY)
        if max(seat.made_at, seat.reminded_at or seat.made_at) < last:
            remind_of(seat, now)


@transaction.atomic
def remind_of(seat: Registration, now) -> None:
    """Whoever notes it first reminds them: once, however many look."""
    if Registration.objects.filter(pk=seat.pk, reminded_at=seat.reminded_at).update(reminded_at=now):
        if seat.user:
            notices.close(seat.user, "event_reminder", about=f"event:{seat.event_id}")
        tell(seat, "reminder")
