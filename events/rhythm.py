"""A circle's meetings as one of its members sees them, and their rhythm as a thread with a knot for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import sin

from entrepreneurs.models import Circle, CircleEntry, User
from events.models import CircleMeeting, Event, Registration

STRIDE, MARGIN, MIDDLE, SWING = 80, 40, 48, 16  # of the drawing


@dataclass(frozen=True)
class Knot:
    """`state` is held, next, planned, or open: not planned yet."""

    number: int
    state: str

    @property
    def x(self) -> int:
        return MARGIN + (self.number - 1) * STRIDE

    @property
    def y(self) -> int:
        return round(MIDDLE + SWING * sin(self.number * 1.7))


class Rhythm:
    """`circle` is one in which `reader` is."""

    def __init__(self, circle: Circle, reader: User):
        self.circle, self.reader = circle, reader

    @cached_property
    def events(self) -> list[Event]:
        """All that were held or are planned, in their order; four queries."""
        meetings = CircleMeeting.objects.standing().filter(circle=self.circle)
        return list(Event.objects.filter(circle_meeting__in=meetings).with_words().order_by("starts_at"))

    @property
    def held(self) -> list[Event]:
        return [event for event in self.events if event.has_begun]

    @property
    def coming(self) -> list[Event]:
        """What is under way is among them."""
        return [event for event in self.events if not event.is_over]

    @property
    def next(self) -> Event | None:
        return next(iter(self.coming), None)

    @cached_property
    def seat(self) -> Registration | None:
        """The reader's, at the next one."""
        return Registration.objects.of(self.reader).filter(event=self.next).first() if self.next else None

    @property
    def is_host(self) -> bool:
        return any(host.user_id == self.reader.pk for host in self.next.leaders)

    @cached_property
    def to_log(self) -> list[Event]:
        """Of which the reader has written nothing yet, the last first."""
        written = CircleEntry.objects.filter(circle=self.circle, author=self.reader).exclude(meeting=None).values_list("meeting", flat=True)
        keys = set(written)
        return [event for event in reversed(self.events) if event.is_over and event.key not in keys]

    @cached_property
    def days(self) -> dict:
        """The event of each key, for the log."""
        return {event.key: event for event in self.events}

    # The thread

    @cached_property
    def knots(self) -> list[Knot]:
        """One for each meeting, and one for each that its weeks have room for besides."""
        held, coming = len([event for event in self.events if event.is_over]), len(self.coming)
        states = ["held"] * held + ["next"] * min(1, coming) + ["planned"] * max(0, coming - 1)
        missing = 0 if self.circle.is_ended else max(0, self.circle.meetings_in_all - len(states))
        return [Knot(number, state) for number, state in enumerate(states + ["open"] * missing, start=1)]

    @property
    def width(self) -> int:
        return 2 * MARGIN + max(0, len(self.knots) - 1) * STRIDE

    @property
    def thread(self) -> str:
        """The whole of it, from edge to edge."""
        return path_of([(0, MIDDLE), *((knot.x, knot.y) for knot in self.knots), (self.width, MIDDLE)])

    @property
    def sewn(self) -> str:
        """As far as they have come."""
        done = [(knot.x, knot.y) for knot in self.knots if knot.state == "held"]
        return path_of([(0, MIDDLE), *done]) if done else ""


def path_of(points: list[tuple[int, int]]) -> str:
    """A soft line through all of them."""
    first, *rest = points
    parts, last = [f"M{first[0]} {first[1]}"], first
    for x, y in rest:
        half = (last[0] + x) // 2
        parts.append(f"C{half} {last[1]} {half} {y} {x} {y}")
        last = (x, y)
    return "".join(parts)
