"""Words that say nothing of what a text is about, such as articles and prepositions: left out of a query, never of a text."""

from functools import cache
from pathlib import Path

import yaml

from search.analysis.folding import fold

FILE = Path(__file__).parent / "data" / "stopwords.yaml"


@cache
def stop_words(language: str) -> frozenset[str]:
    """Folded; none for a language that has no list."""
    return frozenset(map(fold, _lists().get(language, "").split()))


@cache
def _lists() -> dict[str, str]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))
