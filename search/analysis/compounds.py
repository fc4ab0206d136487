"""The parts of a compound, as bygdeutvikling is of bygd and utvikling: by the dictionary alone, and rather none than a false one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from search.analysis.dictionaries import Dictionary

FILE = Path(__file__).parent / "data" / "compounds.yaml"
SHORTEST = 3  # letters of a part, of those that are a noun by their other forms
SHORTEST_UNSURE = 4  # where the language has no such sign
SHORTEST_TO_SPLIT = 7
DEEPEST = 3  # parts of parts
LINKED = 5  # letters of a noun after which an s is rather a link


class Rules(NamedTuple):
    """How a language joins words; what each field says stands in the file."""

    signs: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    inflected: tuple[str, ...]
    short: frozenset[str]
    suffixes: frozenset[str]
    prefixes: frozenset[str]
    whole: frozenset[str]


@cache
def rules() -> dict[str, Rules]:
    """By language; those that join words otherwise than by a hyphen."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {language: rules_of(each) for language, each in told.items()}


def rules_of(told: dict) -> Rules:
    listed = {name: told.get(name, "").split() for name in Rules._fields if name != "links"}
    sets = {name: frozenset(listed[name]) for name in ("short", "suffixes", "prefixes", "whole")}
    links = tuple((ending, instead) for ending, instead in told["links"])
    return Rules(signs=tuple(listed["signs"]), links=links, inflected=tuple(listed["inflected"]), **sets)


def likelihood(pair: tuple[str, str]) -> tuple[int, int]:
    """Two long parts before a short one. An s between them, if it could be of either, belongs to the second after a short first part."""
    first, last = pair
    return min(map(len, pair)), len(last) if len(first) < LINKED else -len(last)


class Splitter:
    def __init__(self, dictionary: Dictionary):
        self.dictionary = dictionary
        self.rules = rules()[dictionary.language]

    def parts(self, word: str) -> list[str]:
        """The words that a compound is of, and those that they are of in turn; none of a word that is no compound."""
        return self.split(word, shortest=SHORTEST if self.rules.signs else SHORTEST_UNSURE, depth=0)

    def split(self, word: str, *, shortest: int, depth: int) -> list[str]:
        if len(word) < SHORTEST_TO_SPLIT or depth == DEEPEST or word in self.rules.whole or not word.isalpha():
            return []
        pair = max(self.pairs(word, shortest), key=likelihood, default=())
        deeper = (part for lemma in pair for part in self.split(lemma, shortest=SHORTEST_UNSURE, depth=depth + 1))
        return list(dict.fromkeys([*pair, *deeper]))

    def pairs(self, word: str, shortest: int) -> Iterator[tuple[str, str]]:
        """Every way to part a word in two, the longest first part first."""
        for at in range(len(word) - SHORTEST, SHORTEST - 1, -1):
            head, tail = word[:at], word[at:]
            if not (self.is_part(head, shortest) and self.is_part(tail, shortest) and (last := self.last(tail)) and (first := self.first(head))):
                continue
            if self.is_part(first, shortest) and self.is_part(last, shortest):
                yield first, last

    def first(self, head: str) -> str | None:
        """The noun that stands first, whatever joins it to the next."""
        for ending, instead in self.rules.links:
            lemma = head.removesuffix(ending) + instead
            is_sure = lemma == head or len(head) > SHORTEST
            if is_sure and head.endswith(ending) and lemma not in self.rules.prefixes and len(lemma) >= SHORTEST and self.is_noun(lemma):
                return lemma
        lemma = self.dictionary.lemma(head) if self.rules.inflected and head.endswith(self.rules.inflected) else None
        return lemma if lemma and lemma not in self.rules.prefixes and self.is_noun(lemma) else None

    def last(self, tail: str) -> str | None:
        """The noun that stands last, in any of its forms."""
        lemma = tail if self.is_noun(tail) else self.dictionary.lemma(tail)
        return lemma if lemma and lemma not in self.rules.suffixes and self.is_noun(lemma) else None

    def is_part(self, part: str, shortest: int) -> bool:
        return part in self.rules.short or (len(part) >= shortest and part not in self.rules.suffixes and part not in self.rules.prefixes)

    def is_noun(self, word: str) -> bool:
        """A noun by its forms; where nothing tells, any word that the dictionary has."""
        lemma = self.dictionary.lemma
        if not self.rules.signs:
            return lemma(word) == word
        return lemma(word) is not None and any(word in {lemma(word + ending), lemma(word + word[-1] + ending)} for ending in self.rules.signs)
