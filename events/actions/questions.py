"""Asking in a room, and voting for what others ask. An anonymous question is saved without anything that leads to whoever asked it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.actions.chat import spend
from events.actions.rooms import hold, refusal_of, require_part
from events.models import Question, QuestionVote, Registration, Room
from events.tallies import Ticker
from hub.groupcommit import GroupCommit
from hub.live.models import Feed


class NotShown(ValidationError):
    """The question is not, or not any more, one that everybody sees."""

    def __init__(self):
        super().__init__(gettext_lazy("This question is not shown any more."))


@transaction.atomic
def ask(room: Room, *, by: Registration, body: str, language: str, client_id: UUID, is_anonymous: bool = False) -> Question:
    """Ask something. Asked again with the same `client_id`, it is the question already there. It waits for a host, if hosts want it so.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced, TooFast.
    """
    room = hold(room)
    if known := room.questions.filter(client_id=client_id).first():
        return known
    seat = require_part(room, by)
    spend(seat)
    state = Question.State.HELD if room.holds_questions else Question.State.OPEN
    whose = {"by": None, "asked_at": None} if is_anonymous else {"by": seat, "asked_at": timezone.now()}
    facts = {"body": body, "language": language, "client_id": client_id, "is_anonymous": is_anonymous, "state": state}
    question = room.questions.create(**facts, **whose)
    announce(room, question, "question.asked")
    return question


def announce(room: Room, question: Question, kind: str, *, was_shown: bool = False) -> None:
    """Hosts are told of every question, the others of what they see; and everybody how many are held, answered and pinned."""
    Feed.objects.append(room.hosts_key, kind, question=question.pk)
    Feed.objects.append(room.feed_key, kind, room=room.pk, **({"question": question.pk} if question.is_shown or was_shown else {}))


def change(question: Question, **facts) -> None:
    room = hold(question.room)
    was_shown = Question.objects.get(pk=question.pk).is_shown
    Question.objects.filter(pk=question.pk).update(**facts)
    announce(room, Question.objects.get(pk=question.pk), "question.changed", was_shown=was_shown)


# What hosts do with them


@transaction.atomic
def let_through(question: Question) -> None:
    """Everybody sees it; also one that was dismissed, or answered too early."""
    change(question, state=Question.State.OPEN)


@transaction.atomic
def dismiss(question: Question) -> None:
    change(question, state=Question.State.DISMISSED, is_pinned=False)


@transaction.atomic
def pin(question: Question, *, is_pinned: bool) -> None:
    if is_pinned and not Question.objects.shown().filter(pk=question.pk).exists():
        raise NotShown
    change(question, is_pinned=is_pinned)


@transaction.atomic
def answer(question: Question, *, text: str = "", language: str = "") -> None:
    """It is answered: aloud, or here in writing as well."""
    change(question, state=Question.State.ANSWERED, answer=text, answer_language=language if text else "")


# Votes


@dataclass(frozen=True)
class Wish:
    """That somebody's vote for a question is there, or is not."""

    question: int
    by: Registration
    is_up: bool


def vote(question: Question, *, by: Registration, is_up: bool = True) -> None:
    """Say that one would like to hear the answer too, or take it back. Said twice, it is one vote.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, NotShown.
    """
    together.do(question.room, Wish(question.pk, by, is_up))


@transaction.atomic
def count(room: Room, wishes: Sequence[Wish]) -> list[ValidationError | None]:
    """All of them in four queries, and in their order: of two by the same person the later one holds."""
    room = Room.objects.select_related("event").get(pk=room.pk)
    seats = Registration.objects.coming().filter(event=room.pk).in_bulk({wish.by.pk for wish in wishes})
    shown = set(room.questions.shown().filter(pk__in={wish.question for wish in wishes}).values_list("pk", flat=True))
    answers = [refusal_of(room, seats.get(wish.by.pk)) or (None if wish.question in shown else NotShown()) for wish in wishes]
    last = {(wish.question, wish.by.pk): wish.is_up for wish, refusal in zip(wishes, answers, strict=True) if not refusal}
    new = [QuestionVote(question_id=question, by_id=by) for (question, by), is_up in last.items() if is_up]
    QuestionVote.objects.bulk_create(new, ignore_conflicts=True)
    gone = [Q(question=question, by=by) for (question, by), is_up in last.items() if not is_up]
    if gone:
        QuestionVote.objects.filter(reduce(or_, gone)).delete()
    if last:
        counted = {question for question, _by in last}
        transaction.on_commit(lambda: ticker.soon(room.feed_key, *counted))
    return answers


@transaction.atomic
def tell_votes(feed_key: str, questions: set[int]) -> None:
    """How many votes each of them has now."""
    for question in sorted(questions):
        Feed.objects.append(feed_key, "question.voted", question=question)


together = GroupCommit(count)
ticker = Ticker(tell_votes)
