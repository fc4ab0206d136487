"""What is found, as a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from search import highlights
from search.documents import KINDS, Document, Kind

PAGE = 12
MOST_PAGES = 100


@dataclass(frozen=True)
class Hit:
    """One thing in the language that serves the reader best, and what is marked in it."""

    document: Document
    is_foreign: bool
    terms: frozenset[str]
    reader: str

    @property
    def kind(self) -> Kind:
        return KINDS[self.document.kind]

    @property
    def address(self) -> str:
        url = self.document.url
        return url if url.startswith("/") else f"/{self.reader}/{url}"

    @cached_property
    def title(self) -> list[highlights.Piece]:
        return highlights.title(self.document.title, self.document.language, self.terms)

    @cached_property
    def extract(self) -> list[highlights.Piece]:
        return highlights.extract(self.document.body, self.document.language, self.terms)


@dataclass(frozen=True)
class SearchResults:
    """What was found. `total` is how many, `unnarrowed` how many whatever is chosen; `counts` are by facet and value.

    `whole` things have all the words; where `is_relaxed`, those that have some of them come after. `partly_from` is the place of the first of these
    on this page. `meant` is the query that was asked instead, where nothing has a word of this one, and something one that is nearly written like it.
    `degraded`: the engine that should have answered did not, and the database did.
    """

    query: str
    chosen: Mapping[str, tuple[str, ...]]
    hits: list[Hit]
    total: int
    unnarrowed: int
    counts: Mapping[str, Counter[str]]
    page: int
    whole: int = 0
    partly_from: int | None = None
    is_relaxed: bool = False
    meant: str = ""
    degraded: bool = False

    @property
    def pages(self) -> int:
        return min(-(-self.total // PAGE), MOST_PAGES)
