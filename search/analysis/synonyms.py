"""Words that mean the same, as editors have said: found in a query, and added to it."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.terms import analysed_as, terms
from search.analysis.words import words

FRESH = 2  # seconds that the sets are believed to be as they were read; where one is changed, they are read anew at once


class Expression(NamedTuple):
    """Words that stand for a meaning: by what each is known, and how all are asked for, with spaces between them."""

    known_by: tuple[frozenset[str], ...]
    asked: tuple[str, ...]


class Meaning(NamedTuple):
    expressions: list[Expression]

    @property
    def asked(self) -> list[str]:
        return [term for expression in self.expressions for term in expression.asked]


class Thesaurus:
    """The sets of editors, by language and text, and what they come to in each pair of languages, which is made when it is first asked for."""

    def __init__(self, sets: tuple[tuple[str, str], ...]):
        self.sets = sets
        self.made: dict[tuple[str, str], dict[str, list[tuple[Expression, Meaning]]]] = {}

    def by_first(self, code: str, own: str) -> dict[str, list[tuple[Expression, Meaning]]]:
        """Every expression by each term that its first word is known by."""
        if (code, own) not in self.made:
            found = defaultdict(list)
            for language, text in self.sets:
                if not language or analysed_as(language) in {code, own}:
                    meaning = Meaning(list(expressions(text, code, own)))
                    for expression in meaning.expressions:
                        for term in expression.known_by[0]:
                            found[term].append((expression, meaning))
            self.made[code, own] = dict(found)
        return self.made[code, own]


_read = {"thesaurus": Thesaurus(()), "at": float("-inf")}


def forget() -> None:
    """Read the sets anew when they are next needed."""
    _read["at"] = float("-inf")


def thesaurus() -> Thesaurus:
    """One query in two seconds; what was made of the sets stays as long as they are the same."""
    now = time.monotonic()
    if now - _read["at"] > FRESH:
        from search.models import SynonymSet

        sets = tuple(SynonymSet.objects.order_by("pk").values_list("language", "words"))
        if sets != _read["thesaurus"].sets:
            _read["thesaurus"] = Thesaurus(sets)
        _read["at"] = now
    return _read["thesaurus"]


def expressions(text: str, code: str, own: str) -> Iterator[Expression]:
    for line in text.splitlines():
        if found := list(words(line)):
            known_by = tuple(known(word, code) | known(word, own) for word in found)
            surfaces = " ".join(fold(word.group()) for word in found)
            bases = " ".join(terms(word.group(), code).base for word in found)
            yield Expression(known_by, tuple(dict.fromkeys([surfaces, bases])))


def known(word: re.Match, code: str) -> frozenset[str]:
    found = terms(word.group(), code)
    return frozenset({found.surface, *found.bases})


def synonyms(found: list[re.Match], code: str, own: str) -> dict[int, list[str]]:
    """By the place of a word in a query what else it may be found by."""
    more: dict[int, list[str]] = defaultdict(list)
    by_first = thesaurus().by_first(code, own)
    asking = [known(word, code) | known(word, own) for word in found] if by_first else []
    for place, here in enumerate(asking):
        for expression, meaning in {id(pair): pair for term in here for pair in by_first.get(term, ())}.values():
            places = range(place, place + len(expression.known_by))
            if places.stop <= len(asking) and all(asking[at] & one for at, one in zip(places, expression.known_by, strict=True)):
                for at in places:
                    more[at] += meaning.asked
    return more
