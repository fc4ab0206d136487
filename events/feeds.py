"""The feeds of guests and of rooms: who may follow them, and what is told there of the rows that events name."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from django.db.models import Count, Q

from events.counts import counted
from events.guests import guest_in
from events.models import Challenge, Guest, Hand, Poll, Question, Registration, Room, RoomMessage
from events.models.rooms import author_of
from hub.live import registry
from hub.live.registry import Row


def messages_by_id(keys: Iterable[int]) -> dict[int, Row]:
    found = RoomMessage.objects.filter(pk__in=keys).select_related("by__user", "by__guest")
    return {message.pk: message_as_json(message) for message in found}


def message_as_json(message: RoomMessage) -> Row:
    return {
        "id": message.pk,
        "seq": message.seq,
        **author_of(message.by),
        "is_host": message.by is not None and message.by.role == Registration.Role.HOST,
        "client_id": message.client_id,
        "body": message.body,
        "language": message.language,
        "created_at": message.created_at,
        "is_removed": message.removed_at is not None,
    }


def questions_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """What everybody sees; one that is held, or was not let through, is told as not there."""
    return questions_as_json(Question.objects.shown().filter(pk__in=keys))


def all_questions_by_id(keys: Iterable[int]) -> dict[int, Row]:
    return questions_as_json(Question.objects.filter(pk__in=keys))


def questions_as_json(found) -> dict[int, Row]:
    return {question.pk: question_as_json(question) for question in found.with_votes()}


def question_as_json(question: Question) -> Row:
    """Of an anonymous one there is no author to tell; the name under which the browser sent it is told of none."""
    return {
        "id": question.pk,
        **author_of(question.by),
        "is_anonymous": question.is_anonymous,
        "body": question.body,
        "language": question.language,
        "state": question.state,
        "is_pinned": question.is_pinned,
        "votes": question.votes,
        "answer": question.answer,
        "answer_language": question.answer_language,
    }


def challenges_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """One that is hidden, or has become part of another, is told as not there."""
    found = Challenge.objects.shown().filter(pk__in=keys).with_votes().prefetch_related("adoptions")
    return {challenge.pk: challenge_as_json(challenge) for challenge in found}


def challenge_as_json(challenge: Challenge) -> Row:
    """Who has answered is not told here: `came` is another mark as soon as it has changed, and a page asks then for what it shows its reader."""
    raised = {"author": challenge.user_id, "by": challenge.seat_id, "name": challenge.who.name if challenge.who else ""}
    words = {"title": challenge.title, "body": challenge.body, "language": challenge.language}
    return {"id": challenge.pk, **raised, **words, "state": challenge.state, "votes": challenge.votes, "came": came_of(challenge)}


def came_of(challenge: Challenge) -> int:
    """0 as long as nobody was asked for an answer and nobody gave one."""
    came = [(one.pk, one.answered_at, one.name, one.organisation, one.text) for one in challenge.adoptions.all()]
    return crc32(repr(came).encode()) if came else 0


def hands_by_id(keys: Iterable[int]) -> dict[int, Row]:
    return {hand.pk: hand_as_json(hand) for hand in Hand.objects.filter(pk__in=keys).select_related("by__user", "by__guest")}


def hand_as_json(hand: Hand) -> Row:
    facts = {"raised_at": hand.raised_at, "has_word": hand.called_at is not None, "is_down": hand.done_at is not None}
    return {"id": hand.pk, **author_of(hand.by), **facts}


def rooms_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """How each stands, and how many of its questions are held, answered and pinned."""
    numbers = {
        "held": Count("questions", Q(questions__state=Question.State.HELD)),
        "answered": Count("questions", Q(questions__state=Question.State.ANSWERED)),
        "pinned": Count("questions", Q(questions__is_pinned=True)),
    }
    return {room.pk: room_as_json(room) for room in Room.objects.filter(pk__in=keys).select_related("event").annotate(**numbers)}


def room_as_json(room: Room) -> Row:
    standing = {"is_open": room.is_open, "is_closed": room.is_closed, "is_rehearsal": room.is_rehearsal}
    numbers = {"held": room.held, "answered": room.answered, "pinned": room.pinned}
    return {"id": room.pk, **standing, **numbers, "item": room.item_id, "holds_questions": room.holds_questions}


def polls_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """As everybody sees them: a prepared one not at all, the count only when a host has shown it."""
    return {poll.pk: poll_as_json(poll, shows=poll.shown_at is not None) for poll in Poll.objects.out().filter(pk__in=keys)}


def all_polls_by_id(keys: Iterable[int]) -> dict[int, Row]:
    return {poll.pk: poll_as_json(poll, shows=True) for poll in Poll.objects.filter(pk__in=keys)}


def poll_as_json(poll: Poll, *, shows: bool) -> Row:
    count = counted(poll)
    facts = {"id": poll.pk, "state": poll.state, "is_shown": poll.shown_at is not None, "voted": count.voted}
    return facts | (count.as_json() if shows else {})


registry.recognise(guest_in)
registry.register(
    "guest",
    visible=lambda who: Guest.objects.filter(pk=who.pk) if registry.is_guest(who) else Guest.objects.none(),
    revoking={"session.ended"},
    for_guests=True,
)
registry.register(
    "room",
    visible=Room.objects.visible_to,
    tables={
        "room": rooms_by_id,
        "message": messages_by_id,
        "question": questions_by_id,
        "challenge": challenges_by_id,
        "hand": hands_by_id,
        "poll": polls_by_id,
    },
    revoking={"seat.ended", "room.hidden"},
    for_guests=True,
)
registry.register(
    "hosts",
    visible=Room.objects.led_by,
    tables={"question": all_questions_by_id, "poll": all_polls_by_id},
    revoking={"host.left"},
)
