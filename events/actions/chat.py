"""Saying something in a room. What several say at once is checked and saved together: one lock, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from entrepreneurs.actions.saying import TooFast
from entrepreneurs.actions.silences import Silenced
from entrepreneurs.models import Silence
from events.actions.rooms import hold, refusal_of
from events.models import Registration, Room, RoomMessage
from hub import limits
from hub.groupcommit import GroupCommit
from hub.live.models import Feed


@dataclass(frozen=True)
class Words:
    """What somebody wants to say."""

    by: Registration
    client_id: UUID
    body: str
    language: str

    @property
    def name(self) -> tuple[int, UUID]:
        return self.by.pk, self.client_id


def say(room: Room, **facts) -> RoomMessage:
    """Say something (Words). Said again with the same `client_id`, it is the message already there.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced, TooFast.
    """
    return together.do(room, Words(**facts))


@transaction.atomic
def say_all(room: Room, everything: Sequence[Words]) -> list[RoomMessage | ValidationError]:
    """The messages with their numbers, in the order in which they were given. The feed is held until the commit, so everybody reads one order."""
    numbers = Feed.objects.take_numbers(room.feed_key, len(everything))
    found = Found(room, everything)
    answers = found.said | {words.name: refusal for words in found.new if (refusal := found.refusal_of(words))}
    new = [words for words in found.new if words.name not in answers]
    if unused := len(everything) - len(new):
        Feed.objects.give_back(room.feed_key, unused)
    answers |= save(found.room, dict(zip(numbers, new, strict=False)))
    return [answers[words.name] for words in everything]


class Found:
    """The room as those find it who want to say something; four queries for all of them."""

    def __init__(self, room: Room, everything: Sequence[Words]):
        authors = {words.by.pk for words in everything}
        known = room.messages.filter(by__in=authors, client_id__in={words.client_id for words in everything})
        self.said = {(message.by_id, message.client_id): message for message in known}
        self.new = {words.name: words for words in everything if words.name not in self.said}.values()
        self.room = room
        if self.new:
            self.room = Room.objects.select_related("event").get(pk=room.pk)
            self.seats = Registration.objects.coming().filter(event=room.pk).select_related("user", "guest").in_bulk(authors)
            self.silences = {one.user_id: one for one in Silence.objects.current().filter(user__event_registrations__in=authors)}

    def refusal_of(self, words: Words) -> ValidationError | None:
        seat = self.seats.get(words.by.pk)
        if refusal := refusal_of(self.room, seat):
            return refusal
        if seat.user_id in self.silences:
            return Silenced(self.silences[seat.user_id].until)
        try:
            spend(seat)
        except TooFast as refusal:
            return refusal


def spend(seat: Registration) -> None:
    """Whatever somebody says or asks in a room counts together, so that the count tells nobody what it was."""
    limits.spend(f"words-of-{seat.pk}", most=settings.MESSAGES_A_MINUTE, seconds=60, refusal=TooFast)


def save(room: Room, numbered: dict[int, Words]) -> dict[tuple[int, UUID], RoomMessage]:
    """Each of them under its number, by name."""
    if not numbered:
        return {}
    messages = RoomMessage.objects.bulk_create(
        RoomMessage(room=room, by=words.by, client_id=words.client_id, seq=seq, body=words.body, language=words.language)
        for seq, words in numbered.items()
    )
    Feed.objects.record(room.feed_key, "message.said", {message.seq: {"message": message.pk} for message in messages})
    return {numbered[message.seq].name: message for message in messages}


@transaction.atomic
def remove(message: RoomMessage) -> None:
    """A host takes away what somebody said. That something was said stays."""
    hold(message.room)
    RoomMessage.objects.filter(pk=message.pk, removed_at=None).update(body="", removed_at=timezone.now())
    Feed.objects.append(message.room.feed_key, "message.removed", message=message.pk)


together = GroupCommit(say_all)
