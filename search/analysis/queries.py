"""What somebody typed, as what it may be found by."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from search.analysis.folding import fold
from search.analysis.letters import latin
from search.analysis.stopwords import stop_words
from search.analysis.synonyms import synonyms
from search.analysis.terms import analysed_as, terms
from search.analysis.words import is_joined, words


class Word(NamedTuple):
    """What one word of a query may be found by: as it was written, and by what editors have said means the same."""

    own: tuple[str, ...]
    synonyms: tuple[str, ...]

    @property
    def all(self) -> list[str]:
        return list(dict.fromkeys([*self.own, *self.synonyms]))


def analyse_query(text: str, language: str, *, written_in: str | None = None, loosely: bool = False) -> list[list[str]]:
    """For each word its alternatives, any of which counts. An alternative that holds spaces is several terms, all of which must be there.

    `language` is that of the texts that are asked, `written_in` that of whoever asks, if it is another. Editors' synonyms are alternatives of
    every word of what they mean. Stop words of both languages are left out, unless nothing else is left. `loosely`, either part of a compound is
    enough, or what means the same.
    """
    return [word.all for word in query_words(text, language, written_in=written_in, loosely=loosely)]


def query_words(text: str, language: str, *, written_in: str | None = None, loosely: bool = False) -> list[Word]:
    """The same, with synonyms apart."""
    code, own = analysed_as(language), analysed_as(written_in or language)
    found = list(words(text))
    alternatives = [asked_of(word.group(), code, loosely=loosely) for word in found]
    for position, (one, other) in enumerate(pairwise(found)):
        if is_joined(text, one, other):
            joined = fold(one.group() + other.group())
            alternatives[position].append(joined)
            alternatives[position + 1].append(joined)
    more = synonyms(found, code, own)
    for position, word in enumerate(found) if loosely else ():
        more[position] += [term for part in terms(word.group(), own).parts[:2] for term in synonyms(list(words(part)), code, own)[0]]
    told = [Word(kept(each), kept(more.get(position, ()))) for position, each in enumerate(alternatives)]
    stopped = stop_words(code) | stop_words(own)
    telling = [each for word, each in zip(found, told, strict=True) if fold(word.group()) not in stopped]
    return [each for each in telling or told if each.own or each.synonyms]


def kept(alternatives: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in alternatives if term))


def asked_of(word: str, code: str, *, loosely: bool) -> list[str]:
    """A word of another script is also asked for as names are written in Latin letters."""
    found = terms(word, code)
    return [*found.asked, latin(word), *(found.parts[:2] if loosely else ())]
