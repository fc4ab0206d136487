"""Words that mean the same, as editors have said: found in a query, and added to it."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.terms import analysed_as, terms
from search.analysis.words import words

FRESH = 2  # seconds that the sets are believed to be as they were read; in the process of whoever changes them they are read anew at once

Sets = tuple[tuple[str, str], ...]


class Expression(NamedTuple):
    """Words that stand for a meaning: by what each is known, and how all of them are asked for."""

    known_by: tuple[frozenset[str], ...]
    asked: tuple[str, ...]
    meaning: int


class Meanings:
    """The sets as they were read, and for each language what they come to."""

    def __init__(self, sets: Sets):
        self.sets = sets
        self.by_language: dict[tuple[str, str], dict[str, list[Expression]]] = {}
        self.asked: dict[tuple[str, str], dict[int, tuple[str, ...]]] = {}

    def expressions(self, code: str, own: str) -> tuple[dict[str, list[Expression]], dict[int, tuple[str, ...]]]:
        """By its first word's terms every expression, and by meaning all that its expressions are asked by."""
        key = (code, own)
        if key not in self.by_language:
            found = [each for number, (of, text) in enumerate(self.sets) if of in {"", code, own} for each in expressions(text, number, code, own)]
            by_first, asked = defaultdict(list), defaultdict(list)
            for each in found:
                asked[each.meaning] += each.asked
                for term in each.known_by[0]:
                    by_first[term].append(each)
            self.asked[key] = {meaning: tuple(dict.fromkeys(terms)) for meaning, terms in asked.items()}
            self.by_language[key] = dict(by_first)
        return self.by_language[key], self.asked[key]


_read = {"meanings": Meanings(()), "at": float("-inf")}


def forget() -> None:
    """Read the sets anew when they are next needed."""
    _read["at"] = float("-inf")


def meanings() -> Meanings:
    """One query in two seconds; what was made of the sets stays as long as they are the same."""
    now = time.monotonic()
    if now - _read["at"] > FRESH:
        from search.models import SynonymSet

        sets = tuple(SynonymSet.objects.order_by("pk").values_list("language", "words"))
        if sets != _read["meanings"].sets:
            _read["meanings"] = Meanings(tuple((analysed_as(language), text) for language, text in sets))
            _read["meanings"].sets = sets
        _read["at"] = now
    return _read["meanings"]


def expressions(text: str, meaning: int, code: str, own: str) -> Iterable[Expression]:
    for line in text.splitlines():
        if found := list(words(line)):
            known_by = tuple(frozenset(known(word, code) | known(word, own)) for word in found)
            bases = " ".join(terms(word.group(), code).base for word in found)
            surfaces = " ".join(fold(word.group()) for word in found)
            yield Expression(known_by, tuple(dict.fromkeys([surfaces, bases])), meaning)


def known(word: re.Match, code: str) -> set[str]:
    found = terms(word.group(), code)
    return {found.surface, *found.bases}


def synonyms(found: list[re.Match], code: str, own: str) -> dict[int, list[str]]:
    """By the place of a word in a query what else it may be found by."""
    by_first, asked = meanings().expressions(code, own)
    more: dict[int, list[str]] = defaultdict(list)
    asking = [known(word, code) | known(word, own) for word in found] if by_first else []
    for place, terms_here in enumerate(asking):
        for each in {each for term in terms_here for each in by_first.get(term, ())}:
            places = range(place, place + len(each.known_by))
            if places.stop <= len(asking) and all(asking[at] & one for at, one in zip(places, each.known_by, strict=True)):
                for at in places:
                    more[at] += asked[each.meaning]
    return more
