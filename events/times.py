"""Local hours: an event keeps the hour of its host's clock, whatever the clocks of the others, or the law of summer time, do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def moment(day: date, at: time, *, zone: str) -> datetime:
    """The moment in UTC at which a clock in `zone` shows this hour.

    An hour that comes twice, when summer time ends, is taken the first time; one that is left out, when it begins, is taken as if the clock had not
    been put forward: 02:30 is the moment after 01:59 and half an hour, as RFC 5545 has it.
    """
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def is_left_out(day: date, at: time, *, zone: str) -> bool:
    """Whether no clock in `zone` shows this hour on this day, because it is put forward over it."""
    local = moment(day, at, zone=zone).astimezone(ZoneInfo(zone))
    return (local.date(), local.time()) != (day, at)


def same_hour(day: date, *, weeks: int, number: int) -> list[date]:
    """The days of a series: every so many weeks, the first among them."""
    return [day + timedelta(weeks=weeks * each) for each in range(number)]
