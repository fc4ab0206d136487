"""Text as it is searched: words, and the terms they are found by, in every language of the hub. Both engines index and ask for these.

A language's dictionary is read when it is first needed, and nothing before. Any thread may ask.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.letters import latin
from search.analysis.queries import analyse_query, query_words
from search.analysis.terms import LANGUAGES, analysed_as, terms
from search.analysis.words import is_joined, words

__all__ = ["LANGUAGES", "Token", "analyse", "analyse_query", "fold", "latin", "load", "query_words", "words", "written_as_one"]


SHORTEST_PART = 4  # letters of what may be a word by itself


class Token(NamedTuple):
    """A term, and the characters of the text that it stands for; several can stand at one position."""

    term: str
    start: int
    end: int
    position: int


def analyse(text: str, language: str) -> list[Token]:
    """What a text is indexed by, in the order of its words: each as it was written first, then what it is a form of, its stem, its parts.

    Words joined by a hyphen are also one term, at the position of the first of both.
    """
    code, found = analysed_as(language), list(words(text))
    tokens = [Token(term, *word.span(), position) for position, word in enumerate(found) for term in terms(word.group(), code).indexed if term]
    joined = [
        Token(fold(one.group() + other.group()), one.start(), other.end(), position)
        for position, (one, other) in enumerate(pairwise(found))
        if is_joined(text, one, other)
    ]
    return sorted(tokens + joined, key=lambda token: token.position) if joined else tokens


def written_as_one(word: str, language: str) -> list[str]:
    """The two words, with a space between them, that somebody may have written as one: guesthouses. Every way that a dictionary has both."""
    code = analysed_as(language)
    both = [(word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)]
    return [" ".join(parts) for parts in both if all(part.bases and part.is_known for part in (terms(part, code) for part in parts))]


def load(language: str) -> None:
    """Read what a language needs, so that the first who searches in it does not wait; about a second for the largest."""
    if code := analysed_as(language):
        terms("мова" if code == "uk" else "λόγος" if code == "el" else "language", code)
