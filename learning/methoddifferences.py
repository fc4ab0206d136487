"""What is different between two methods, part by part, as somebody would say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from learning import methods
from learning.methodfiles import minutes_told
from learning.models import Licence

PLAIN = ("title", "aim", "when", "group", "minutes", "signs", "online", "few_languages", "source", "author", "licence", "language")
LISTS = ("materials", "steps", "levels", "criteria")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part as it was and as it is; one of the two may be empty."""

    label: str
    before: str
    after: str


def between(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    plain = [
        Difference(str(methods.LABELS[name]), told(name, before[name]), told(name, after[name])) for name in PLAIN if before[name] != after[name]
    ]
    return plain + [found for name in LISTS for found in between_lists(name, before, after)]


def told(name: str, value: Any) -> str:
    if name == "minutes":
        return minutes_told(value) if value else ""
    return str(Licence(value).label) if name == "licence" else str(value)


def between_lists(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Difference]:
    """Entries that were put in or taken out do not make all that follow look different."""
    old, new = ([entry(name, one, content) for one in content[name]] for content in (before, after))
    for what, first, last, begin, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from paired(str(methods.LABELS[name]), old[first:last], new[begin:end])


def paired(label: str, old: list[str], new: list[str]) -> Iterator[Difference]:
    for number in range(max(len(old), len(new))):
        yield Difference(label, old[number] if number < len(old) else "", new[number] if number < len(new) else "")


def entry(name: str, one: Any, content: dict[str, Any]) -> str:
    if name == "steps":
        return "\n".join(part for part in (one["title"], told("minutes", one["minutes"]), one["text"]) if part)
    if name == "criteria":
        cells = [f"{level}: {text}" for level, text in zip(content["levels"], one["descriptions"], strict=True) if text]
        return "\n".join([one["title"], *cells])
    return str(one)
