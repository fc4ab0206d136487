"""Where the words of a text are."""

import re
from collections.abc import Iterator

from search.analysis.folding import APOSTROPHES, UNSEEN

# Marks that stand above, below or beside a letter: those of Latin, Greek and Cyrillic, Hebrew, Arabic, and the Indic scripts.
MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0dff"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}]|[{UNSEEN}{APOSTROPHES}](?=[^\W_]))*")
HYPHENS = frozenset("-\u2010\u2011")


def words(text: str) -> Iterator[re.Match]:
    """Letters and digits that stand together; an apostrophe between two letters is part of the word, a hyphen is not."""
    return WORD.finditer(text)


def is_joined(text: str, one: re.Match, other: re.Match) -> bool:
    """Whether nothing but a hyphen stands between two words, as in e-learning."""
    return other.start() - one.end() == 1 and text[one.end()] in HYPHENS
