"""Making events, changing, publishing, moving and cancelling them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from events.actions import themes
from events.actions.circle_rules import require_kept, require_no_circle
from events.actions.registrations import move_line, tell_all
from events.models import Event, EventLanguage, EventText, Host, Item, Series, State
from events.models.events import FACTS
from events.times import same_hour
from hub import pagecache

MAY_MAKE = ("entrepreneurs.advise", "entrepreneurs.moderate")


class NotYours(ValidationError):
    """Events are made by advisers and coordinators."""


class OverAlready(ValidationError):
    """What has been cannot be changed, published or cancelled."""


class LacksHost(ValidationError):
    """Somebody has to lead it."""


def may_make(user: User) -> bool:
    return user.is_authenticated and any(user.has_perm(permission) for permission in MAY_MAKE)


@transaction.atomic
def make_event(user: User, *, title: str, language: str, day: date, at: time, zone: str, spoken: Iterable[str] = (), **facts: Any) -> Event:
    """A draft, which its maker leads. What is not said now can be said later."""
    if not may_make(user):
        raise NotYours(_("Events are made by advisers and coordinators. Propose a theme, and one of them can take it up."))
    require_voice(user)
    event = Event(language=language, day=day, at=at, zone=zone, made_by=user, **facts)
    event.settle()
    event.save()
    EventText.objects.create(event=event, language=language, title=title)
    set_languages(event, spoken=list(spoken) or [language])
    Host.objects.create(event=event, user=user)
    return event


def set_languages(event: Event, *, spoken: Iterable[str], interpreted: Iterable[str] = ()) -> None:
    """Exactly these; a language that is spoken needs nobody to interpret it."""
    named = dict.fromkeys(spoken, False)
    named |= {code: True for code in interpreted if code not in named}
    event.tongues.all().delete()
    EventLanguage.objects.bulk_create(EventLanguage(event=event, language=code, is_interpreted=how) for code, how in named.items())


@transaction.atomic
def change_event(event: Event, *, languages: dict[str, Iterable[str]] | None = None, **facts: Any) -> Event:
    """Change what is named and leave the rest. Whoever is registered is told when it moves; calendars take the later version."""
    event = held(event)
    require_kept(event, facts)
    was = when_and_where(event)
    for name, value in facts.items():
        setattr(event, name, value)
    event.settle()
    if languages is not None:
        set_languages(event, **languages)
    if has_moved := when_and_where(event) != was and not event.is_draft:
        require_to_come(event)
    save(event)
    if has_moved:
        tell_all(event, "moved")
    if "capacity" in facts:
        move_line(event)
    return event


def when_and_where(event: Event) -> tuple:
    return event.starts_at, event.ends_at, event.zone, event.place, event.is_online


@transaction.atomic
def change_words(event: Event, *, language: str, **words: str) -> EventText:
    """What is told of it in one of its languages; a new one is begun."""
    text, _is_new = EventText.objects.update_or_create(event=event, language=language, defaults=words)
    save(held(event))
    return text


@transaction.atomic
def publish(event: Event) -> Event:
    """From now on those see it whom it is for. Said again, it stays the first day."""
    event = held(event)
    require_to_come(event)
    if not event.hosts.agreed().exists():
        raise LacksHost(_("Somebody has to lead it. Add a host first."))
    if event.published_at is None:
        themes.tell_askers(event)
    event.state, event.published_at = State.PUBLISHED, event.published_at or timezone.now()
    return save(event)


@transaction.atomic
def cancel(event: Event, *, because: str) -> Event:
    """It will not take place. Its page stays, and says so; whoever is registered is told. A draft is deleted instead."""
    event = held(event)
    require_to_come(event)
    if event.is_draft:
        themes.reopen(event)
        event.delete()
        return event
    event.state, event.cancelled_because = State.CANCELLED, because
    save(event)
    tell_all(event, "cancelled")
    return event


def held(event: Event) -> Event:
    """The event, held until the transaction ends, if it can still be changed."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if event.is_cancelled:
        raise OverAlready(_("This event was cancelled. Copy it, and choose a new day."))
    return event


def require_to_come(event: Event, now: datetime | None = None) -> None:
    if event.ends_at <= (now or timezone.now()):
        raise OverAlready(_("This day is over. Choose another one."))


def save(event: Event) -> Event:
    """With the number by which calendars know the later version; what all visitors were shown is forgotten at once."""
    event.sequence, event.changed_at = event.sequence + 1, timezone.now()
    event.save()
    transaction.on_commit(pagecache.forget)
    return event


# Again


@transaction.atomic
def copy(event: Event, *, by: User, day: date, at: time | None = None, **facts: Any) -> Event:
    """A draft like this one on another day, led by whoever copies it, and by its other hosts once they agree. Nobody is registered for it."""
    require_no_circle(event)
    new = Event(**{name: getattr(event, name) for name in FACTS}, day=day, made_by=by)
    new.at = at or event.at
    for name, value in facts.items():
        setattr(new, name, value)
    new.settle()
    new.save()
    for text in event.texts.all():
        EventText.objects.create(event=new, **{name: getattr(text, name) for name in ("language", "title", "lead", "about", "access", "provenance")})
    set_languages(new, spoken=event.spoken, interpreted=event.interpreted)
    copy_lists(event, new, by=by)
    return new


def copy_lists(event: Event, new: Event, *, by: User) -> None:
    """Hosts, the running order and what is asked at registration; speakers are asked anew."""
    Host.objects.create(event=new, user=by, by=event.hosts.filter(user=by).values_list("by", flat=True).first() or "")
    Host.objects.bulk_create(Host(event=new, user_id=host.user_id, by=host.by, since=None) for host in event.hosts.exclude(user=by))
    Item.objects.bulk_create(
        Item(event=new, position=item.position, kind=item.kind, minutes=item.minutes, titles=item.titles) for item in event.items.all()
    )
    for asked in event.asked.all():
        new.asked.create(position=asked.position, texts=asked.texts, is_required=asked.is_required)


@transaction.atomic
def repeat(event: Event, *, by: User, weeks: int, number: int) -> Series:
    """Make a series: `number` events in all, every so many weeks at the same hour of the hosts' clock; published, if this one is."""
    require_no_circle(event)
    event = held(event)
    series = event.series or Series.objects.create(weeks=weeks)
    Event.objects.filter(pk=event.pk).update(series=series)
    for day in same_hour(event.day, weeks=weeks, number=number)[1:]:
        new = copy(event, by=by, day=day, series=series)
        Host.objects.filter(event=new, user__in=event.hosts.agreed().values("user")).update(since=timezone.now())
        if not event.is_draft:
            publish(new)
    return series
