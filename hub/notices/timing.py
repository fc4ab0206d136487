"""When a mail goes out: on the reader's own clock, never in their quiet hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.models import Pace, QuietHours

PAUSE = timedelta(minutes=2)  # whoever is here reads it meanwhile, and needs no mail
MORNING = time(8)


def mail_time(pace: str, *, zone: str, quiet: QuietHours | None, now: datetime) -> datetime | None:
    """The moment, aware; None for never."""
    here = ZoneInfo(zone)
    if pace == Pace.NEVER:
        return None
    if pace == Pace.AT_ONCE:
        return after_quiet((now + PAUSE).astimezone(here), quiet)
    return after_quiet(next_morning(now.astimezone(here), is_weekly=pace == Pace.WEEKLY), quiet)


def next_morning(local: datetime, *, is_weekly: bool) -> datetime:
    """The next eight o'clock; weekly, that of the next Monday."""
    days = 0 if local.time() < MORNING else 1
    if is_weekly:
        days += -(local.weekday() + days) % 7
    return datetime.combine(local.date() + timedelta(days=days), MORNING, tzinfo=local.tzinfo)


def after_quiet(local: datetime, quiet: QuietHours | None) -> datetime:
    """The same moment, or the end of the quiet hours that it falls into."""
    if quiet is None or not is_quiet(local.time(), quiet):
        return local
    days = 0 if local.time() < quiet.ends else 1
    return datetime.combine(local.date() + timedelta(days=days), quiet.ends, tzinfo=local.tzinfo)


def is_quiet(moment: time, quiet: QuietHours) -> bool:
    if quiet.begins < quiet.ends:
        return quiet.begins <= moment < quiet.ends
    return moment >= quiet.begins or moment < quiet.ends
