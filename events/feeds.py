"""The feeds of guests and of rooms: who may follow them, and what is told there of the rows that events name."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from django.db.models import Count, Q

from events.counts import counted
from events.guests import guest_in
from events.models import Challenge, Group, GroupRound, Guest, Hand, Poll, Question, Registration, Room, RoomMessage
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


def rounds_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """As everybody sees them: who is in which group is told in numbers, and what groups report once they report back. Two queries."""
    rounds = {round_.pk: round_ for round_ in GroupRound.objects.out().filter(pk__in=keys)}
    groups = Group.objects.filter(round__in=rounds).annotate(size=Count("members"))
    rows = {pk: round_as_json(round_) for pk, round_ in rounds.items()}
    for group in groups.order_by("number"):
        shows = rounds[group.round_id].shows_reports
        told = {"report": group.report, "language": group.report_language, "version": group.report_version} if shows else {}
        rows[group.round_id]["groups"][group.pk] = {"size": group.size, "has_report": bool(group.report)} | told
    return rows


def round_as_json(round_: GroupRound) -> Row:
    return {"id": round_.pk, "state": round_.state, "ends_at": round_.ends_at, "shown": round_.shown_id, "groups": {}}


def groups_by_id(keys: Iterable[int]) -> dict[int, Row]:
    """As those see them who are in them, lead the room, or observe. A text belongs to the group: no author is told."""
    return {group.pk: group_as_json(group) for group in Group.objects.filter(pk__in=keys).annotate(size=Count("members"))}


def group_as_json(group: Group) -> Row:
    note = {"note": group.note, "note_version": group.note_version}
    report = {"report": group.report, "report_language": group.report_language, "report_version": group.report_version}
    return {"id": group.pk, "size": group.size, "video": group.video, **note, **report}


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
        "round": rounds_by_id,
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
registry.register(
    "group",
    visible=Group.objects.visible_to,
    tables={"group": groups_by_id},
    revoking={"group.left"},
    for_guests=True,
)
