"""After an event: asking those who came how it was, what they answer, and what hosts did about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events import letters
from events.actions.hosts import in_own_language
from events.models import Event, EventFeedback, Followed, Registration, State
from hub import notices, pagecache

ASKED_AFTER = timedelta(days=1)  # since its end: at an hour at which people were awake
ASKED_UNTIL = timedelta(days=7)  # later, nobody remembers


class NothingToSay(ValidationError):
    """Who was not there, or before it is over, has nothing to say of it."""


@transaction.atomic
def give_feedback(seat: Registration, *, rating: int | None, helped: str, missing: str, language: str) -> EventFeedback:
    """What somebody says of an event where they were; said again, it takes the place of what they said before."""
    if not Registration.objects.who_came().filter(pk=seat.pk, event__ends_at__lte=timezone.now(), event__state=State.PUBLISHED).exists():
        raise NothingToSay(_("You can say how it was once it is over, if you had a seat."))
    said = {"rating": rating, "helped": helped, "missing": missing, "language": language, "given_at": timezone.now()}
    given, _is_new = EventFeedback.objects.update_or_create(registration=seat, defaults=said | {"event_id": seat.event_id})
    if seat.user:
        notices.close(seat.user, "event_feedback", about=f"event:{seat.event_id}")
    return given


def take_back_feedback(seat: Registration) -> None:
    EventFeedback.objects.filter(registration=seat).delete()


def ask_for_feedback() -> None:
    """Of all that ended a day ago and longer; each once. Circles write a log instead."""
    now = timezone.now()
    due = Event.objects.filter(circle_meeting=None, state=State.PUBLISHED, asked_back_at=None, ends_at__range=(now - ASKED_UNTIL, now - ASKED_AFTER))
    for event in due:
        ask_those_who_came(event, now)


@transaction.atomic
def ask_those_who_came(event: Event, now: datetime) -> None:
    """Whoever notes it first asks: once, however many look. Who has said it already is not asked."""
    if Event.objects.filter(pk=event.pk, asked_back_at=None).update(asked_back_at=now):
        for seat in event.registrations.who_came().filter(feedback=None).select_related("user", "guest"):
            if seat.user:
                notices.give(seat.user, "event_feedback", about=f"event:{event.pk}")
            else:
                letters.send_news(seat.guest, "feedback", event=event, to="feedback")


@transaction.atomic
def set_followed(event: Event, *, rows: Iterable[Mapping[str, Any]]) -> None:
    """Exactly these, in this order, in the event's own language; translations of what is said otherwise now are out of date, and go."""
    known = {one.pk: one for one in event.followed.all()}
    for position, row in enumerate(rows, start=1):
        one = known.pop(row["id"], None) or Followed(event=event)
        one.position = position
        one.saids = in_own_language(one.saids, row["said"], language=event.language)
        one.dids = in_own_language(one.dids, row["did"], language=event.language) if row["did"] else {}
        one.save()
    Followed.objects.filter(pk__in=known).delete()
    transaction.on_commit(pagecache.forget)
