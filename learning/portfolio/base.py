"""What a source of pieces is, and what a piece shows. One source is one class; adding one touches nothing else (docs/portfolio.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from entrepreneurs.models import User
from events.words import Words
from learning.models import PortfolioFile
from learning.tools.tables import Table

MOST_EXCERPT = 180


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what a piece says, in the language it was written in; `heading`, if it has one, in the reader's."""

    text: str
    language: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that somebody made, as it is now and as one reader sees it. `kind` says what it is, `about` where it was made or what was asked."""

    key: str
    kind: str
    title: Words
    made_at: datetime
    about: Words | None = None
    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
    address: str = ""
    competences: tuple[str, ...] = ()
    file: PortfolioFile | None = None
    file_alternative: str = ""

    @property
    def excerpt(self) -> Part | None:
        """How it begins."""
        first = next((part for part in self.parts if part.text), None)
        return first and Part(shortened(first.text), first.language)

    @property
    def languages(self) -> list[str]:
        """What it is written in by whoever made it."""
        return list(dict.fromkeys(part.language for part in self.parts)) or [self.title.language]

    @property
    def words(self) -> str:
        """All of it as plain text, for moderators."""
        cells = (cell.shown for table in self.tables for row in table.rows for cell in row.cells)
        return "\n\n".join(text for text in (str(self.title), *(part.text for part in self.parts), *cells) if text)


def shortened(text: str) -> str:
    """The beginning of a text, in whole words."""
    line = " ".join(text.split())
    return line if len(line) <= MOST_EXCERPT else f"{line[:MOST_EXCERPT].rsplit(' ', 1)[0]} …"


class Source:
    """One kind of thing that people make. A subclass names itself, and reads what somebody has made.

    `name` stands in the database, `place` orders sources on the page. A piece's key names it among those of its source and owner, in at most 80
    letters, and stays the same when the piece changes.
    """

    name: ClassVar[str]
    place: ClassVar[int]
    title: ClassVar[str]

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterable[Piece]:
        """What `owner` made and `reader` (a user, or a visitor) may be shown of it, now: all of it, newest first, or that of some keys.

        Keys come from anywhere and may name nothing. What is deleted, withdrawn or somebody else's is left out. As many queries for one as for many.
        """
        raise NotImplementedError


def numbers(keys: Collection[str]) -> list[int]:
    """The keys that are numbers of rows."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16]


def uuids(keys: Collection[str]) -> list[UUID]:
    return [found for key in keys if (found := as_uuid(key))]


def as_uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
