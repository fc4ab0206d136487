"""What the page of an event shows to one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django_countries import countries

from entrepreneurs import maps
from events import clocks
from events.guests import is_known
from events.models import Challenge, Event, FocusNote, Item, Recap, Recording, Registration, Speaker
from events.models.afterwards import is_noted
from hub.models.programmes import LANDS

MOST_BESIDE = 12
Role = Registration.Role


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the running order, at its hour. `speaker` is named once they have said yes."""

    item: Item
    begins: datetime
    speaker: Speaker | None

    @property
    def hour(self) -> str:
        return f"{self.begins:%H:%M}"

    @property
    def written(self) -> str:
        return self.begins.isoformat()


class Leaflet:
    """`visible` are the events that the reader may see; `zone` is their clock, None where it is not known."""

    def __init__(self, event: Event, viewer, *, visible, zone: ZoneInfo | None):
        self.event, self.viewer, self.visible, self.zone = event, viewer, visible, zone

    @cached_property
    def is_host(self) -> bool:
        if not self.viewer.is_authenticated:
            return False
        return any(host.user_id == self.viewer.pk for host in self.event.leaders) or self.viewer.has_perm("entrepreneurs.moderate")

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Those who have said yes; the hosts also see whom they have asked. Who has said no is not named."""
        shown = {Speaker.Standing.CONFIRMED, Speaker.Standing.ASKED} if self.is_host else {Speaker.Standing.CONFIRMED}
        return [speaker for speaker in self.event.speakers.all() if speaker.standing in shown]

    @cached_property
    def points(self) -> list[Point]:
        shown, points, begins = {speaker.pk: speaker for speaker in self.speakers}, [], self.event.starts_at
        for item in self.event.items.all():
            points.append(Point(item, begins.astimezone(self.clock), shown.get(item.speaker_id)))
            begins += timedelta(minutes=item.minutes)
        return points

    @property
    def clock(self) -> ZoneInfo:
        """The one that the hours of the running order are read from."""
        return self.zone or self.event.clock

    @property
    def clock_town(self) -> str:
        return clocks.place_of(self.clock.key)

    @property
    def is_in_another_language(self) -> bool:
        return self.event.text.language != get_language()

    @property
    def organisation_country(self) -> str:
        return str(self.event.organisation.country.name) if self.event.organisation else ""

    @property
    def land(self) -> str:
        """The drawing of its programme's landscape."""
        key = self.event.programme.key if self.event.programme else ""
        return f"components/lands/{key}.svg" if key in LANDS else "components/lands/across.svg"

    # Seats

    @property
    def is_known(self) -> bool:
        return is_known(self.viewer)

    @cached_property
    def seat(self) -> Registration | None:
        """The reader's own, or their place in the line."""
        if not self.is_known:
            return None
        found = Registration.objects.of(self.viewer).filter(event=self.event.pk).select_related("feedback")
        return found.exclude(state=Registration.State.CANCELLED).first()

    @property
    def has_room(self) -> bool:
        """Whether the way into the room is to be shown: to its hosts, and to whoever has a seat."""
        has_seat = self.seat is not None and self.seat.state == Registration.State.COMING
        return self.event.is_online and not self.event.is_draft and (self.is_host or has_seat)

    @property
    def may_take_seat(self) -> bool:
        """Whether a seat is kept for the reader, or is free for whoever waits, now that it has begun."""
        if self.seat is None or not self.event.takes_registrations:
            return False
        waits = self.seat.state == Registration.State.WAITING and self.event.has_begun and self.seats_left != 0
        return waits or self.seat.state == Registration.State.OFFERED

    @property
    def asks_back(self) -> bool:
        """Whether the reader was there, and can say how it was."""
        was_there = self.seat is not None and self.seat.state == Registration.State.COMING and self.seat.role != Registration.Role.HOST
        return was_there and self.event.is_over and not self.event.is_cancelled

    @cached_property
    def has_recording(self) -> bool:
        return self.event.has_begun and Recording.objects.filter(event=self.event.pk).exclude(published_at=None).exists()

    @cached_property
    def has_recap(self) -> bool:
        return self.event.has_begun and Recap.objects.filter(event=self.event.pk).exclude(published_at=None).exists()

    @property
    def seats_left(self) -> int | None:
        return None if self.event.capacity is None else max(0, self.event.capacity - self.event.taken)

    # Challenges

    @cached_property
    def challenges(self) -> list[Challenge]:
        return list(self.event.challenges.shown().with_votes().with_vote_of(self.viewer).sorted()[:MOST_BESIDE])

    @cached_property
    def may_raise(self) -> bool:
        """Before it is over, whoever has a seat, and the hosts."""
        if self.event.is_over or self.event.is_cancelled or self.event.is_draft:
            return False
        return self.is_host or Registration.objects.of(self.viewer).coming().filter(event=self.event).exclude(role=Role.OBSERVER).exists()

    # What came of it

    @property
    def is_noted(self) -> bool:
        return is_noted(self.event)

    @cached_property
    def notes(self) -> list[FocusNote]:
        """Of a focus group that is over, as soon as its hosts show them."""
        return list(FocusNote.objects.released().filter(event=self.event.pk)) if self.is_noted and self.event.is_over else []

    # Other events beside it

    @cached_property
    def dates(self) -> list[Event]:
        """The others of its series, from today on; the last ones, where none is to come."""
        if not self.event.series_id:
            return []
        others = self.beside(series=self.event.series_id).exclude(pk=self.event.pk)
        return list(others.upcoming()[:MOST_BESIDE]) or list(others.past()[:MOST_BESIDE])

    @cached_property
    def earlier(self) -> Event | None:
        return self.beside(pk=self.event.earlier_id).first() if self.event.earlier_id else None

    @cached_property
    def later(self) -> list[Event]:
        return list(self.beside(earlier=self.event.pk).order_by("starts_at", "pk")[:MOST_BESIDE])

    def beside(self, **which):
        return self.visible.filter(**which).prefetch_related("texts")

    # Where

    @property
    def where(self) -> str:
        """The region and country, of a place of the gazetteer."""
        if not self.event.on_map:
            return ""
        return ", ".join(dict.fromkeys([*reversed(self.event.on_map.parts[1:]), self.country]))

    @property
    def country(self) -> str:
        return str(countries.name(self.event.on_map.country))

    @property
    def spot(self) -> tuple[maps.Frame, float, float, float]:
        """Where it is drawn on the map of its country: the part, from the left, from the top, and how big."""
        frame = maps.frame_of(self.event.on_map.country)
        return frame, *maps.point(self.event.on_map), round(max(frame.width, frame.height) / 40, 2)
