"""What is left of a word without its endings, by Snowball's rules: for words that no dictionary has."""

from __future__ import annotations

import threading
from functools import cache

ALGORITHMS = {
    "nb": "norwegian",
    "sv": "swedish",
    "en": "english",
    "fi": "finnish",
    "ga": "irish",
    "el": "greek",
    "pl": "polish",
    "et": "estonian",
}
SHORTEST_WORD = 5
SHORTEST_STEM = 3

# Snowball has no rules for Icelandic: these are endings of nouns, with and without the article, the longest first.
ICELANDIC = (
    "arinnar",
    "innar",
    "unum",
    "anna",
    "inum",
    "inni",
    "inu",
    "num",
    "nna",
    "ins",
    "inn",
    "ana",
    "ur",
    "ar",
    "ir",
    "um",
    "ið",
    "in",
    "i",
    "a",
    "u",
    "s",
    "r",
)
SHORTEST_ICELANDIC = 4

_working = threading.Lock()  # a stemmer keeps the word that it works on


def stem(word: str, language: str) -> str | None:
    """None where the language has no rules, or the word is too short for them."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return None
    if language == "is":
        return icelandic(word.lower())
    if language not in ALGORITHMS:
        return None
    with _working:
        found = stemmer(language).stemWord(word.lower())
    return found if len(found) >= SHORTEST_STEM else None


def icelandic(word: str) -> str:
    for ending in ICELANDIC:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ICELANDIC:
            return word.removesuffix(ending)
    return word


@cache
def stemmer(language: str):
    import snowballstemmer

    return snowballstemmer.stemmer(ALGORITHMS[language])
