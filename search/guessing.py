"""What somebody meant who has mistyped something, or written as one what is two words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from search.analysis import fold, words, written_as_one
from search.engines.base import forms

if TYPE_CHECKING:
    from search.searching import Seeker

MOST_GUESSED = 6  # words of a query that are looked up in the vocabulary
GUESSES = 8  # for one of them
READ = 20  # documents in which a guess is looked for


def meant(query: str, seeker: Seeker) -> str:
    """The query with the words that nothing has changed into ones that something has, if it finds something then; or nothing.

    A word is proposed only if it stands, as it is written, in something that whoever asks may see.
    """
    corrected, at = "", 0
    for word in list(words(query))[:MOST_GUESSED]:
        corrected += query[at : word.start()] + guess(word.group(), seeker)
        at = word.end()
    corrected += query[at:]
    return corrected if corrected != query and seeker.find(seeker.question(corrected), limit=1).total else ""


def guess(word: str, seeker: Seeker) -> str:
    """The word itself, where something has it, or nothing is like it."""
    if seeker.titles(seeker.question(word), limit=1):
        return word
    near = (likely for likely in seeker.engine.like(seeker.edition, fold(word), limit=GUESSES) if is_written(likely, seeker))
    apart = (both for both in written_as_one(word, seeker.language) if seeker.titles(seeker.question(both), limit=1))
    return next(chain(near, apart), word)


def is_written(word: str, seeker: Seeker) -> bool:
    found = seeker.seen(seeker.titles(seeker.question(word), limit=READ))
    return any(word in forms(document.title, document.body) for versions in found for document in versions.values())
