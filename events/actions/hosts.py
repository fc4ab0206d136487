"""Who leads an event and who speaks at it, what happens in which order, and what is asked of those who register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions.circle_rules import require_in_circle
from events.actions.events import held, save
from events.models import Asked, Event, Host, Item, Registration, Speaker
from hub import notices
from hub.live.models import Feed


class LastHost(ValidationError):
    """Somebody has to lead it."""


@transaction.atomic
def ask_host(event: Event, *, user: User, by: str = "") -> Host:
    """Ask somebody to lead it too. They see it from now on, and lead it with the same rights once they have agreed."""
    event = held(event)
    require_in_circle(event, user)
    host, is_new = Host.objects.get_or_create(event=event, user=user, defaults={"by": by, "since": None})
    if is_new:
        notices.give(user, "asked_to_host", about=f"event:{event.pk}")
    return host


@transaction.atomic
def agree(host: Host) -> Host:
    Host.objects.filter(pk=host.pk, since=None).update(since=timezone.now())
    notices.close(host.user, "asked_to_host", about=f"event:{host.event_id}")
    save(held(host.event))
    return host


@transaction.atomic
def remove_host(host: Host) -> None:
    """Somebody leads it no more, or does not want to. One has to stay."""
    event = held(host.event)
    if host.since and not event.hosts.agreed().exclude(pk=host.pk).exists():
        raise LastHost(_("Somebody has to lead it. Add another host first."))
    notices.close(host.user, "asked_to_host", about=f"event:{event.pk}")
    Feed.objects.append(f"hosts:{event.pk}", "host.left", user=host.user_id)
    Registration.objects.filter(event=event, user=host.user_id, role=Registration.Role.HOST).update(role=Registration.Role.PARTICIPANT)
    host.delete()
    save(event)


def say_by(host: Host, *, by: str) -> None:
    """By experience, by profession, or nothing of it."""
    Host.objects.filter(pk=host.pk).update(by=by)
    save(held(host.event))


# Speakers


@transaction.atomic
def set_speakers(event: Event, *, rows: Iterable[Mapping[str, Any]]) -> None:
    """Exactly these, in this order; a row with an `id` is a speaker who is there already. Whoever has an account here is asked on the hub."""
    event = held(event)
    known = {speaker.pk: speaker for speaker in event.speakers.all()}
    for row in rows:
        speaker = known.pop(row["id"], None) or Speaker(event=event)
        was = speaker.user_id
        for name in ("name", "role", "organisation", "standing", "user"):
            setattr(speaker, name, row[name])
        speaker.save()
        if speaker.user_id and speaker.user_id != was:
            notices.give(speaker.user, "asked_to_speak", about=f"speaker:{speaker.pk}")
    Speaker.objects.filter(pk__in=known).delete()
    save(event)


@transaction.atomic
def answer_as_speaker(speaker: Speaker, *, comes: bool) -> Speaker:
    """Yes or no, by whoever was asked; it can be changed until the event is over."""
    event = held(speaker.event)
    speaker.standing = Speaker.Standing.CONFIRMED if comes else Speaker.Standing.DECLINED
    speaker.save(update_fields=["standing"])
    notices.close(speaker.user, "asked_to_speak", about=f"speaker:{speaker.pk}")
    save(event)
    return speaker


# The running order, and what is asked at registration


@transaction.atomic
def set_items(event: Event, *, rows: Iterable[Mapping[str, Any]]) -> None:
    """Exactly these points, in this order. `title` is in the event's own language; what it is called in others stays with it."""
    event = held(event)
    known = {item.pk: item for item in event.items.all()}
    for position, row in enumerate(rows, start=1):
        item = known.pop(row["id"], None) or Item(event=event)
        item.position, item.kind, item.minutes, item.speaker = position, row["kind"], row["minutes"], row["speaker"]
        item.titles = in_own_language(item.titles, row["title"], language=event.language)
        item.save()
    Item.objects.filter(pk__in=known).delete()
    save(event)


@transaction.atomic
def set_asked(event: Event, *, rows: Iterable[Mapping[str, Any]]) -> None:
    """Exactly these questions at registration; what was answered to one that goes, goes with it."""
    event = held(event)
    known = {asked.pk: asked for asked in event.asked.all()}
    for position, row in enumerate(rows, start=1):
        asked = known.pop(row["id"], None) or Asked(event=event)
        asked.position, asked.is_required = position, row["is_required"]
        asked.texts = in_own_language(asked.texts, row["text"], language=event.language)
        asked.save()
    Asked.objects.filter(pk__in=known).delete()
    save(event)


def in_own_language(texts: dict[str, str], text: str, *, language: str) -> dict[str, str]:
    """The words with this as the original. Translations of what has been said otherwise since then are out of date, and go."""
    return texts if texts.get(language) == text else {language: text}


@transaction.atomic
def translate(event: Event, *, language: str, texts: Mapping[tuple[type[Model], str], Mapping[int, str]]) -> None:
    """The words of rows in another language: by model and field, and by the rows' keys. What is left empty is said as in the original."""
    for (model, field), texts_of in texts.items():
        for row in model.objects.filter(event=event, pk__in=texts_of):
            words = getattr(row, field) | {language: texts_of[row.pk]}
            setattr(row, field, {code: text for code, text in words.items() if text})
            row.save(update_fields=[field])
    save(held(event))
