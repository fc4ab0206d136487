"""What is shown of a document: its title, and the part of its text where most of what was asked stands, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from search.analysis import analyse

LENGTH = 220  # characters of an extract
LOOKED_AT = 12_000  # characters of a text in which words are looked for
BEFORE = 40  # characters before the first marked word
ENDS = ".!?…\n"


class Piece(NamedTuple):
    """A part of a text; templates write it as text, so that nothing in it is ever read as HTML."""

    text: str
    is_marked: bool = False


Span = tuple[int, int]


def spans(text: str, language: str, terms: Iterable[str]) -> list[Span]:
    """Where words stand that the terms find, in order, each once."""
    wanted = set(terms)
    if not wanted:
        return []
    return sorted({(token.start, token.end) for token in analyse(text, language) if token.term in wanted})


def marked(text: str, found: Iterable[Span]) -> list[Piece]:
    """The whole text in pieces. A span within another (a part of a compound) is left to the longer one."""
    pieces, at = [], 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= at:
            pieces += [Piece(text[at:start]), Piece(text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def title(text: str, language: str, terms: Iterable[str]) -> list[Piece]:
    return marked(text, spans(text, language, terms))


def extract(text: str, language: str, terms: Iterable[str]) -> list[Piece]:
    """The part in which most of the words stand, from the beginning of a word on, and told to be a part; the beginning where none does."""
    text = text[:LOOKED_AT]
    found = spans(text, language, terms)
    start = begin(text, best(found)) if found else 0
    end = finish(text, start)
    inside = [(first - start, last - start) for first, last in found if start <= first and last <= end]
    pieces = marked(one_line(text[start:end]), inside)
    return [*([Piece("… ")] if start else []), *pieces, *([Piece(" …")] if end < len(text.rstrip()) else [])]


def best(found: list[Span]) -> int:
    """Where the part begins that has most of the spans in it."""
    return max(found, key=lambda span: (sum(span[0] <= start < span[0] + LENGTH - BEFORE for start, _end in found), -span[0]))[0]


def begin(text: str, first: int) -> int:
    """The sentence's beginning, if it is near, or else a word's."""
    if first <= BEFORE:
        return 0
    sentence = max(text.rfind(end, first - BEFORE, first) for end in ENDS)
    if sentence >= 0:
        return sentence + 1 + (len(text[sentence + 1 : first]) - len(text[sentence + 1 : first].lstrip()))
    space = text.rfind(" ", first - BEFORE, first)
    return space + 1 if space >= 0 else first


def finish(text: str, start: int) -> int:
    """After a whole word."""
    end = start + LENGTH
    if end >= len(text):
        return len(text)
    space = max(text.rfind(gap, start + LENGTH // 2, end) for gap in " \n")
    return space if space > start else end


def one_line(text: str) -> str:
    """Of the same length, so that spans stay where they are."""
    return text.replace("\n", " ").replace("\r", " ")
