"""Words kept in several languages, as a dictionary by language: {"nb": "Velkommen", "uk": "Вітання"}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import get_language

from hub import languages


class Words(NamedTuple):
    """Some words, and the language that they are in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def nearest(texts: Mapping[str, str]) -> Words | None:
    """In the reader's language, or the one that serves them best; None where nothing is said in any."""
    found = languages.nearest(get_language() or languages.SOURCE, {code for code, text in texts.items() if text})
    return Words(texts[found], found) if found else None
