"""Hours that suit everybody: from the clocks of several people, and the hours at which each usually can. Computed, and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from events.models import FreeTime
from events.times import is_left_out, moment

AHEAD = 14  # days
STEP = 30  # minutes
APART = timedelta(hours=3)  # between two proposals of one day
MOST = 8
COMFORT = 14 * 60  # the minute of the day from which nobody likes to be far: people meet beside their work

Span = tuple[int, int]  # minutes of a day

PARTS = {FreeTime.Part.MORNING: (8 * 60, 12 * 60), FreeTime.Part.DAY: (12 * 60, 17 * 60), FreeTime.Part.EVENING: (17 * 60, 21 * 60)}
USUAL = {weekday: [(8 * 60, 20 * 60)] for weekday in range(5)}  # of whoever has said nothing: weekdays from eight to eight


class Person(NamedTuple):
    """Whose clock it is, and by weekday the spans at which they can."""

    key: int
    zone: ZoneInfo
    free: dict[int, list[Span]]


@dataclass(frozen=True)
class Proposal:
    """`suits` are the keys of those who can, `strain` how far from the middle of the day it is for whom it is furthest, in minutes."""

    starts_at: datetime
    suits: frozenset[int]
    strain: int

    @property
    def rank(self) -> tuple:
        return -len(self.suits), self.strain, self.starts_at


def people_of(users: Iterable) -> list[Person]:
    """With what they have said of their hours; one query."""
    users = list(users)
    said: dict[int, dict[int, list[Span]]] = {}
    for one in FreeTime.objects.filter(user__in=[user.pk for user in users]):
        said.setdefault(one.user_id, {}).setdefault(one.weekday, []).append(PARTS[one.part])
    return [Person(user.pk, ZoneInfo(user.time_zone), joined(said[user.pk]) if user.pk in said else USUAL) for user in users]


def joined(free: dict[int, list[Span]]) -> dict[int, list[Span]]:
    """A morning and the day after it are one span."""
    return {weekday: join(sorted(spans)) for weekday, spans in free.items()}


def join(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for begins, ends in spans:
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def proposals(people: Sequence[Person], *, zone: str, minutes: int, now: datetime) -> list[Proposal]:
    """The best of the next two weeks, on full and half hours of a clock in `zone`: those that suit most people first, then those that strain nobody.

    Of each day one, and a second where it is hours apart. None that suits nobody but one.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    firsts, seconds = [], []
    for day in (today + timedelta(days=number) for number in range(1, AHEAD + 1)):
        found = sorted(of_day(day, people, zone=zone, minutes=minutes), key=lambda proposal: proposal.rank)
        firsts += found[:1]
        seconds += [one for one in found[1:] if abs(one.starts_at - found[0].starts_at) >= APART][:1]
    return best([*firsts, *seconds], least=min(2, len(people)))


def best(found: list[Proposal], *, least: int) -> list[Proposal]:
    return sorted((one for one in found if len(one.suits) >= least), key=lambda one: one.rank)[:MOST]


def of_day(day: date, people: Sequence[Person], *, zone: str, minutes: int) -> Iterable[Proposal]:
    for at in (time(*divmod(minute, 60)) for minute in range(0, 24 * 60, STEP)):
        if not is_left_out(day, at, zone=zone):
            yield weighed(moment(day, at, zone=zone), people, minutes=minutes)


def weighed(starts: datetime, people: Sequence[Person], *, minutes: int) -> Proposal:
    ends = starts + timedelta(minutes=minutes)
    suits = frozenset(person.key for person in people if can(person, starts, ends))
    strain = max((strain_of(person, starts, minutes) for person in people), default=0)
    return Proposal(starts, suits, strain)


def can(person: Person, starts: datetime, ends: datetime) -> bool:
    """Whether all of it is within one of their spans, by their own clock, which may be put forward or back in between."""
    here, there = starts.astimezone(person.zone), ends.astimezone(person.zone)
    if here.date() != there.date():
        return False
    return any(begins <= minute_of(here) and minute_of(there) <= until for begins, until in person.free.get(here.weekday(), ()))


def minute_of(local: datetime) -> int:
    return local.hour * 60 + local.minute


def strain_of(person: Person, starts: datetime, minutes: int) -> int:
    return abs(minute_of(starts.astimezone(person.zone)) + minutes // 2 - COMFORT)
