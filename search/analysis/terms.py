"""The terms of one word: as it was written, the words that it may be a form of, its stem where no dictionary has it, and its parts."""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import NamedTuple

from search.analysis import ukrainian
from search.analysis.compounds import Splitter, rules
from search.analysis.dictionaries import SIMPLEMMA, dictionary, normal
from search.analysis.folding import LONGEST, fold
from search.analysis.stems import stem

LANGUAGES = SIMPLEMMA | {"uk"}
NEAREST = {"nn": "nb", "no": "nb"}  # analysed as
KEPT = 16_384  # words whose terms are remembered, of all languages together

# A stem is asked for by words that no dictionary has, and of words that no dictionary has: two known words are never taken for each other because of
# their stems, as organ and organisation would be. So a stem is written with one digit, and with another besides where the word is not known.
STEM = "1"
STEM_OF_UNKNOWN = "2"

_making = threading.RLock()


class Terms(NamedTuple):
    surface: str
    bases: tuple[str, ...]  # dictionary forms, the likeliest first; none of a word that is not known
    stem: str
    is_known: bool
    parts: tuple[str, ...]  # of a compound, each in its dictionary form: the two that it is of, then those of these

    @property
    def base(self) -> str:
        return self.bases[0] if self.bases else self.surface

    @property
    def indexed(self) -> tuple[str, ...]:
        stems = [self.stem + STEM, *([] if self.is_known else [self.stem + STEM_OF_UNKNOWN])] if self.stem else []
        return tuple(dict.fromkeys([self.surface, *self.bases, *stems, *self.parts]))

    @property
    def asked(self) -> tuple[str, ...]:
        stems = [self.stem + (STEM_OF_UNKNOWN if self.is_known else STEM)] if self.stem else []
        whole = [" ".join(self.parts[:2])] if self.parts else []
        return tuple(dict.fromkeys([self.surface, *self.bases, *stems, *whole]))


def analysed_as(language: str) -> str:
    """The language whose rules are used, by the code of another or of a region; "" of one that is folded only."""
    code = language.lower().replace("_", "-").partition("-")[0]
    code = NEAREST.get(code, code)
    return code if code in LANGUAGES else ""


@lru_cache(maxsize=KEPT)
def terms(word: str, language: str) -> Terms:
    """Of a word and a language as `analysed_as` gives it. Never raises."""
    surface = fold(word)
    plain = normal(word)
    if not language or len(word) > LONGEST or len(plain) < 2 or script(plain) != SCRIPTS.get(language, "latin") or not is_plain(plain):
        return Terms(surface, (), "", True, ())
    if language == "uk" and ukrainian.is_installed():
        lemmas, is_known = ukrainian.lemmas(plain)
        return Terms(surface, folded(lemmas), "", is_known, ())
    return by_dictionary(plain, surface, language)


def by_dictionary(word: str, surface: str, language: str) -> Terms:
    found = dictionary(language)
    lemmas = found.lemmas(word)
    is_known = bool(lemmas)
    if not is_known:
        lemmas = [lemma for other in spoken(word, language) for lemma in found.lemmas(other) or [other]]
    lemmas += [] if word.lower() in lemmas and language not in DERIVED else extra(word, language)
    parts = split(lemmas[0].lower() if lemmas else word.lower(), language)
    if not lemmas and not parts and (guess := found.guess(word)):
        lemmas.append(guess)
    return Terms(surface, folded(lemmas), fold(stem(word, language) or ""), is_known, folded(parts))


def folded(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in map(fold, words) if term))


# Scripts

SCRIPTS = {"el": "greek", "uk": "cyrillic"}


def script(word: str) -> str:
    letter = word[0]
    if "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff":
        return "greek"
    return "cyrillic" if "\u0400" <= letter <= "\u04ff" else "latin" if letter < "\u0250" else ""


def is_plain(word: str) -> bool:
    return word.replace("'", "").isalpha()


# What a dictionary leaves to rules


def spoken(word: str, language: str) -> list[str]:
    """A word that is not known, without what was put before it or behind it: Irish mutations, a short word before an apostrophe, a possessive."""
    before, apostrophe, behind = word.rpartition("'")
    if apostrophe and before:
        return [before.replace("'", "") if len(behind) < 3 else behind]
    if language == "ga":
        return [bare for bare in [unmutated(word.lower())] if bare]
    if language in {"nb", "sv"} and word.endswith("s") and dictionary(language).lemmas(word[:-1]):
        return [word[:-1]]
    return []


MUTATIONS = {"bhf": "f", "mb": "b", "gc": "c", "nd": "d", "ng": "g", "bp": "p", "dt": "t", "ts": "s"}
MUTATIONS |= {f"{letter}h": letter for letter in "bcdfgmpst"}
PREFIXED = {f"{letter}{vowel}": vowel for letter in "hnt" for vowel in "aeiouáéíóú"}


def unmutated(word: str) -> str | None:
    """An Irish word as it begins where nothing stands before it; None if it begins like that already."""
    lemmas = dictionary("ga").lemmas
    for changed, bare in MUTATIONS.items():
        if word.startswith(changed):
            return bare + word[len(changed) :]
    bare = PREFIXED.get(word[:2])
    return bare + word[2:] if bare and lemmas(bare + word[2:]) else None


def extra(word: str, language: str) -> list[str]:
    """Further words that a form may be of by a regular ending, where the dictionary has one word for each form and may have another."""
    lower, found = word.lower(), []
    for ending, instead in ENDINGS.get(language, ()):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            found.append(lower.removesuffix(ending) + instead)
    if language == "el":
        return found  # accents move with the ending, so the dictionary cannot be asked; terms have none
    return [lemma for lemma in found if dictionary(language).lemma(lemma) == lemma]


DERIVED = {"en"}  # whose endings are also those of words that dictionaries have: closing is of close, whatever else it is
ENDINGS = {
    "en": (("ing", ""), ("ing", "e")),
    "el": (("σεις", "ση"), ("σεων", "ση"), ("ξεις", "ξη"), ("ξεων", "ξη"), ("ψεις", "ψη"), ("ψεων", "ψη")),
    "ga": (("ithe", "iú"), ("aithe", "ú"), ("aithe", "ú")),
    "nb": (("ene", ""), ("enes", ""), *((f"{one}l{end}", f"{twice}el") for one in "bdfgkmpt" for twice in (one, one + one) for end in ("er", "ene"))),
    "sv": (
        ("arna", ""),
        ("erna", ""),
        ("arnas", ""),
        ("ernas", ""),
        ("en", ""),
        *((f"{one}l{end}", f"{one}el") for one in "bdfgkmpt" for end in ("ar", "arna")),
    ),
}  # sykler is of sykkel, regler of regel, cyklar of cykel


# Compounds


def split(word: str, language: str) -> list[str]:
    if language not in rules():
        return []
    with _making:
        splitter = _splitter(language)
    return splitter.parts(word)


@cache
def _splitter(language: str) -> Splitter:
    return Splitter(dictionary(language))
