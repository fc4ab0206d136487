"""Which words a Ukrainian form may be of, by pymorphy3, which knows how words it has never seen are inflected, too."""

from __future__ import annotations

import threading
from functools import cache
from importlib.util import find_spec

from search.analysis.dictionaries import irregular

MOST = 4  # words that one form may be of

_loading = threading.RLock()


def lemmas(word: str) -> tuple[list[str], bool]:
    """The words that a form may be of, and whether it is known."""
    lower = word.lower()
    parses = morphology().parse(lower)
    is_known = any(parse.is_known for parse in parses)
    found = list(dict.fromkeys(parse.normal_form for parse in parses))[: MOST if is_known else 2]
    return list(dict.fromkeys([*irregular().get("uk", {}).get(lower, []), *found])), is_known


@cache
def is_installed() -> bool:
    """Its dictionary is under the GPL: whoever cannot have that leaves it out, and simplemma's, which knows less, is read instead."""
    return find_spec("pymorphy3_dicts_uk") is not None


def morphology():
    with _loading:
        return _morphology()


@cache
def _morphology():
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="uk")
