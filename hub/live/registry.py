"""Which kinds of feed there are. hub imports no app, so apps register theirs in `ready()`.

live.register(
    "conversation",
    visible=Conversation.objects.visible_to,
    tables={"message": messages_by_id},
    since=joined_seqs,
    revoking={"participant.left"},
)

Who listens is a user, or a guest: somebody without an account, whom an app that has guests knows by the browser's cookies (`recognise`), and who
says so (`is_guest`). Numbers of guests are never taken for those of users: whoever listens has a name, "person:3" or "guest:5".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

Row = dict[str, Any]
MOST_FEEDS = 100  # that one browser tab follows


@dataclass(frozen=True)
class Kind:
    """One kind of feed.

    `visible(user)` finds the rows whose feeds a user may follow. `tables` reads, by the names that events use, rows as JSON by key, the same for
    everyone; a row's `author` is the user who wrote it, its `seq` the number with which it came. `since(user, keys)` says after which number a
    user may see each feed, by key; all of it where it says nothing. An event of a `revoking` kind ends what its `user` or `guest` may see, or what
    everybody may where it names nobody, and is asked about at once. `signals` may pass between followers. Guests follow what is `for_guests` alone.
    Feeds of places that are no rows have names instead of numbers: `readable(user, names)` are those that a user may follow.
    """

    name: str
    visible: Callable[[Any], QuerySet] | None = None
    readable: Callable[[Any, set[str]], set[str]] | None = None
    tables: Mapping[str, Callable[[Iterable[Any]], dict[Any, Row]]] = field(default_factory=dict)
    since: Callable[[Any, Iterable[int]], dict[int, int]] = lambda user, keys: {}
    revoking: frozenset[str] = frozenset()
    signals: frozenset[str] = frozenset()
    for_guests: bool = False

    def place_in(self, key: str) -> int | str | None:
        """What the key says after the colon: a row's number, or a place's name."""
        return key.partition(":")[2] if self.readable else number_of(key)

    def open_to(self, user, places: Iterable[int | str]) -> set:
        if self.readable:
            return self.readable(user, set(places))
        return set(self.visible(user).filter(pk__in=places).values_list("pk", flat=True))


_kinds: dict[str, Kind] = {}
_hiding: list[Callable[[Any], set[int]]] = []
_doors: list[Callable[[Any], bool]] = []
_recognising: list[Callable[[Mapping[str, str]], Any]] = []


def register(name: str, **facts: Any) -> None:
    _kinds[name] = Kind(name, **{key: frozenset(value) if key in {"revoking", "signals"} else value for key, value in facts.items()})


def hide(whom: Callable[[Any], set[int]]) -> None:
    """`whom(user)` are the users of whose rows this user is told nothing, in any feed."""
    _hiding.append(whom)


def hidden_from(listener) -> frozenset[int]:
    """Guests hide nobody: they have no account to do it with."""
    return frozenset() if is_guest(listener) else frozenset().union(*(whom(listener) for whom in _hiding))


def admit(may_listen: Callable[[Any], bool]) -> None:
    """Nobody listens of whom one of these is not true."""
    _doors.append(may_listen)


def is_admitted(user) -> bool:
    return user.is_authenticated and all(may_listen(user) for may_listen in _doors)


def recognise(find: Callable[[Mapping[str, str]], Any]) -> None:
    """`find(cookies)` is the guest whom this browser belongs to, or None."""
    _recognising.append(find)


def guest_in(cookies: Mapping[str, str]) -> Any:
    return next((guest for find in _recognising if (guest := find(cookies))), None)


def listener_in(user, cookies: Mapping[str, str]) -> Any:
    """Who asks: the user who is signed in, and who is never a guest as well; or else the guest; or None."""
    return user if user.is_authenticated else guest_in(cookies)


def is_guest(listener) -> bool:
    return getattr(listener, "is_guest", False)


def personal(listener) -> str:
    """The name of whoever listens, and the feed of what concerns them alone. Every socket follows its own."""
    return f"{'guest' if is_guest(listener) else 'person'}:{listener.pk}"


def number_in_signals(listener) -> int | str:
    """Who a signal is from: a user's number, a guest's name."""
    return personal(listener) if is_guest(listener) else listener.pk


def named_in(ids: Mapping[str, Any]) -> str | None:
    """Whom an event names, as they are named here; None where it names nobody."""
    return f"person:{ids['user']}" if "user" in ids else f"guest:{ids['guest']}" if "guest" in ids else None


def kind_of(key: str) -> Kind | None:
    return _kinds.get(key.partition(":")[0])


def number_of(key: str) -> int | None:
    """The key's number, as a row's primary key; None where there is none."""
    text = key.partition(":")[2]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def followable(user, keys: Iterable[str]) -> dict[str, int]:
    """Those of the feeds that a user or a guest may follow, each with the number after which; two queries for each kind."""
    asked: dict[str, dict[int | str, str]] = {}
    for key in keys:
        if (kind := kind_of(key)) and (kind.for_guests or not is_guest(user)) and (place := kind.place_in(key)) is not None:
            asked.setdefault(kind.name, {})[place] = key
    found = {}
    for name, by_place in asked.items():
        seen = _kinds[name].open_to(user, by_place)
        since = _kinds[name].since(user, seen) if seen else {}
        found |= {by_place[place]: since.get(place, 0) for place in seen}
    return found
