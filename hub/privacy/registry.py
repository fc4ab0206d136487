"""What is held of people, and where: apps register it here in their ready(), and a test walks all models for one that is missing.

privacy.register(
    Letter,
    purpose=_("So that you can read here what we sent you by mail"),
    basis=Basis.CONTRACT,
    retention=_("Until you erase your account"),
    of=lambda person: Letter.objects.filter(recipient=person.user),
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hub.privacy.erasure import delete


class Basis:
    """The legal bases of the GDPR, article 6, that the hub rests on."""

    CONTRACT = _("It is needed for what you asked us to do (GDPR article 6, 1 b)")
    DUTY = _("It is needed to keep accounts and content safe (GDPR article 6, 1 f)")
    INTEREST = _("Others have good reason to know it, and it hardly touches you (GDPR article 6, 1 f)")
    CONSENT = _("You chose to tell us (GDPR article 6, 1 a)")


@dataclass(frozen=True)
class Person:
    """Whose data it is: a user, or the guests that one browser is known as, each by an app that has guests of its own."""

    user: Any = None
    guests: tuple[models.Model, ...] = ()

    def __bool__(self) -> bool:
        return self.user is not None or bool(self.guests)

    def as_guest(self, model: type[models.Model]) -> Any:
        """The guest of this kind, or None."""
        return next((guest for guest in self.guests if isinstance(guest, model)), None)


@dataclass(frozen=True)
class Holding:
    """What one model holds of a person.

    `of` finds a person's rows, none for somebody it does not know. `erase` deletes them, or makes them nobody's. `fields` is what is theirs in a row
    (all of them, unless named); of these, `stays` is what a row that is made nobody's keeps, because it tells nothing of them. `withheld` says why
    a field is not handed out; `concealed` why it is not even said whether there is a row, the same to everybody with an account. `of_others` names
    what of a row somebody else wrote, to be handed to them. `explain` adds what a row means, by label. `is_theirs_alone`: the rows exist for the
    person, and go with them; else they are content that the person had a part in.
    """

    model: type[models.Model]
    purpose: str
    basis: str
    retention: str
    of: Callable[[Person], QuerySet]
    erase: Callable[[QuerySet, Person], None] = delete
    fields: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    concealed: str = ""
    of_others: Callable[[models.Model, Person], set[str]] = lambda row, person: set()
    explain: Callable[[models.Model], dict[str, Any]] = lambda row: {}
    is_theirs_alone: bool = True

    @cached_property
    def shown(self) -> list[models.Field]:
        """The fields of theirs, in the model's order, many-to-many last."""
        meta = self.model._meta
        named = self.fields or tuple(field.name for field in (*meta.concrete_fields, *meta.many_to_many))
        return [meta.get_field(name) for name in named]


@dataclass(frozen=True)
class Guests:
    """How an app's guests are known by their browser, and how the browser forgets."""

    find: Callable[[Any], Any]
    forget: Callable[[Any], None]


_guests: list[Guests] = []
_holdings: dict[type[models.Model], Holding] = {}
_nothing_personal: dict[str, str] = {}


def register(model: type[models.Model], **facts: Any) -> None:
    _holdings[model] = Holding(model=model, **facts)


def register_guests(*, find: Callable[[Any], Any], forget: Callable[[Any], None]) -> None:
    """`find(request)` gives the guest that the browser is known as, or nobody; `forget(response)` makes it known no more."""
    _guests.append(Guests(find, forget))


def forget_guests(response) -> None:
    for guests in _guests:
        guests.forget(response)


def nothing_personal(reason: str, *labels: str) -> None:
    """These models hold text or are tied to content, and yet nothing of a person, for this reason."""
    _nothing_personal.update(dict.fromkeys(labels, reason))


def holdings() -> list[Holding]:
    """All of them; the user comes last, because the others are found by it."""
    return sorted(_holdings.values(), key=lambda holding: holding.model is get_user_model())


def holding_of(model: type[models.Model]) -> Holding | None:
    return _holdings.get(model)


def person_behind(request) -> Person:
    """Who asks: the user who is signed in, or else the guests that the browser is known as, or nobody."""
    if request.user.is_authenticated:
        return Person(user=request.user)
    return Person(guests=tuple(guest for guests in _guests if (guest := guests.find(request))))


def undeclared(among: Iterable[type[models.Model]] | None = None) -> dict[str, str]:
    """The models that may hold something of a person and say nothing of it, each with why it may."""
    models_asked = apps.get_models() if among is None else among
    why = {model._meta.label: points_at_a_person(model) or undeclared_reason(model) for model in models_asked if is_asked(model)}
    return {label: reason for label, reason in why.items() if reason}


def is_asked(model: type[models.Model]) -> bool:
    """A model with rows of its own, that is not registered."""
    return model not in _holdings and not model._meta.proxy and bool(model._meta.local_fields)


def undeclared_reason(model: type[models.Model]) -> str:
    return "" if model._meta.label in _nothing_personal else may_tell_of_a_person(model)


def points_at_a_person(model: type[models.Model]) -> str:
    """The relation by which a row is somebody's; such a model cannot be declared to hold nothing personal."""
    personal = {get_user_model()} | {holding.model for holding in _holdings.values() if holding.is_theirs_alone}
    return next((f"{field.name} points at {field.related_model._meta.label}" for field in relations(model) if field.related_model in personal), "")


def may_tell_of_a_person(model: type[models.Model]) -> str:
    """The relation or the field that could tell of somebody, unless it is declared not to."""
    for field_ in relations(model):
        if field_.related_model in _holdings:
            return f"{field_.name} points at {field_.related_model._meta.label}"
    for field_ in [*model._meta.local_fields, *model._meta.private_fields]:
        if isinstance(field_, GenericForeignKey):
            return f"{field_.name} may point at anything"
        if takes_text(field_):
            return f"{field_.name} takes text"
    return ""


def relations(model: type[models.Model]) -> list[models.Field]:
    return [field for field in (*model._meta.local_fields, *model._meta.local_many_to_many) if field.is_relation and field.related_model]


def takes_text(field: models.Field) -> bool:
    """Whether anything at all can be written in it: words, addresses, JSON, files."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField, models.GenericIPAddressField)
    return isinstance(field, kinds) and not field.choices
