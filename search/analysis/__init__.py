"""Text as it is searched: words, and the terms they are found by, in every language of the hub. Both engines index and ask for these."""

from __future__ import annotations

from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.words import words


class Token(NamedTuple):
    """A term, and the characters of the text that it stands for; several can stand at one position."""

    term: str
    start: int
    end: int
    position: int


def analyse(text: str, language: str) -> list[Token]:
    """What a text is indexed by."""
    return [Token(fold(word.group()), word.start(), word.end(), position) for position, word in enumerate(words(text))]


def analyse_query(text: str, language: str) -> list[list[str]]:
    """For each word of a query the terms that it may be found by."""
    return [[fold(word.group())] for word in words(text)]


__all__ = ["Token", "analyse", "analyse_query", "fold", "words"]
