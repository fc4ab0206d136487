"""What apps above this one know of circles, and this one asks: they register it in ready().

known_of_circles.register(was_there=those_who_were_there, has_met=has_met)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Knowledge:
    """`was_there(circles, since)` are those who were at a meeting of these circles since then, as pairs of a circle's and a user's key.

    `has_met(circle, key)` says whether a meeting of this name is the circle's, and has begun.
    """

    was_there: Callable[[Iterable[int], datetime], set[tuple[int, int]]]
    has_met: Callable[[int, UUID], bool]


_known: list[Knowledge] = []


def register(**facts: Callable) -> None:
    _known.append(Knowledge(**facts))


def was_there(circles: Iterable[int], since: datetime) -> set[tuple[int, int]]:
    return {pair for known in _known for pair in known.was_there(circles, since)}


def has_met(circle: int, key: UUID) -> bool:
    return any(known.has_met(circle, key) for known in _known)
