"""What clocks say of an event: the host's, with the name of the place it hangs in, and the reader's."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_timezone_location
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub import languages


@cache
def locale_of(code: str) -> Locale:
    """How a language writes days; English as it is written in Europe."""
    try:
        return Locale.parse("en_GB" if code == languages.SOURCE else code, sep="-" if "-" in code else "_")
    except (UnknownLocaleError, ValueError):
        return locale_of(languages.SOURCE)


def reading() -> Locale:
    return locale_of(get_language() or languages.SOURCE)


def place_of(zone: str) -> str:
    """The town that a clock is named after, in the reader's language."""
    return get_timezone_location(ZoneInfo(zone), locale=reading(), return_city=True)


def whole_day(day: date) -> str:
    """Thursday, 3 December 2026."""
    return format_date(day, "full", locale=reading())


def short_day(day: date) -> str:
    """Thu 3 Dec."""
    return format_skeleton("MMMEd", day, locale=reading())


def big_day(day: date) -> str:
    """3 Dec."""
    return format_skeleton("MMMd", day, locale=reading())


def weekday(day: date) -> str:
    return format_date(day, "EEE", locale=reading())


def long_weekday(day: date) -> str:
    return format_date(day, "EEEE", locale=reading())


def month(day: date) -> str:
    """December 2026."""
    name = format_skeleton("yMMMM", day, locale=reading())
    return name[:1].upper() + name[1:]


def hours(begins: datetime, ends: datetime, *, zone: ZoneInfo) -> str:
    """18:00–19:30 on the clocks of a zone; with the day, where it ends on another."""
    first, last = begins.astimezone(zone), ends.astimezone(zone)
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{short_day(last.date())} {last:%H:%M}"
    return f"{first:%H:%M}–{until}"


def on_clock(event, zone: ZoneInfo) -> str | None:
    """An event's hours on another clock, with the day where that is another, too; None where it shows what the host's shows."""
    theirs, ours = event.starts_at.astimezone(event.clock), event.starts_at.astimezone(zone)
    if theirs.utcoffset() == ours.utcoffset():
        return None
    said = hours(event.starts_at, event.ends_at, zone=zone)
    return said if ours.date() == theirs.date() else f"{short_day(ours.date())}, {said}"


def in_place(said: str, zone: str) -> str:
    """18:00–19:30 in Oslo."""
    return _("%(hours)s in %(city)s") % {"hours": said, "city": place_of(zone)}


def instant(moment: datetime, *, zone: str) -> str:
    """Thursday, 3 December 2026, 18:00 in Oslo."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{whole_day(there.date())}, {in_place(f'{there:%H:%M}', zone)}"
