"""What stands in apps above this one and can be reported to moderators as messages can: apps register theirs in ready().

reportable.register(
    "comment",
    SheetComment,
    readable_by=SheetComment.objects.readable_by,
    remove=shares.take_back_comment,
)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Kind:
    """Rows with an author, a body, a language and a said_at, and with an address of their own.

    `readable_by(user)` are those that somebody reads, and so may report; `remove(row)` takes one away for everybody.
    """

    name: str
    model: type[Model]
    readable_by: Callable[[Any], QuerySet]
    remove: Callable[[Any], None]
    by: str = "author"  # the field of whoever said it, where that has another name

    def key(self, said: Model) -> str:
        """By which a report names it, whatever becomes of it."""
        return f"{self.name}:{said.pk}"


_kinds: dict[str, Kind] = {}


def register(name: str, model: type[Model], **facts: Any) -> None:
    _kinds[name] = Kind(name, model, **facts)


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def find(key: str) -> tuple[Kind, Model] | None:
    """What a report is about, as long as it stands; one query."""
    name, _colon, pk = key.partition(":")
    kind = kind_named(name)
    said = kind and kind.model._default_manager.filter(pk=pk).first()
    return (kind, said) if said else None


def remove(key: str) -> None:
    """For everybody; nothing, if it has gone meanwhile."""
    if found := find(key):
        kind, said = found
        kind.remove(said)
