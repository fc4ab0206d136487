"""The parts of a compound, as bygdeutvikling is of bygd and utvikling: by the dictionary alone, and rather none than a false one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from search.analysis.dictionaries import Dictionary

FILE = Path(__file__).parent / "data" / "compounds.yaml"
SHORTEST = 4  # letters of a part, but for those that a language lists
SHORTEST_TO_SPLIT = 6
DEEPEST = 3  # parts of parts
LINKED = 5  # letters of a noun after which an s is rather a link


class Rules(NamedTuple):
    """How a language joins words; what each field says stands in the file."""

    signs: tuple[str, ...]
    links: tuple[tuple[str, str, str | None], ...]
    inflected: tuple[str, ...]
    parts: frozenset[str]
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
    sets = {name: frozenset(listed[name]) for name in ("parts", "suffixes", "prefixes", "whole")}
    links = tuple((*link, None)[:3] for link in told["links"])
    return Rules(signs=tuple(listed["signs"]), links=links, inflected=tuple(listed["inflected"]), **sets)


class Splitter:
    def __init__(self, dictionary: Dictionary):
        self.dictionary = dictionary
        self.rules = rules()[dictionary.language]

    def parts(self, word: str, depth: int = 0) -> list[str]:
        """The words that a compound is of, and those that they are of in turn; none of a word that is no compound."""
        if len(word) < SHORTEST_TO_SPLIT or depth == DEEPEST or word in self.rules.whole or not word.isalpha():
            return []
        pair = max(self.pairs(word).items(), key=lambda pair: min(map(len, pair)), default=())
        return list(dict.fromkeys([*pair, *(part for lemma in pair for part in self.parts(lemma, depth + 1))]))

    def pairs(self, word: str) -> dict[str, str]:
        """Every way to part a word in two. An s between them, if it could be of either, is the second's after a short first part."""
        found: dict[str, str] = {}
        for at in range(2, len(word) - 1):
            if (last := self.last(word[at:])) and (first := self.first(word[:at])) and (first not in found or len(first) >= LINKED):
                found[first] = last
        return found

    def first(self, head: str) -> str | None:
        """The noun that stands first, whatever joins it to the next."""
        for ending, instead, plural in self.rules.links:
            lemma = head.removesuffix(ending) + instead
            if head.endswith(ending) and self.is_part(head, lemma, self.rules.prefixes) and self.has_plural(lemma, plural):
                return lemma
        lemma = self.dictionary.lemma(head) if self.rules.inflected and head.endswith(self.rules.inflected) else None
        return lemma if lemma and self.is_part(head, lemma, self.rules.prefixes) else None

    def last(self, tail: str) -> str | None:
        """The noun that stands last, in any of its forms."""
        lemma = tail if self.is_noun(tail) else self.dictionary.lemma(tail)
        return lemma if lemma and tail not in self.rules.suffixes and self.is_part(tail, lemma, self.rules.suffixes) else None

    def is_part(self, written: str, lemma: str, excluded: frozenset[str]) -> bool:
        is_long = min(len(written), len(lemma)) >= SHORTEST or lemma in self.rules.parts
        return is_long and lemma not in excluded and self.is_noun(lemma)

    def has_plural(self, lemma: str, ending: str | None) -> bool:
        return ending is None or lemma in self.rules.parts or self.dictionary.lemma(lemma[:-1] + ending) == lemma

    def is_noun(self, word: str) -> bool:
        """A noun by its forms; where nothing tells, any word that the dictionary has."""
        lemma = self.dictionary.lemma
        if word in self.rules.parts:
            return True
        if not self.rules.signs:
            return lemma(word) == word
        return lemma(word) is not None and any(word in {lemma(word + ending), lemma(word + word[-1] + ending)} for ending in self.rules.signs)
