"""What a question leaves out, in SQL: conditions on an entry, each with its values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from search.engines.base import AGES, BUCKETS, Question, narrowed_by

Sql = tuple[str, list[Any]]

COLUMNS = {"kind": "kind", "programme": "programme"}
LISTS = {"country": "countries", "language": "languages"}


def hidden_from(question: Question) -> Sql:
    """A condition that leaves out what is hidden from whoever asks."""
    parts_, values = ["1 = 1"], []
    for kind, keys in question.asker.hidden.items():
        parts_.append(f"NOT (entry.kind = %s AND entry.key IN ({marks(keys)}))")
        values += [kind, *sorted(keys)]
    return " AND ".join(parts_), values


def narrowing(question: Question) -> Sql:
    parts_, values = ["1 = 1"], []
    for facet, wanted in narrowed_by(question.chosen).items():
        if facet == "date":
            condition, more = within_ages(wanted, question.today)
        elif facet in LISTS:
            condition, more = any_in(f"entry.{LISTS[facet]}", sorted(wanted))
        else:
            condition, more = f"entry.{COLUMNS[facet]} IN ({marks(wanted)})", sorted(wanted)
        parts_.append(f"({condition})")
        values += more
    return " AND ".join(parts_), values


def not_told_in(spoken: Iterable[str]) -> Sql:
    """0 for what is told in one of these languages, or spoken, as at an event or by somebody; 1 for what is not."""
    told, codes = any_in("entry.told", list(spoken))
    heard, more = any_in("entry.languages", list(spoken))
    return f"CASE WHEN {told} OR {heard} THEN 0 ELSE 1 END", [*codes, *more]


def any_in(column: str, wanted: list[str]) -> Sql:
    """One of these stands in a list between commas."""
    quoted = [value.replace("!", "!!").replace("%", "!%").replace("_", "!_") for value in wanted]
    return " OR ".join([f"{column} LIKE %s ESCAPE '!'"] * len(wanted)) or "1 = 1", [f"%,{value},%" for value in quoted]


def marks(values) -> str:
    return ", ".join(["%s"] * len(values))


def by_age(column: str, today: date) -> Sql:
    """The facet's value of a date, as `bucket_of` tells it."""
    steps = [("coming", today), *((name, today - timedelta(days=days)) for name, days in AGES.items())]
    whens = " ".join(f"WHEN {column} >= %s THEN '{name}'" for name, _first in steps)
    return f"CASE WHEN {column} IS NULL THEN '' {whens} ELSE 'older' END", [first for _name, first in steps]


def within_ages(wanted: Iterable[str], today: date) -> Sql:
    day, values = by_age("entry.date", today)
    known = sorted(set(wanted) & set(BUCKETS)) or ["never"]
    return f"{day} IN ({marks(known)})", [*values, *known]
