"""What an engine has to do. All give the same answers to the same tests (tests/search/test_contract.py).

An engine stores documents with the tokens of our own analysis, and finds them by such tokens alone. Who may see a document is asked inside the
query, so that no count and no suggestion ever tells of anything else.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

from search import analysis
from search.analysis import analyse, fold, latin, words
from search.documents import Asker, Document, Thing

FACETS = ("kind", "language", "country", "programme", "date")
SETTINGS = "3"  # to be raised when what engines store becomes another
ANALYSIS = Path(analysis.__file__).parent
OWN = 3.0  # times that what is found by the words themselves counts besides, where they have synonyms
LONGEST_TEXT = 100_000  # characters of a body that are indexed


@cache
def version() -> str:
    """Of all that an index depends on, the analysis included; one filled under another version is filled anew."""
    digest = hashlib.sha256(SETTINGS.encode())
    for path in sorted([*ANALYSIS.glob("*.py"), *ANALYSIS.glob("data/*.yaml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


# What is stored


@dataclass(frozen=True, slots=True)
class Posting:
    """A document, the terms of its title and of its body by their positions, and the words of its title as they are
    written, folded, and in Latin letters."""

    document: Document
    title: list[tuple[str, int]]
    body: list[tuple[str, int]]
    names: list[tuple[str, int]]
    forms: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> Posting:
        body = document.body[:LONGEST_TEXT]
        return cls(
            document,
            [(token.term, token.position) for token in analyse(document.title, document.language)],
            [(token.term, token.position) for token in analyse(body, document.language)],
            [(name, place) for place, word in enumerate(words(document.title)) for name in (fold(word.group()), latin(word.group())) if name],
            frozenset(forms(document.title, body)),
        )


def forms(*texts: str) -> Iterator[str]:
    """Words as they are written, by which somebody may have been meant who mistyped one."""
    for text in texts:
        for word in words(text):
            form = word.group().casefold()
            if 3 <= len(form) <= 40 and form.isalpha():
                yield form


# What is asked


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a query: the terms that it may be found by, one of which may be several with spaces between, all needed.

    `begins` is the beginning of a word of a title, folded, that is enough as well. So are `synonyms`, which count less.
    """

    terms: tuple[str, ...]
    begins: str = ""
    synonyms: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.terms, *self.synonyms)

    def each(self, do: Callable[[str], str]) -> Asked:
        """With something done to every single term."""
        terms, synonyms = (tuple(" ".join(map(do, term.split())) for term in some) for some in (self.terms, self.synonyms))
        return Asked(terms, do(self.begins) if self.begins else "", synonyms)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom. A document is asked for in the terms of its own language.

    `chosen` are values by facet: within one facet any of them, of all facets one. `spoken` are the reader's languages, the first first. Of words any
    is enough if `any_word`, and what fits `first` then comes first; `in_titles` alone is what suggestions ask.
    """

    asker: Asker
    words: Mapping[str, list[Asked]]  # by language
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    any_word: bool = False
    first: Question | None = None
    in_titles: bool = False
    today: date = field(default_factory=date.today)

    @property
    def asked(self) -> dict[str, list[Asked]]:
        """The words by language, without those that ask for nothing."""
        found = {code: [one for one in asked if any(term.split() for term in one.all) or one.begins] for code, asked in self.words.items()}
        return {code: asked for code, asked in found.items() if asked}

    @property
    def is_empty(self) -> bool:
        return not self.asked

    @property
    def in_own_words(self) -> Question | None:
        """Without synonyms; None where it has none."""
        if not any(one.synonyms for asked in self.words.values() for one in asked):
            return None
        return replace(self, words={code: [replace(one, synonyms=()) for one in asked] for code, asked in self.words.items()})


# What is answered


@dataclass(frozen=True, slots=True)
class Found:
    """How many things there are, how many whatever is chosen, how many by facet and value (each as if nothing were chosen in that facet), and the
    versions of those asked for."""

    total: int
    unnarrowed: int
    facets: Mapping[str, Counter[str]]
    things: list[dict[str, Document]]  # by language


NOTHING = Found(0, 0, {facet: Counter() for facet in FACETS}, [])


class Away(Exception):
    """The engine does not answer, or not in time. Somebody else has to."""


class Lost(Away):
    """It answers, but has nothing of what was put into it."""


class Refused(Exception):
    """It will not take what is written to it: an error of ours."""


class Engine(Protocol):
    """Whatever is asked of one that is another program may be answered with Away."""

    name: str
    version: str  # of all that an edition depends on; see `version`

    def answers(self) -> bool:
        """In this moment."""

    def begin(self, edition) -> None:
        """Make room for an edition, whatever was there before."""

    def show(self, edition) -> None:
        """It is this one that is searched from now on."""

    def is_there(self, edition) -> bool:
        """Whether it is this one that is searched, and not lost."""

    def put(self, edition, postings: Mapping[Thing, list[Posting]]) -> int:
        """Let the things be told by these documents alone, by none where the list is empty; how many documents were written or taken out."""

    def find(self, edition, question: Question, *, limit: int, offset: int = 0) -> Found:
        """Of the edition that is searched. One thing once, whatever languages it is told in: those told in the reader's languages first, then what
        fits best."""

    def titles(self, edition, question: Question, *, limit: int) -> list[dict[str, Document]]:
        """As `find`, without counting."""

    def like(self, edition, word: str, *, limit: int) -> list[str]:
        """Words of the index that may be meant by this one, folded; the likeliest first. Whether the asker may know of them is not asked."""

    def fingerprints(self, edition) -> Iterator[tuple[str, str, str, str]]:
        """Kind, key, language and hash of all that is in an edition."""

    def empty(self, edition) -> None:
        """Take out everything."""

    def tidy(self, *, thoroughly: bool) -> None:
        """Leave no trace of what was taken out."""


# Dates as a facet

AGES = {"month": 31, "year": 366}  # days
BUCKETS = ("coming", *AGES, "older")


def bucket_of(day: date | None, today: date) -> str:
    """`coming` is today and after; `month` and `year` are the past so far, each without the one before; nothing, for what has no date."""
    if day is None:
        return ""
    if day >= today:
        return "coming"
    return next((name for name, days in AGES.items() if day >= today - timedelta(days=days)), "older")


def narrowed_by(chosen: Mapping[str, Iterable[str]], *, apart_from: str = "") -> dict[str, frozenset[str]]:
    return {facet: frozenset(values) for facet, values in chosen.items() if facet != apart_from and values}
