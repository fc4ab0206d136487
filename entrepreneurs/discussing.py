"""Which places have a discussion that many read. The app that owns a kind of place registers it in ready(), as a class of its own:

class LessonPlace(discussing.Place):
    kind = "lesson"
    kinds = {"reflection": gettext_lazy("A reflection"), discussing.QUESTION: gettext_lazy("A question")}
    ...

discussing.register(LessonPlace)

A template draws the whole of it: {% discussion place %}. Private talk is no discussion: it stays in conversations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

QUESTION = "question"  # the kind that somebody waits for an answer to


class Place:
    """One place with a discussion, in the language of whoever reads now. Its name is `<kind>:<key>`, such as lesson:<translation key>.

    What may cost queries is asked as seldom as can be: once for a page, an action, or a batch of news.
    """

    kind: ClassVar[str]
    kinds: ClassVar[Mapping[str, str | Promise]]  # what can be said, in words; one alone is not asked for
    has_titles: ClassVar[bool] = False
    heading: ClassVar[str | Promise] = gettext_lazy("Talk about it")
    readers: ClassVar[str | Promise]  # a sentence: who reads what is said here
    invitation: ClassVar[str | Promise]  # a sentence for whoever reads, and does not speak (yet)
    key: str
    title: str
    language: str  # of the title
    url: str

    @classmethod
    def found(cls, keys: Iterable[str]) -> Mapping[str, Place]:
        """Those that there are, by key; as many queries for all as for one."""
        raise NotImplementedError

    def readable_by(self, user) -> bool:
        raise NotImplementedError

    def speakable_by(self, user) -> bool:
        """Of whoever may read here."""
        raise NotImplementedError

    def moderated_by(self, user) -> bool:
        """Who may take away what others say here: moderators; a place may have its own besides."""
        return user.has_perm("entrepreneurs.moderate")

    def facilitators(self) -> set[int]:
        """Users whose answers are marked as such, and who are told of questions."""
        return set()

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def feed_key(self) -> str:
        return f"discussion:{self.name}"


_kinds: dict[str, type[Place]] = {}


def register(kind: type[Place]) -> type[Place]:
    _kinds[kind.kind] = kind
    return kind


def places(names: Iterable[str]) -> dict[str, Place]:
    """Those that there are, by name."""
    asked: dict[str, set[str]] = {}
    for name in names:
        kind, _colon, key = name.partition(":")
        if kind in _kinds:
            asked.setdefault(kind, set()).add(key)
    return {place.name: place for kind, keys in asked.items() for place in _kinds[kind].found(keys).values()}


def place_named(name: str) -> Place | None:
    return places([name]).get(name)


def readable(user, names: Iterable[str]) -> set[str]:
    """Those of the places whose discussion `user` reads."""
    return {name for name, place in places(names).items() if place.readable_by(user)}
