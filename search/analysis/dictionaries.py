"""Which word an inflected form is of, by simplemma's dictionaries. A language's own is read when it is first asked for, and stays."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

import yaml
from django.conf import settings

from search.analysis.folding import APOSTROPHES, UNSEEN

SIMPLEMMA = frozenset({"nb", "sv", "en", "fi", "is", "ga", "el", "pl", "et"})
IRREGULAR = Path(__file__).parent / "data" / "irregular.yaml"
SHORTEST_GUESS = 0.6  # of the word; a guess that has lost more of it is a wrong one

_reading = threading.RLock()


class Dictionary:
    """One language's forms, each with its word. Reading is safe in several threads at once; simplemma keeps the forms front-coded, not as objects."""

    def __init__(self, language: str):
        from simplemma.strategies import DefaultStrategy

        self.language = language
        self.forms = indexed(language)
        self.guesses = DefaultStrategy(dictionary_factory=Shelf({language: self.forms}))
        self.irregular = irregular().get(language, {})

    def lemma(self, form: str) -> str | None:
        """The word that a form is of; its letters' case counts."""
        return self.irregular[form][0] if form in self.irregular else self.forms.get(form)

    def lemmas(self, word: str) -> list[str]:
        """The words that a form is of; none if the dictionary does not know it. A name is looked up as it is written, too."""
        lower = word.lower()
        spellings = dict.fromkeys([lower, word, lower.capitalize()])
        known = [lemma for lemma in map(self.lemma, spellings) if lemma is not None]
        return list(dict.fromkeys([*self.irregular.get(lower, []), *known[:2]]))

    def guess(self, word: str) -> str | None:
        """The word that a form may be of that the dictionary does not have, by its beginning and its end."""
        lower = word.lower()
        found = self.guesses.get_lemma(lower, self.language)
        return found if found and found != lower and len(found) >= SHORTEST_GUESS * len(lower) else None


class Shelf(NamedTuple):
    """What simplemma asks for a language's forms."""

    by_language: dict[str, Mapping[str, str]]

    def get_dictionary(self, language: str) -> Mapping[str, str]:
        return self.by_language[language]


def indexed(language: str) -> Mapping[str, str]:
    """simplemma's forms with its index of them. To make that takes a second for the largest, so it is kept in a file, which takes a twentieth."""
    from simplemma import __version__
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    path = settings.DICTIONARIES / f"{language}-{__version__}-{sys.version_info.major}.{sys.version_info.minor}.pickle"
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301 (which we wrote, where the database lies)
    except Exception:  # none yet, or a broken one
        forms = StreamDictionaryFactory(cache_max_size=1).get_dictionary(language)
    with suppress(OSError):
        keep(path, pickle.dumps(forms, pickle.HIGHEST_PROTOCOL))
    return forms


def keep(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever else is writing it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    os.replace(file.name, path)


_read: dict[str, Dictionary] = {}


def dictionary(language: str) -> Dictionary:
    with _reading:
        if language not in _read:
            _read[language] = Dictionary(language)
        return _read[language]


def read() -> set[str]:
    """The languages whose dictionaries have been read."""
    return set(_read)


@cache
def irregular() -> dict[str, dict[str, list[str]]]:
    """By language and form the words that it is of, where simplemma has another or none."""
    told = yaml.safe_load(IRREGULAR.read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[str]]] = {}
    for language, lemmas in told.items():
        for lemma, forms in lemmas.items():
            for form in forms.split():
                found.setdefault(language, {}).setdefault(form, []).append(lemma)
    return found


def normal(word: str) -> str:
    """As dictionaries write it: composed letters, one kind of apostrophe, and nothing that is not seen."""
    return unicodedata.normalize("NFC", word).translate(SPELLED)


SPELLED = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(UNSEEN, ""))
