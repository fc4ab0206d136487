"""Voting in a poll. Those who vote at once are counted together: one lock, one transaction, one commit, and a constant number of queries for each.

In an anonymous poll it is saved that somebody has voted, and, apart from it, a ballot that leads to nobody: no author, no moment, a random key, and
nothing in feeds or logs but that there is one more. While the poll is open, whoever holds the database itself could still guess from the order of
its pages on the disk; when it closes, ballots are written down anew in the order of their keys (`ballots.shuffle`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from events.actions.polls import ticker
from events.actions.rooms import NoSeat, OnlyReading
from events.models import Ballot, Poll, Registration, Vote, Voted
from hub.groupcommit import GroupCommit


class PollClosed(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This poll has closed, and your vote was not counted."))


class HasVoted(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Your vote is counted already. Nobody can tell which it is, so it cannot be changed."))


class NoAnswer(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Choose an answer first, or write one."))


@dataclass(frozen=True)
class Choice:
    """What somebody answers: options by their keys, or a free text."""

    by: Registration
    options: tuple[int, ...] = ()
    text: str = ""
    language: str = ""


def vote(poll: Poll, *, by: Registration, options: Iterable[int] = (), text: str = "", language: str = "") -> None:
    """Answer a poll. An open vote takes the place of one's earlier one; an anonymous one is there for good.

    ValidationError for whoever may not: NoSeat, OnlyReading, PollClosed, HasVoted, NoAnswer.
    """
    together.do(poll, Choice(by, tuple(sorted(set(options))), text.strip(), language if text.strip() else ""))


@transaction.atomic
def count(poll: Poll, choices: Sequence[Choice]) -> list[ValidationError | None]:
    """Each is counted, or told why not. The poll's row is held, so that it does not close meanwhile."""
    poll = Poll.objects.select_for_update(no_key=True).get(pk=poll.pk)
    desk = Desk(poll, choices)
    answers = [desk.answer(choice) for choice in choices]
    (save_ballots if poll.is_anonymous else save_votes)(poll, list(desk.taken.values()))
    if desk.taken:
        transaction.on_commit(lambda: ticker.soon(poll.pk))
    return answers


class Desk:
    """Where ballots are handed in: three queries for all."""

    def __init__(self, poll: Poll, choices: Sequence[Choice]):
        people = {choice.by.pk for choice in choices}
        self.poll, self.taken = poll, {}
        self.seats = Registration.objects.coming().filter(event=poll.event_id).in_bulk(people)
        self.options = set(poll.options.values_list("pk", flat=True))
        self.voted = set(poll.voted.filter(by__in=people).values_list("by", flat=True)) if poll.is_anonymous else set()

    def answer(self, choice: Choice) -> ValidationError | None:
        if refusal := self.refusal_of(choice):
            return refusal
        self.taken[choice.by.pk] = choice
        if self.poll.is_anonymous:
            self.voted.add(choice.by.pk)

    def refusal_of(self, choice: Choice) -> ValidationError | None:
        seat = self.seats.get(choice.by.pk)
        if seat is None:
            return NoSeat()
        if seat.role == Registration.Role.OBSERVER:
            return OnlyReading()
        if not self.poll.is_open:
            return PollClosed()
        if choice.by.pk in self.voted:
            return HasVoted()
        return None if self.is_right(choice) else NoAnswer()

    def is_right(self, choice: Choice) -> bool:
        if self.poll.is_text:
            return bool(choice.text) and not choice.options
        most = len(self.options) if self.poll.takes_several else 1
        return 1 <= len(choice.options) <= most and self.options.issuperset(choice.options) and not choice.text


def save_votes(poll: Poll, taken: Sequence[Choice]) -> None:
    """Open ones: each in the place of what the same person said before."""
    Vote.objects.filter(poll=poll, by__in=[choice.by.pk for choice in taken]).delete()
    Vote.objects.bulk_create(
        Vote(poll=poll, by=choice.by, slot=option or 0 if poll.takes_several else 0, **facts) for choice in taken for option, facts in said(choice)
    )


def save_ballots(poll: Poll, taken: Sequence[Choice]) -> None:
    """Anonymous ones: who has voted in one order, what was said in another. Several options of one ballot are not kept together either."""
    ballots = [Ballot(poll=poll, **facts) for choice in taken for _option, facts in said(choice)]
    random.SystemRandom().shuffle(ballots)
    Voted.objects.bulk_create(Voted(poll=poll, by=choice.by) for choice in taken)
    Ballot.objects.bulk_create(ballots)


def said(choice: Choice) -> list[tuple[int | None, dict]]:
    if choice.text:
        return [(None, {"text": choice.text, "language": choice.language})]
    return [(option, {"option_id": option}) for option in choice.options]


together = GroupCommit(count)
