"""Making polls, putting them to the room, and showing what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.actions.rooms import NotOpen, hold
from events.models import Ballot, Event, Option, Poll, Room, TextGroup, Vote
from events.models.polls import HallVote
from events.tallies import Ticker
from hub.live.models import Feed


class IsOut(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This poll has been put to the room, so its words stay as they are. Make another one."))


@transaction.atomic
def save_poll(event: Event, *, poll: Poll | None = None, options: Sequence[Mapping[str, str]] = (), steps: int | None = None, **facts) -> Poll:
    """Make a poll, or change one that is prepared. `options` are words by language, in their order; a scale has so many `steps` instead."""
    if poll and Poll.objects.select_for_update(no_key=True).get(pk=poll.pk).state != Poll.State.DRAFT:
        raise IsOut
    position = event.polls.count() if poll is None else poll.position
    saved, _is_new = Poll.objects.update_or_create(pk=poll and poll.pk, defaults={"event": event, "position": position, **facts})
    saved.options.all().delete()
    titles = [{} for _step in range(steps)] if steps else options
    Option.objects.bulk_create(Option(poll=saved, position=number, titles=words) for number, words in enumerate(titles, start=1))
    return saved


@transaction.atomic
def drop(poll: Poll) -> None:
    """Take away one that is prepared."""
    if Poll.objects.select_for_update(no_key=True).get(pk=poll.pk).state != Poll.State.DRAFT:
        raise IsOut
    poll.delete()


def change(poll: Poll, **facts) -> None:
    Poll.objects.filter(pk=poll.pk).update(**facts)
    announce(poll, "poll.changed")


def announce(poll: Poll, kind: str) -> None:
    """Hosts are told the count, the others as much as is shown."""
    for key in (f"hosts:{poll.event_id}", f"room:{poll.event_id}"):
        Feed.objects.append(key, kind, poll=poll.pk)


def held(poll: Poll) -> tuple[Room, Poll]:
    """The room and the poll as they are now. Whoever votes waits for the poll's row too: nobody is counted after it has closed."""
    room = hold(Room.objects.get_or_create(event=poll.event)[0])
    return room, Poll.objects.select_for_update(no_key=True).get(pk=poll.pk)


@transaction.atomic
def open_poll(poll: Poll) -> None:
    """Put it to everybody who is in the room; or again, where open ballots were closed too early. An anonymous one that has closed stays so."""
    room, poll = held(poll)
    if not room.is_alive:
        raise NotOpen
    if poll.state == Poll.State.CLOSED and poll.is_anonymous:
        raise ValidationError(gettext_lazy("An anonymous poll that has closed stays closed: who votes later would stand out. Make another one."))
    if not poll.is_open:
        change(poll, state=Poll.State.OPEN)


@transaction.atomic
def close_poll(poll: Poll) -> None:
    """Nobody votes any more."""
    _room, poll = held(poll)
    if poll.is_open:
        poll.ballots.shuffle()
        change(poll, state=Poll.State.CLOSED)


@transaction.atomic
def show_results(poll: Poll, *, is_shown: bool) -> None:
    """Everybody sees the count, or hosts alone."""
    _room, poll = held(poll)
    change(poll, shown_at=timezone.now() if is_shown else None)


# What hosts add


@transaction.atomic
def enter_from_hall(poll: Poll, *, counts: Mapping[Option, int], texts: Sequence[str] = (), language: str = "", by) -> None:
    """How many in the hall raised their hand for what. Entered again, the new numbers hold; free texts are added."""
    _room, poll = held(poll)
    if poll.state == Poll.State.DRAFT:
        raise ValidationError(gettext_lazy("Put the poll to the room first."))
    for option, count in counts.items():
        facts = {"count": count, "entered_by": by, "entered_at": timezone.now()}
        HallVote.objects.update_or_create(poll=poll, option=option, defaults=facts)
    HallVote.objects.bulk_create(HallVote(poll=poll, text=text, language=language, entered_by=by) for text in texts)
    announce(poll, "poll.voted")


@transaction.atomic
def group_texts(poll: Poll, *, chosen: Mapping[type, Sequence], title: str, language: str) -> None:
    """Put free texts under a heading, made if it is new; without one they stand for themselves again. `chosen` are keys by Vote, Ballot, HallVote."""
    held(poll)
    group = TextGroup.objects.get_or_create(poll=poll, title=title, defaults={"language": language})[0] if title else None
    for model in (Vote, Ballot, HallVote):
        model.objects.filter(poll=poll, option=None, pk__in=chosen.get(model, ())).update(group=group)
    TextGroup.objects.filter(poll=poll, votes=None, ballots=None, hallvotes=None).delete()
    announce(poll, "poll.voted")


# The count


@transaction.atomic
def tell_count(poll_pk: int, _whats: set) -> None:
    if poll := Poll.objects.filter(pk=poll_pk).first():
        announce(poll, "poll.voted")


def tell_counts() -> None:
    """Of all polls that are open, should a process have died before it told."""
    for poll in Poll.objects.open():
        with transaction.atomic():
            announce(poll, "poll.voted")


ticker = Ticker(tell_count)
