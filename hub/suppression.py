"""Counts of people, kept back where they are so small that somebody could be found in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FEWEST = 5


def at_least(number: int) -> int | None:
    return number if number >= FEWEST else None


def suppress(counts: Mapping[Any, int]) -> dict[Any, int | None]:
    """The counts without those under five, zero included, and without a further one where a single gap would give itself away."""
    kept = {cell: at_least(number) for cell, number in counts.items()}
    if list(kept.values()).count(None) == 1 and len(kept) > 1:
        smallest = min((cell for cell, number in kept.items() if number is not None), key=lambda cell: (kept[cell], cell))
        kept[smallest] = None
    return kept
