"""What becomes of the hours of events when a law changes what clocks show."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.models import Event
from hub import pagecache


@transaction.atomic
def settle_hours() -> list[int]:
    """Settle anew what is to come: an event keeps the hour that its hosts have said, and so another moment. The keys of those that moved.

    Calendars take the change by the higher number; pages are made anew.
    """
    ZoneInfo.clear_cache()  # the law as it is now, and not as it was when this process began
    moved = [event for event in Event.objects.upcoming().select_for_update(of=("self",), no_key=True) if is_moved(event)]
    for event in moved:
        moments = {"starts_at": event.starts_at, "ends_at": event.ends_at}
        Event.objects.filter(pk=event.pk).update(**moments, sequence=F("sequence") + 1, changed_at=timezone.now())
    if moved:
        transaction.on_commit(pagecache.forget)
    return [event.pk for event in moved]


def is_moved(event: Event) -> bool:
    """Whether its hour is another moment now than was kept; it is settled by being asked."""
    kept = event.starts_at, event.ends_at
    event.settle()
    return (event.starts_at, event.ends_at) != kept
