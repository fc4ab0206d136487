"""What an event can begin with: a pattern that comes with the hub, or an earlier event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions import themes
from events.actions.events import change_words, copy, make_event
from events.models import Event, Item, ThemeProposal
from events.words import nearest

NOT_TITLES = {"kind", "minutes"}
MOST_EARLIER = 20


@dataclass(frozen=True, slots=True)
class Pattern:
    key: str
    kind: str
    minutes: int
    names: dict[str, str]
    items: list[dict[str, Any]]


@cache
def patterns() -> dict[str, Pattern]:
    """By their keys; read once in a process."""
    told = yaml.safe_load((Path(settings.BASE_DIR) / "events/content/patterns.yaml").read_text("utf-8"))
    return {key: Pattern(key, **facts) for key, facts in told.items()}


def starts(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """What `begin` can be told to begin with, for a form: patterns, and the events that somebody has led."""
    own = Event.objects.hosted_by(user).prefetch_related("texts").order_by("-starts_at")[:MOST_EARLIER]
    shown = [(f"pattern:{pattern.key}", nearest(pattern.names).text) for pattern in patterns().values()]
    earlier = [(f"event:{event.pk}", f"{event.title} ({event.day:%Y-%m-%d})") for event in own]
    return [(_("A pattern"), shown), *([(_("An earlier event"), earlier)] if earlier else [])]


@transaction.atomic
def begin(user: User, *, start: str, title: str, theme: ThemeProposal | None = None, **facts: Any) -> Event:
    """A draft that begins with a pattern (`pattern:network`), an earlier event (`event:7`), or nothing; `theme` is one that people ask for."""
    kind, _colon, key = start.partition(":")
    if kind == "event":
        event = begin_again(user, Event.objects.hosted_by(user).get(pk=key), title=title, **facts)
    else:
        event = make_event(user, title=title, **facts)
    if kind == "pattern":
        lay_out(event, patterns()[key])
    if theme:
        themes.take(theme, event=event)
    return event


def begin_again(user: User, earlier: Event, *, title: str, spoken: list[str], language: str, **facts: Any) -> Event:
    event = copy(earlier, by=user, earlier=earlier, **facts)
    if title != earlier.texts.get(language=earlier.language).title:
        event.texts.exclude(language=language).delete()
        Event.objects.filter(pk=event.pk).update(language=language)
        change_words(event, language=language, title=title)
    return event


def lay_out(event: Event, pattern: Pattern) -> None:
    Item.objects.bulk_create(
        Item(
            event=event,
            position=position,
            kind=item["kind"],
            minutes=item["minutes"],
            titles={language: title for language, title in item.items() if language not in NOT_TITLES},
        )
        for position, item in enumerate(pattern.items, start=1)
    )
