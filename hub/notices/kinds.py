"""The kinds of notices: apps register theirs in ready().

notices.register(
    "request",
    Part.PEOPLE,
    label=_("Somebody would like to know me"),
    tell=requests_still_open,
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from hub.models import Notice, Pace


class Part(TextChoices):
    """What news is about, in the order in which its reader chooses."""

    PEOPLE = "people", gettext_lazy("Messages and people")
    TOGETHER = "together", gettext_lazy("Circles, networks and dialogue")
    LEARNING = "learning", gettext_lazy("Courses and tools")
    ADVISERS = "advisers", gettext_lazy("Advisers and practice tasks")
    EVENTS = "events", gettext_lazy("Events")
    CHALLENGES = "challenges", gettext_lazy("Challenges and plans")
    ORGANISATIONS = "organisations", gettext_lazy("Organisations and tasks")
    KNOWLEDGE = "knowledge", gettext_lazy("Best practice, resources and stories")
    SEARCH = "search", gettext_lazy("Saved searches")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of news in the reader's language, without what others wrote, and where it leads."""

    text: str
    address: str


@dataclass(frozen=True)
class Kind:
    """`tell(user, abouts)` says of each place what is still new there, and nothing of one that has been read, or is not for them (any more).

    Without `tell`, it is a mail of its own, written at once by the app that registers it: its reader chooses whether, and it stands on no page.
    `gather(user)` gives notices of what happened just now, where that is not done as it happens.
    """

    name: str
    part: Part
    label: str
    tell: Callable[[Any, Iterable[str]], dict[str, Told]] | None = None
    pace: str = Pace.AT_ONCE
    gather: Callable[[Any], None] = lambda user: None

    @property
    def paces(self) -> list[Pace]:
        return list(Pace) if self.tell else [Pace.AT_ONCE, Pace.NEVER]


_kinds: dict[str, Kind] = {}


def register(name: str, part: Part, **facts: Any) -> None:
    _kinds[name] = Kind(name, part, **facts)


def kinds() -> list[Kind]:
    return list(_kinds.values())


def kind_named(name: str) -> Kind:
    return _kinds[name]


def tell(user, found: Iterable[Notice]) -> dict[Notice, Told]:
    """What the notices say now, in their order; those that have nothing to say any more are missing. As many queries as their kinds need."""
    found = [notice for notice in found if notice.kind in _kinds]
    abouts: dict[str, list[str]] = {}
    for notice in found:
        abouts.setdefault(notice.kind, []).append(notice.about)
    told = {name: _kinds[name].tell(user, places) for name, places in abouts.items()}
    return {notice: told[notice.kind][notice.about] for notice in found if notice.about in told[notice.kind]}
