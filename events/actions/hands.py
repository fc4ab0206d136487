"""Hands, and the speakers' queue."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from events.actions.rooms import hold, require_part
from events.models import Hand, Registration, Room
from hub.live.models import Feed


def announce(room: Room, *hands: int) -> None:
    for hand in hands:
        Feed.objects.append(room.feed_key, "hand.changed", hand=hand)


@transaction.atomic
def raise_hand(room: Room, *, by: Registration) -> Hand:
    """Ask for the word. Whoever has their hand up already keeps their place.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced.
    """
    room = hold(room)
    hand, is_new = Hand.objects.get_or_create(room=room, by=require_part(room, by), done_at=None)
    if is_new:
        announce(room, hand.pk)
    return hand


@transaction.atomic
def lower_hand(room: Room, *, by: Registration) -> None:
    """Leave the queue; one that is down stays down."""
    room = hold(room)
    end(room, room.hands.filter(by=by, done_at=None))


def end(room: Room, hands) -> None:
    ended = list(hands.values_list("pk", flat=True))
    Hand.objects.filter(pk__in=ended).update(done_at=timezone.now())
    announce(room, *ended)


@transaction.atomic
def give_word(hand: Hand) -> None:
    """One speaks at a time: whoever had the word has spoken."""
    room = hold(hand.room)
    end(room, room.hands.filter(done_at=None, called_at__isnull=False).exclude(pk=hand.pk))
    if Hand.objects.filter(pk=hand.pk, done_at=None, called_at=None).update(called_at=timezone.now()):
        announce(room, hand.pk)


@transaction.atomic
def mark_done(hand: Hand) -> None:
    """They have spoken, or have gone."""
    room = hold(hand.room)
    end(room, room.hands.filter(pk=hand.pk, done_at=None))
