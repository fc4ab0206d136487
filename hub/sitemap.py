"""What search engines are told of beside the pages that editors write: apps register it in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

Place = tuple[str, datetime | None]  # a path without its language, and when what stands there has changed

_sources: list[Callable[[], Iterable[Place]]] = []


def register(source: Callable[[], Iterable[Place]]) -> None:
    """`source()` returns places that everybody may read, in every language that the hub is offered in."""
    _sources.append(source)


def places() -> list[Place]:
    return [place for source in _sources for place in source()]
