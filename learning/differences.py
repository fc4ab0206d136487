"""Two versions of a text beside each other, word by word: what went and what came."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\S+\s*|\s+")  # a word with the space after it


class Piece(NamedTuple):
    """Some words, and whether they stand in both versions, went, or came."""

    kind: str  # same, gone, new
    text: str


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The earlier text in pieces, and the later one."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left, right = [], []
    for kind, from_, to, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += pieces("same" if kind == "equal" else "gone", old[from_:to])
        right += pieces("same" if kind == "equal" else "new", new[from_new:to_new])
    return left, right


def pieces(kind: str, words: list[str]) -> list[Piece]:
    return [Piece(kind, "".join(words))] if words else []
