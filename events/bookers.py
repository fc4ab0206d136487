"""For whom an adviser keeps office hours. Who is advised by whom is known above: apps register it in ready().

bookers.register(lambda user: Advising.objects.of_learner(user).values("adviser"))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

_ways: list[Callable[[Any], Any]] = []


def register(advisers_of: Callable[[Any], Any]) -> None:
    """`advisers_of(user)` are the keys of those who advise somebody, as a subquery."""
    _ways.append(advisers_of)


def open_to(user) -> Q:
    """Of office hours, those that are for everybody, and those of the user's own advisers."""
    found = Q(is_for_all=True)
    for advisers_of in _ways:
        found |= Q(adviser__in=advisers_of(user))
    return found
