"""Everything stored about a person, to be handed to them and to nobody else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hub.privacy.registry import Holding, Person, holding_of, holdings


def export(person: Person) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is held, by model, with labels in the active language; and the files, by the names they have in it."""
    files: dict[str, Any] = {}
    held = [
        describe(holding, rows, person, files) for holding in holdings() if (rows := rows_of(holding, person)) or (holding.concealed and person.user)
    ]
    return held, files


def rows_of(holding: Holding, person: Person) -> list[models.Model]:
    return [] if holding.concealed else list(holding.of(person))


def describe(holding: Holding, rows: list[models.Model], person: Person, files: dict[str, Any]) -> dict[str, Any]:
    meta = holding.model._meta
    return {
        "model": meta.label_lower,
        "name": capfirst(str(meta.verbose_name_plural)),
        "purpose": str(holding.purpose),
        "basis": str(holding.basis),
        "retention": str(holding.retention),
        "not_included": [{"label": name, "reason": str(reason)} for name, reason in left_out(holding).items()],
        "rows": [[*explanations(holding, row), *values(holding, row, person, files)] for row in rows],
    }


def left_out(holding: Holding) -> dict[str, str]:
    if holding.concealed:
        return {capfirst(str(holding.model._meta.verbose_name_plural)): holding.concealed}
    return {label(holding.model._meta.get_field(name)): reason for name, reason in holding.withheld.items()}


def explanations(holding: Holding, row: models.Model) -> list[dict[str, Any]]:
    return [{"field": "", "label": str(name), "value": plain(value)} for name, value in holding.explain(row).items()]


def values(holding: Holding, row: models.Model, person: Person, files: dict[str, Any]) -> list[dict[str, Any]]:
    unseen = holding.withheld.keys() | holding.of_others(row, person)
    shown = [field for field in holding.shown if field.name not in unseen]
    return [{"field": field.name, "label": label(field), "value": value_of(field, row, person, files)} for field in shown]


def label(field: models.Field) -> str:
    return capfirst(str(field.verbose_name))


def value_of(field: models.Field, row: models.Model, person: Person, files: dict[str, Any]) -> Any:
    if field.many_to_many:
        return [str(other) for other in getattr(row, field.name).all()]
    if field.is_relation:
        return related(field, row, person)
    if isinstance(field, models.FileField):
        return keep_file(getattr(row, field.name), row, files)
    if field.choices and (value := getattr(row, field.attname)) is not None:
        return str(dict(field.flatchoices).get(value, value))
    return plain(getattr(row, field.attname))


def related(field: models.Field, row: models.Model, person: Person) -> Any:
    """Who or what a row points at; other people, and what is theirs, are never named."""
    key = getattr(row, field.attname)
    if key is None or field.related_model is get_user_model():
        return None if key is None else _("you") if person.user and key == person.user.pk else _("somebody else")
    holding = holding_of(field.related_model)
    if holding and holding.is_theirs_alone:
        return plain(key)
    other = field.related_model._base_manager.filter(pk=key).first()
    return str(other) if other else plain(key)


def keep_file(file, row: models.Model, files: dict[str, Any]) -> str:
    if not file:
        return ""
    name = f"files/{row._meta.label_lower}-{row.pk}-{file.name.rpartition('/')[2]}"
    files[name] = file
    return name


def plain(value: Any) -> Any:
    """As JSON can say it, and a person read it."""
    if isinstance(value, timezone.datetime):
        return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "DATETIME_FORMAT")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value)
