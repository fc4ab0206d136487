"""The list of events as one reader sees it: what is found, page by page and month by month, and where it is on the map."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from math import sqrt

from django.db.models import Prefetch, Q
from django.db.models.query import QuerySet
from django.utils import timezone

from entrepreneurs import maps, places
from entrepreneurs.places import Place
from events.models import Challenge, Event, EventText

PAGE = 24


def rows(found: QuerySet[Event]) -> QuerySet[Event]:
    """With what a row of a list shows: two queries beside their own."""
    texts = Prefetch("texts", EventText.objects.defer("about", "access"))
    return found.with_numbers().select_related("programme").prefetch_related(texts, "tongues")


def narrowed(found: QuerySet[Event], chosen: dict[str, str]) -> QuerySet[Event]:
    """Those that fit all the filters but the place."""
    named = {"kind": "kind", "programme": "programme__key", "language": "tongues__language"}
    found = found.filter(**{path: chosen[name] for name, path in named.items() if name in chosen})
    if how := chosen.get("how"):
        found = found.filter(is_online=True) if how == "online" else found.exclude(where="", place="")
    return found


def within(found: QuerySet[Event], where: str) -> QuerySet[Event]:
    return found.filter(Q(where=where) | Q(where__startswith=f"{where}/")) if where else found


@dataclass(frozen=True, slots=True)
class Circle:
    """Some events in one place of the map; its surface says how many."""

    place: Place
    number: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a month, or those of them that stand on this page."""

    first: date
    events: list[Event]


class Narrowed:
    """What fits some filters, page by page, and on a map. `everywhere` is what fits all but the place; `page` has one more than is shown."""

    everywhere: QuerySet
    page: list

    def __init__(self, *, chosen: dict[str, str], number: int):
        self.chosen, self.number = chosen, number

    @property
    def where(self) -> str:
        return self.chosen.get("where", "")

    @property
    def country(self) -> str:
        return self.where.partition("/")[0]

    @property
    def next(self) -> int | None:
        return self.number + 1 if len(self.page) > PAGE else None

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    # The map

    @cached_property
    def numbers(self) -> Counter[str]:
        """How many there are by place; one query."""
        return Counter(self.everywhere.exclude(where="").order_by().values_list("where", flat=True))

    @property
    def frame(self) -> maps.Frame:
        return maps.frame_of(self.country) if self.country else maps.WHOLE

    @cached_property
    def circles(self) -> list[Circle]:
        """The biggest, drawn first, so that the small ones lie on top."""
        unit = max(self.frame.width, self.frame.height) / maps.HEIGHT
        known = [(place, number) for key, number in self.numbers.items() if (place := places.place_at(key))]
        circles = [Circle(place, number, *maps.point(place), round(unit * min(9 + 4 * sqrt(number), 48), 2)) for place, number in known]
        return sorted(circles, key=lambda circle: -circle.number)


class Listing(Narrowed):
    """`among` are the events that the reader may find, `chosen` the filters by name (CalendarForm), `number` the page, from 1."""

    def __init__(self, among: QuerySet[Event], *, chosen: dict[str, str], number: int = 1):
        super().__init__(chosen=chosen, number=number)
        self.among = among

    @property
    def is_past(self) -> bool:
        return "past" in self.chosen

    @cached_property
    def everywhere(self) -> QuerySet[Event]:
        found = narrowed(self.among, self.chosen)
        return found.past() if self.is_past else found.upcoming()

    # The list

    @cached_property
    def page(self) -> list[Event]:
        """One more than is shown, where there are more."""
        first = (self.number - 1) * PAGE
        return list(rows(within(self.everywhere, self.where))[first : first + PAGE + 1])

    @property
    def months(self) -> list[Month]:
        """By the day of the host's calendar, which is the one that the event is known by."""
        by_month = defaultdict(list)
        for event in self.page[:PAGE]:
            by_month[event.day.replace(day=1)].append(event)
        return [Month(first, by_month[first]) for first in sorted(by_month, reverse=self.is_past)]


def addresses() -> list[tuple[str, datetime | None]]:
    """What search engines are told of: the list and the board, what is listed and to come, and challenges."""
    upcoming = Event.objects.listed().upcoming().values_list("pk", "changed_at")
    challenges = Challenge.objects.listed().values_list("pk", flat=True)
    events = [(f"events/{pk}/", changed_at) for pk, changed_at in upcoming]
    return [("events/", None), ("events/challenges/", None), *events, *((f"events/challenges/{pk}/", None) for pk in challenges)]


class MonthPage:
    """A month as a sheet of weeks, each of seven days."""

    def __init__(self, among: QuerySet[Event], *, first: date):
        self.among, self.first = among, first

    @cached_property
    def by_day(self) -> dict[date, list[Event]]:
        found = defaultdict(list)
        for event in rows(self.among.filter(day__gte=self.first, day__lt=self.after).order_by("starts_at", "pk")):
            found[event.day].append(event)
        return found

    @property
    def weeks(self) -> list[list[tuple[date, list[Event]]]]:
        return [[(day, self.events_on(day)) for day in week] for week in Weeks().monthdatescalendar(self.first.year, self.first.month)]

    def events_on(self, day: date) -> list[Event]:
        return self.by_day.get(day, []) if day.month == self.first.month else []

    @property
    def days(self) -> list[tuple[date, list[Event]]]:
        """Those on which there is something."""
        return sorted(self.by_day.items())

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def today(self) -> date:
        return timezone.localdate()
