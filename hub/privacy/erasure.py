"""Erasing a person: rows deleted, or made nobody's, so that no table and no file keeps a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import QuerySet

if TYPE_CHECKING:
    from hub.privacy.registry import Person


@transaction.atomic
def erase(person: Person) -> None:
    """Everything of theirs, in one transaction; files go when it has committed. All rows are found before the first one goes."""
    from hub.privacy.registry import holdings

    found = [(holding, list(holding.of(person).values_list("pk", flat=True))) for holding in holdings()]
    for holding, keys in found:
        if keys:
            holding.erase(holding.model._base_manager.filter(pk__in=keys), person)


def delete(rows: QuerySet, person: Person) -> None:
    """The rows, with the files that belong to them."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, models.FileField) and (file := getattr(row, field.name)):
                transaction.on_commit(lambda storage=file.storage, name=file.name: storage.delete(name))
    rows.delete()


def blank(*people: str, **facts: Any) -> Callable[[QuerySet, Person], None]:
    """Make rows nobody's: each of the `people` fields emptied where it is this person, and `facts` set."""

    def erase(rows: QuerySet, person: Person) -> None:
        for name in people:
            rows.filter(**{name: person.user.pk}).update(**{name: None}, **facts)

    return erase
