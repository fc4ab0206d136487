"""Office hours in calendar programs: with whom one meets, and where; what it is about stays on the hub."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from django.utils.translation import gettext as _
from icalendar import Event

from entrepreneurs.models import User
from events.models import Booking, OfficeHour


def entries(bookings: Iterable[Booking], *, reader: User, base: str) -> list[tuple[OfficeHour, Event]]:
    return [(booking.hour, entry(booking, reader=reader, base=base)) for booking in bookings]


def entry(booking: Booking, *, reader: User, base: str) -> Event:
    hour, made = booking.hour, Event()
    made.add("uid", f"{booking.key}@tvers")
    for name, moment in (("dtstart", hour.starts_at), ("dtend", hour.ends_at)):
        made.add(name, moment.astimezone(hour.clock).replace(tzinfo=None), parameters={"TZID": hour.zone})
    for name in ("dtstamp", "last-modified"):
        made.add(name, booking.booked_at.astimezone(UTC).replace(microsecond=0))
    made.add("status", "CONFIRMED")
    made.add("summary", _("Office hour with %(name)s") % {"name": booking.other(reader).shown_name})
    made.add("description", description(hour, base + hour.get_absolute_url()))
    if hour.place:
        made.add("location", hour.place)
    made.add("url", base + hour.get_absolute_url())
    return made


def description(hour: OfficeHour, address: str) -> str:
    video = _("Video: %(address)s") % {"address": hour.video} if hour.video else ""
    return "\n\n".join(part for part in (video, address) if part)
