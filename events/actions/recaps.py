"""Recaps: drafted when an event is over, gone over by its hosts, published."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.drafting import draft
from events.models import Event, Recap, RecapText, State
from events.models.rooms import AFTER
from hub import notices, pagecache
from hub.models import Provenance

LOOKED_BACK = timedelta(days=14)  # over what is longer ago nothing is drafted by itself


class NotOverYet(ValidationError):
    """What has not begun has nothing to tell."""


@transaction.atomic
def make_draft(event: Event) -> Recap:
    """In the event's language, in place of what stood there. A recap that is published stays so."""
    if not event.has_begun:
        raise NotOverYet(_("There can be a recap once it has begun."))
    recap, _is_new = Recap.objects.get_or_create(event=event)
    RecapText.objects.update_or_create(recap=recap, language=event.language, defaults={"text": draft(event), "provenance": Provenance.ORIGINAL})
    Recap.objects.filter(pk=recap.pk).update(drafted_at=timezone.now())
    transaction.on_commit(pagecache.forget)
    return recap


@transaction.atomic
def write(recap: Recap, *, language: str, text: str, provenance: str = Provenance.ORIGINAL) -> RecapText:
    said, _is_new = RecapText.objects.update_or_create(recap=recap, language=language, defaults={"text": text, "provenance": provenance})
    transaction.on_commit(pagecache.forget)
    return said


@transaction.atomic
def publish(recap: Recap) -> None:
    """For all who see the event; said again, it stays the first day."""
    Recap.objects.filter(pk=recap.pk, published_at=None).update(published_at=timezone.now())
    for host in recap.event.hosts.agreed().select_related("user"):
        notices.close(host.user, "event_recap", about=f"event:{recap.event_id}")
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def take_back(recap: Recap) -> None:
    """Hosts alone see it from now on."""
    Recap.objects.filter(pk=recap.pk).update(published_at=None)
    transaction.on_commit(pagecache.forget)


def draft_recaps() -> None:
    """Of every event whose room has closed, but for circles', which write a log; hosts are told that there is something to go over."""
    now = timezone.now()
    over = Event.objects.filter(
        circle_meeting=None, state=State.PUBLISHED, recap=None, room__isnull=False, ends_at__range=(now - LOOKED_BACK, now - AFTER)
    )
    for event in over:
        with transaction.atomic():
            make_draft(event)
            for host in event.hosts.agreed().select_related("user"):
                notices.give(host.user, "event_recap", about=f"event:{event.pk}")
