"""How many there are of each value, from how many there are of each combination of values; and lists as one column keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from search.engines.base import FACETS, Question, narrowed_by


def listed(values: Iterable[str]) -> str:
    return f",{','.join(values)}," if values else ""


def unlisted(text: str) -> tuple[str, ...]:
    return tuple(text[1:-1].split(",")) if text else ()


def facets_of(kind: str, programme: str, countries: str, languages: str, age: str) -> dict[str, tuple[str, ...]]:
    one = {"kind": kind, "programme": programme, "date": age}
    return {facet: (value,) if value else () for facet, value in one.items()} | {"country": unlisted(countries), "language": unlisted(languages)}


def fits(values: Mapping[str, tuple[str, ...]], wanted: Mapping[str, frozenset[str]]) -> bool:
    return all(wanted[facet].intersection(values[facet]) for facet in wanted)


def counted(combinations, question: Question) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for facet in FACETS:
        others, counter = narrowed_by(question.chosen, apart_from=facet), Counter()
        for values, number in combinations:
            if fits(values, others):
                counter.update(dict.fromkeys(values[facet], number))
        counts[facet] = counter
    return counts
