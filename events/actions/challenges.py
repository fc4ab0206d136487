"""Raising challenges and upvoting them; and what hosts and moderators decide about them. Merging stands in merging.py."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from events.actions import chat, rooms
from events.models import Challenge, ChallengeVote, Event, Registration, Room
from events.models.challenges import whose
from events.tallies import Ticker
from hub import limits, pagecache
from hub.live.models import Feed
from hub.models import Programme

MOST_A_DAY = 10
State = Challenge.State


class NotTaken(ValidationError):
    """It is hidden, closed, or part of another one by now."""

    def __init__(self):
        super().__init__(gettext_lazy("This challenge is closed, or part of another one by now. Look at the list anew."))


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That was a lot in a day. Your text is still here: come back with it tomorrow."))


class OverAlready(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This event is over. You can raise the challenge on the board."))


def named(by: User | Registration) -> dict[str, User | Registration]:
    """Whoever has an account is known by it, and a guest by their seat."""
    if isinstance(by, Registration):
        return {"user": by.user} if by.user_id else {"seat": by}
    return {"user": by}


# Raising


@transaction.atomic
def raise_challenge(
    user: User, *, title: str, body: str, language: str, client_id: UUID, where: str = "", programme: Programme | None = None
) -> Challenge:
    """On the board, for everybody to read. Sent again with the same `client_id`, it is the challenge already there.

    ValidationError for whoever may not: Silenced, TooMany.
    """
    if known := Challenge.objects.filter(user=user, client_id=client_id).first():
        return known
    require_voice(user)
    limits.spend(f"challenges-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    facts = {"title": title, "body": body, "language": language, "where": where, "programme": programme}
    return announced(Challenge.objects.get_or_create(user=user, client_id=client_id, defaults=facts)[0])


@transaction.atomic
def raise_before(event: Event, *, by: Registration, title: str, body: str, language: str, client_id: UUID) -> Challenge:
    """Whoever has a seat says beforehand what the event should talk about.

    ValidationError for whoever may not: NoSeat, OnlyReading, OverAlready, Silenced, TooFast.
    """
    seat = Registration.objects.coming().filter(pk=by.pk, event=event.pk).select_related("user", "guest").first()
    if seat is None:
        raise rooms.NoSeat
    if seat.role == Registration.Role.OBSERVER:
        raise rooms.OnlyReading
    if event.is_over or event.is_cancelled:
        raise OverAlready
    if seat.user:
        require_voice(seat.user)
    return raised(event, seat, title=title, body=body, language=language, client_id=client_id)


@transaction.atomic
def raise_in(room: Room, *, by: Registration, title: str, body: str, language: str, client_id: UUID) -> Challenge:
    """In the room. A rehearsal is wiped and a challenge stays, so none is raised there.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced, TooFast.
    """
    room = rooms.hold(room)
    seat = rooms.require_part(room, by)
    if not room.is_open:
        raise rooms.NotOpen
    return raised(room.event, seat, title=title, body=body, language=language, client_id=client_id)


def raised(event: Event, seat: Registration, *, client_id: UUID, **words: str) -> Challenge:
    """The challenge, with its event's place and programme; already there, it is as it was."""
    if known := Challenge.objects.filter(**named(seat), client_id=client_id).first():
        return known
    chat.spend(seat)
    facts = {"event": event, "where": event.where, "programme": event.programme, **words}
    return announced(Challenge.objects.get_or_create(**named(seat), client_id=client_id, defaults=facts)[0])


# How a change is made and told


def room_of(challenge: Challenge) -> Room | None:
    return Room.objects.filter(event=challenge.event_id).select_related("event").first() if challenge.event_id else None


def held(challenge: Challenge) -> Challenge:
    """As it is now. Nothing else happens to it until the transaction ends; its room is held before it."""
    if room := room_of(challenge):
        rooms.hold(room)
    return Challenge.objects.select_for_update(no_key=True).get(pk=challenge.pk)


def still_open(challenge: Challenge) -> Challenge:
    found = held(challenge)
    if not found.takes_part:
        raise NotTaken
    return found


def announced(challenge: Challenge) -> Challenge:
    """Its room is told, and what visitors were shown is forgotten."""
    if room := room_of(challenge):
        Feed.objects.append(room.feed_key, "challenge.changed", challenge=challenge.pk)
    transaction.on_commit(pagecache.forget)
    return challenge


def settle(challenge: Challenge) -> Challenge:
    """How it stands follows from what has come of it, unless hosts or moderators have decided otherwise."""
    if challenge.state not in Challenge.SETTLED:
        challenge.state = state_of(challenge)
        challenge.save(update_fields=["state"])
    return announced(challenge)


def state_of(challenge: Challenge) -> State:
    steps = set(challenge.steps.exclude(state="dropped").values_list("state", flat=True))
    if steps:
        return State.DONE if steps == {"done"} else State.PLANNED
    return State.ADOPTED if challenge.adoptions.answered().exists() else State.OPEN


# Votes


def vote(challenge: Challenge, *, by: User | Registration, is_up: bool = True) -> None:
    """Say that one has it too, or take it back. Said twice, it is one vote. Raises NotTaken."""
    with transaction.atomic():
        found = Challenge.objects.select_for_update(no_key=True).get(pk=challenge.pk)
        if not found.takes_part:
            raise NotTaken
        mine = found.upvotes.filter(whose(by.who if isinstance(by, Registration) else by))
        if not is_up:
            mine.delete()
        elif not mine.exists():
            ChallengeVote.objects.create(challenge=found, **named(by))
        room = room_of(found)
        transaction.on_commit(lambda: ticker.soon(room.feed_key if room else "", found.pk))


@transaction.atomic
def vote_in(room: Room, challenge: Challenge, *, by: Registration, is_up: bool = True) -> None:
    """In the room; raises NoSeat, OnlyReading and NotOpen as well."""
    seat = Registration.objects.coming().filter(pk=by.pk, event=room.pk).select_related("user", "guest").first()
    if refusal := rooms.refusal_of(room, seat):
        raise refusal
    vote(challenge, by=seat, is_up=is_up)


@transaction.atomic
def tell_votes(feed_key: str, challenges: set[int]) -> None:
    for challenge in sorted(challenges if feed_key else ()):
        Feed.objects.append(feed_key, "challenge.voted", challenge=challenge)
    transaction.on_commit(pagecache.forget)


ticker = Ticker(tell_votes)


# What hosts and moderators decide


def change(challenge: Challenge, **facts) -> Challenge:
    found = held(challenge)
    Challenge.objects.filter(pk=found.pk).update(**facts)
    found.refresh_from_db()
    return announced(found)


@transaction.atomic
def hide(challenge: Challenge) -> None:
    """Only hosts and moderators see it."""
    change(challenge, state=State.HIDDEN)


@transaction.atomic
def close(challenge: Challenge) -> None:
    """It is not taken further. It stays readable."""
    change(challenge, state=State.CLOSED)


@transaction.atomic
def open_again(challenge: Challenge) -> None:
    """One that was hidden or closed is as what has come of it says."""
    settle(change(challenge, state=State.OPEN))


@transaction.atomic
def make_public(challenge: Challenge, *, is_public: bool) -> None:
    """Hosts put a challenge of an event by invitation on the board, or take it off."""
    change(challenge, is_public=is_public)


def forget(challenges: Iterable[Challenge]) -> None:
    """The words of those who raised them go. Where others have answered, planned or begun something, what they wrote stays."""
    for challenge in challenges:
        rests = challenge.adoptions.answered().exists() or challenge.ventures.exists() or challenge.steps.exists()
        if not (rests or challenge.parts.exists()):
            announced(challenge)
            challenge.delete()
            continue
        change(challenge, user=None, seat=None, title="", body="")
