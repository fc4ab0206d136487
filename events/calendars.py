"""Events as calendar programs read them (RFC 5545): each at the hour of its host's clock, with the whole law of that clock beside it.

The clocks are written here and not by icalendar, which finds summer time's beginning an hour late (7.3: 03:00 where clocks show 02:00) and
calls Dublin's winter its summer time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText

from events import models

PRODUCT = "-//Tvers//Events//EN"
ASKED_AGAIN_AFTER = timedelta(hours=1)
Change = tuple[datetime, timedelta, timedelta, str]  # when, from which offset, to which, and what the clock is called then


def calendar(
    events: Iterable[models.Event],
    *,
    name: str,
    language: str,
    base: str,
    statuses: dict | None = None,
    video_of=frozenset(),
    hours: Iterable[tuple[models.OfficeHour, Event]] = (),
) -> bytes:
    """A calendar of these events, each with its texts and languages; `base` is the hub's address without the last slash.

    `statuses` say by event how sure it is that the calendar's owner comes; `video_of` are the events whose video link they may have; `hours` are
    office hours that they have booked or keep, as entries (appointments.py).
    """
    made, listed, hours = begin(name, language), list(events), list(hours)
    timed = [*listed, *(hour for hour, _entry in hours)]
    for zone in sorted({one.zone for one in timed}):
        years = [moment.year for one in timed if one.zone == zone for moment in (one.starts_at, one.ends_at)]
        made.add_component(clock(zone, min(years), max(years)))
    for event in listed:
        made.add_component(entry(event, base=base, status=(statuses or {}).get(event.pk), has_video=event.pk in video_of))
    for _hour, entry_of in hours:
        made.add_component(entry_of)
    return made.to_ical()


def begin(name: str, language: str) -> Calendar:
    made = Calendar()
    for key, value in {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN", "x-wr-calname": name}.items():
        made.add(key, value)
    made.add("name", vText(name, params={"LANGUAGE": language}))
    made.add("refresh-interval", vDuration(ASKED_AGAIN_AFTER, params={"VALUE": "DURATION"}))
    made.add("x-published-ttl", vDuration(ASKED_AGAIN_AFTER))
    return made


def entry(event: models.Event, *, base: str, status: str | None, has_video: bool) -> Event:
    address = base + event.get_absolute_url()
    made = Event()
    made.add("uid", f"{uuid5(event.key, 'calendar')}@tvers")  # of its key, and not the key itself, which opens an event by invitation
    for name, moment in (("dtstart", event.starts_at), ("dtend", event.ends_at)):
        made.add(name, moment.astimezone(event.clock).replace(tzinfo=None), parameters={"TZID": event.zone})  # said so, or Reykjavik becomes UTC
    for moment in ("dtstamp", "last-modified"):  # the same, where nobody sends anything (RFC 5545, 3.8.7.2); so the same calendar is the same bytes
        made.add(moment, event.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", event.sequence)
    made.add("status", "CANCELLED" if event.is_cancelled else status or "CONFIRMED")
    made.add("summary", in_language(title_of(event), event.text.language))
    made.add("description", description(event, address=address, has_video=has_video))
    if where := place_of(event):
        made.add("location", where)
    made.add("url", address)
    made.add("categories", [str(event.get_kind_display())])
    return made


def in_language(text: str, language: str) -> vText:
    return vText(text, params={"LANGUAGE": language})


def title_of(event: models.Event) -> str:
    return pgettext("an event", "Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title


def place_of(event: models.Event) -> str:
    return event.place or (_("Online") if event.is_online else "")


def description(event: models.Event, *, address: str, has_video: bool) -> str:
    """What it is about, and the way back to the hub; nobody who comes is named."""
    video = _("Video: %(address)s") % {"address": event.video} if has_video and event.video and not event.is_cancelled else ""
    said = [
        event.cancelled_because if event.is_cancelled else "",
        event.text.lead,
        video,
        _("More, and the room: %(address)s") % {"address": address},
    ]
    return "\n\n".join(part for part in said if part)


# Clocks


@lru_cache(maxsize=200)
def clock(zone: str, first: int, last: int) -> Timezone:
    """A clock's law in these years: what it showed when they began, and every change, each at the hour that it showed until then."""
    made = Timezone()
    made.add("tzid", zone)
    grouped = defaultdict(list)
    for at, before, after, name in changes(zone, first, last):
        grouped[before, after, name].append(at)
    for (before, after, name), moments in grouped.items():
        made.add_component(observance(before, after, name, [moment + before for moment in sorted(moments)]))
    return made


def observance(before: timedelta, after: timedelta, name: str, onsets: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    """Summer time is what puts a clock forward: so calendar programs have it, also for Dublin, whose law says it the other way round."""
    made = TimezoneDaylight() if after > before else TimezoneStandard()
    made.add("dtstart", onsets[0])
    if onsets[1:]:
        made.add("rdate", onsets[1:])
    made.add("tzname", name)
    made.add("tzoffsetfrom", before)
    made.add("tzoffsetto", after)
    return made


def changes(zone: str, first: int, last: int) -> list[Change]:
    """From the beginning of the first year to the end of the last, in UTC without saying so."""
    at, end = datetime(first, 1, 1), datetime(last + 1, 1, 1)
    offset = offset_at(at, zone)
    found: list[Change] = [(at, offset, offset, name_at(at, zone))]
    while at < end:
        following = at + timedelta(days=1)
        if offset_at(following, zone) != offset:
            moment = first_second(at, following, zone)
            found.append((moment, offset, offset_at(moment, zone), name_at(moment, zone)))
            offset = offset_at(following, zone)
        at = following
    return found


def first_second(before: datetime, after: datetime, zone: str) -> datetime:
    """When, between two moments with different offsets, the second one's begins."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        before, after = (before, middle) if offset_at(middle, zone) == offset_at(after, zone) else (middle, after)
    return after


def local(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))


def offset_at(at: datetime, zone: str) -> timedelta:
    return local(at, zone).utcoffset()


def name_at(at: datetime, zone: str) -> str:
    return local(at, zone).tzname()
