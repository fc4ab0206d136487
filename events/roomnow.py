"""What everybody in a room is shown alike, read once for all who come in the same moment: five hundred of them load the page together.

Nothing of one reader is here: what they voted for, whom they hide, and what hosts alone see, their own page reads.
"""

from __future__ import annotations

import time
from functools import cached_property

from django.utils.translation import get_language

from events.counts import Counted, counted
from events.feeds import came_of, rooms_by_id
from events.models import Challenge, Event, GroupRound, Hand, Item, Poll, Question, Room, RoomMessage
from events.models.rooms import coarse
from hub.shared import shared

LIFETIME = 1.0  # seconds, for what is not told in the room's feed: who is here, and what hosts change on their desk
MOST_SHOWN = 100  # messages on the page
NOTHING = Counted({}, {}, alone=0, voted=0)


class RoomNow:
    """The room's rows as of an event of its feeds, or newer, in one language. They are read when first needed, and nobody changes them."""

    def __init__(self, room: Room):
        self.room = room
        self.until = time.monotonic() + LIFETIME

    @cached_property
    def event(self) -> Event:
        return Event.objects.prefetch_related("texts").get(pk=self.room.pk)

    @cached_property
    def numbers(self) -> dict:
        return rooms_by_id([self.room.pk])[self.room.pk]

    @cached_property
    def here(self) -> tuple[int, bool]:
        return coarse(self.room.presences.here().count())

    @cached_property
    def messages(self) -> list[RoomMessage]:
        newest = self.room.messages.select_related("by__user", "by__guest").order_by("-seq")[:MOST_SHOWN]
        return sorted(newest, key=lambda message: message.seq)

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.room.questions.shown().with_votes().sorted())

    @cached_property
    def challenges(self) -> list[Challenge]:
        """With their answers, and the mark by which a page sees that they changed."""
        found = list(self.event.challenges.shown().with_votes().prefetch_related("adoptions__seat").sorted())
        for challenge in found:
            challenge.came = came_of(challenge)
            challenge.answers = [one for one in challenge.adoptions.all() if one.answered_at]
        return found

    @cached_property
    def hands(self) -> list[Hand]:
        return list(Hand.objects.up().filter(room=self.room))

    @cached_property
    def items(self) -> list[Item]:
        return list(self.event.items.select_related("speaker"))

    @cached_property
    def rounds(self) -> list[GroupRound]:
        """Without those that are prepared."""
        return list(self.event.group_rounds.out())

    @cached_property
    def polls(self) -> list[tuple[Poll, Counted]]:
        """The newest first; those that are prepared as well."""
        found = reversed(self.event.polls.prefetch_related("options", "groups"))
        return [(poll, NOTHING if poll.state == Poll.State.DRAFT else counted(poll)) for poll in found]


class Place:
    """A room in this process: what was read of it last, and as of which of its events."""

    def __init__(self):
        self.now, self.seqs = None, None

    def at(self, room: Room, seqs: dict[str, int]) -> RoomNow:
        if self.seqs != seqs or self.now.until < time.monotonic():
            self.now, self.seqs = RoomNow(room), seqs
        return self.now


def now_in(request, room: Room, seqs: dict[str, int]) -> RoomNow:
    return shared(request, ("room", room.pk, get_language()), Place).at(room, seqs)
