"""The languages the hub is offered in: those whose catalogue is complete, and so compiled (see docs/languages.md)."""

from pathlib import Path

LOCALE = Path(__file__).parent / "locale"

# Every language that may be offered, by its own name. Offered is the source language, and each whose catalogue has been compiled:
# `compile_catalogues` compiles complete ones only. So a further language is a catalogue, and needs no other change.
NAMES = {
    "en": "English",
    "nb": "Norsk",
    "sv": "Svenska",
    "uk": "Українська",
    "el": "Ελληνικά",
    "et": "Eesti",
    "fi": "Suomi",
    "ga": "Gaeilge",
    "is": "Íslenska",
    "nn": "Nynorsk",
    "pl": "Polski",
    "ar": "العربية",
}
SOURCE = "en"

# Where a page lacks the reader's language, the first of these that it has is the nearest.
NEAREST = {
    "nb": ["nn", "sv", "en"],
    "nn": ["nb", "sv", "en"],
    "sv": ["nb", "en", "fi"],
    "uk": ["en", "pl", "nb"],
}


def offered() -> list[tuple[str, str]]:
    return [(code, name) for code, name in NAMES.items() if code == SOURCE or catalogue(code).with_suffix(".mo").exists()]


def catalogue(code: str) -> Path:
    return LOCALE / code.replace("-", "_") / "LC_MESSAGES" / "django.po"


def nearest(code: str, among: set[str]) -> str | None:
    """The language of `among` that a reader of `code` is served best by; None of an empty set."""
    for candidate in [code, *NEAREST.get(code, []), SOURCE, *sorted(among)]:
        if candidate in among:
            return candidate
    return None
