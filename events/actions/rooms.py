"""A room's own changes: who enters it, when it opens and closes, what is on now. Each is whole or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from events.models import Event, GroupMember, GroupRound, Item, Poll, Presence, Registration, Room, State, Vote, Voted
from events.models.polls import Ballot, HallVote, TextGroup
from events.signals import attended
from hub.live.models import Feed

BEAT = timedelta(seconds=50)  # within which one's page may say again that one is here, and nothing is written


class NotOpen(ValidationError):
    """The room is not open: not yet, or not any more."""

    def __init__(self):
        super().__init__(gettext_lazy("The room is not open now. What was said stays readable, and your text is still here."))


class NoSeat(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You have no seat at this event any more. Register again, if there are seats left."))


class OnlyReading(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You are here as an observer: you can read everything, and the others speak."))


class CannotOpen(ValidationError):
    """The event is over, cancelled, or not published."""


class CannotRehearse(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("The room has opened for everybody. A rehearsal is for the time before."))


def hold(room: Room) -> Room:
    """The room as it is now. Nothing else happens in it until the transaction ends; its feeds are always taken in this order."""
    for key in (room.hosts_key, room.feed_key):
        Feed.objects.hold(key)
    return Room.objects.select_related("event").get(pk=room.pk)


def announce(room: Room) -> None:
    """Everybody inside is told how the room stands."""
    Feed.objects.append(room.feed_key, "room.changed", room=room.pk)


def require_part(room: Room, seat: Registration) -> Registration:
    """The seat as it is now; raises for whoever may not take part in the room at this moment. Two queries."""
    now = Registration.objects.coming().filter(pk=seat.pk, event=room.pk).select_related("user", "guest").first()
    if refusal := refusal_of(room, now):
        raise refusal
    if now.user:
        require_voice(now.user)
    return now


def refusal_of(room: Room, seat: Registration | None) -> ValidationError | None:
    """Why whoever has this seat may do nothing here now."""
    if seat is None:
        return NoSeat()
    if seat.role == Registration.Role.OBSERVER:
        return OnlyReading()
    is_host = seat.role == Registration.Role.HOST
    return None if room.is_open or (room.is_rehearsal and is_host) else NotOpen()


# Entering


def enter(event: Event, *, who) -> Presence:
    """Somebody comes into the room, which is made when the first one does. Hosts take up no seat."""
    is_host = Event.objects.hosted_by(who).filter(pk=event.pk).exists()
    seats = Registration.objects.of(who).coming()
    presence = Presence.objects.filter(registration__in=seats, room=event.pk).select_related("registration", "room").first()
    if presence is None or (is_host and presence.registration.role != Registration.Role.HOST):
        presence = come_in(event, who, is_host=is_host)
    presence.room.event, presence.leads = event, is_host
    return presence


@transaction.atomic
def come_in(event: Event, who, *, is_host: bool) -> Presence:
    """For the first time, or the first time as a host."""
    room = Room.objects.get_or_create(event=event)[0]
    seat = host_seat(event, who) if is_host else Registration.objects.of(who).coming().get(event=event)
    presence = Presence.objects.get_or_create(registration=seat, defaults={"room": room})[0]
    presence.registration, presence.room = seat, room
    return presence


def host_seat(event: Event, user) -> Registration:
    facts = {"role": Registration.Role.HOST, "state": Registration.State.COMING, "waiting_since": None, "offered_until": None}
    seat, is_new = Registration.objects.get_or_create(event=event, user=user, defaults=facts | {"language": user.language})
    if not is_new and (seat.role, seat.state) != (facts["role"], facts["state"]):
        Registration.objects.filter(pk=seat.pk).update(**facts)
        seat.refresh_from_db()
    return seat


def beat(presence: Presence) -> None:
    """Their page says that they are here: written once a minute at most. That they were there is kept with their consent alone."""
    now = timezone.now()
    seat, room = presence.registration, presence.room
    if not room.is_alive:
        return
    if presence.seen_at is None or presence.seen_at < now - BEAT:
        Presence.objects.filter(Q(seen_at=None) | Q(seen_at__lt=now - BEAT), pk=presence.pk).update(seen_at=now)
    if room.is_open and seat.may_record_attendance and seat.entered_at is None:
        record_attendance(seat, now)


@transaction.atomic
def record_attendance(seat: Registration, now: datetime) -> None:
    """Once; whoever hears of it does so in the same transaction."""
    if Registration.objects.filter(pk=seat.pk, may_record_attendance=True, entered_at=None).update(entered_at=now) and seat.user:
        attended.send(Registration, event=seat.event, user=seat.user)


@transaction.atomic
def say_whether_recorded(presence: Presence, *, may_record: bool) -> None:
    """They agree that their attendance is recorded, or not: then nothing of it is kept."""
    facts = {"may_record_attendance": may_record} | ({} if may_record else {"entered_at": None})
    Registration.objects.filter(pk=presence.registration_id).update(**facts)
    Presence.objects.filter(pk=presence.pk).update(was_asked=True)
    presence.registration.refresh_from_db()
    beat(presence)


def be_named(presence: Presence, *, is_named: bool) -> None:
    Presence.objects.filter(pk=presence.pk).update(is_named=is_named)


def tell_gone(seat: Registration) -> None:
    """Whoever has given up their seat, or was left without it, hears nothing more of the room: call it where a registration ends."""
    if Room.objects.filter(pk=seat.event_id).exists():
        Feed.objects.append(f"room:{seat.event_id}", "seat.ended", **named(seat))
        for member in GroupMember.objects.filter(registration=seat):
            Feed.objects.append(f"room:{seat.event_id}", "round.changed", round=member.round_id)
            Feed.objects.append(f"group:{member.group_id}", "group.left", group=member.group_id, **named(seat))
        GroupMember.objects.filter(registration=seat).delete()


def named(seat: Registration) -> dict[str, int]:
    """Whose seat it is, as events name somebody whose leave to listen is asked about anew."""
    return {"guest": seat.guest_id} if seat.guest_id else {"user": seat.user_id}


# Opening and closing


@transaction.atomic
def open_room(room: Room) -> None:
    """A host opens it before its time, or again after it was closed. A rehearsal ends with it."""
    room = hold(room)
    if room.event.state == State.DRAFT:
        raise CannotOpen(gettext_lazy("Publish the event first: then people can come, and the room can open."))
    if room.event.state == State.CANCELLED or room.closes_at <= timezone.now():
        raise CannotOpen(gettext_lazy("This event is over, or cancelled. Its room stays closed, and readable."))
    wipe(room)
    change(room, opened_at=room.opened_at or timezone.now(), closed_at=None, is_rehearsal=False)


@transaction.atomic
def close_room(room: Room) -> None:
    """A host closes it, and the polls with it. One closed before its time is not open yet: it opens again by itself."""
    room = hold(room)
    if timezone.now() < room.opens_at:
        wipe(room)
        return change(room, kind="room.hidden", opened_at=None, is_rehearsal=False)
    shut(room)


def shut(room: Room) -> None:
    for poll in room.event.polls.open().select_for_update(no_key=True):
        Poll.objects.filter(pk=poll.pk).update(state=Poll.State.CLOSED)
        poll.ballots.shuffle()
    for round_ in room.event.group_rounds.alive():
        GroupRound.objects.filter(pk=round_.pk).update(state=GroupRound.State.CLOSED, shown=None)
        Feed.objects.append(room.feed_key, "round.changed", round=round_.pk)
    room.presences.update(seen_at=None)
    room.hands.filter(done_at=None).update(done_at=timezone.now())
    change(room, closed_at=timezone.now(), is_rehearsal=False)


@transaction.atomic
def rehearse(room: Room) -> None:
    """Hosts try the room before anybody comes. Nobody else sees it."""
    room = hold(room)
    if room.has_begun or room.is_closed:
        raise CannotRehearse
    change(room, is_rehearsal=True)


@transaction.atomic
def end_rehearsal(room: Room) -> None:
    """What was said, asked and voted in it is wiped."""
    room = hold(room)
    wipe(room)
    change(room, is_rehearsal=False)


def wipe(room: Room) -> None:
    """After a rehearsal, all that happened in it is gone: polls and groups are as they were prepared, and the running order begins anew."""
    if not room.is_rehearsal:
        return
    for rows in (room.messages, room.questions, room.hands):
        rows.all().delete()
    for model in (Vote, Voted, Ballot, HallVote, TextGroup):
        model.objects.filter(poll__event=room.event).delete()
    room.event.polls.update(state=Poll.State.DRAFT, shown_at=None)
    room.event.group_rounds.all().reset()
    Room.objects.filter(pk=room.pk).update(item=None)


def change(room: Room, *, kind: str = "room.changed", **facts) -> None:
    Room.objects.filter(pk=room.pk).update(**facts)
    Feed.objects.append(room.feed_key, kind, room=room.pk)


@transaction.atomic
def settle(room: Room, now: datetime | None = None) -> None:
    """What its hour brings by itself: a rehearsal ends when the room opens, and a room that nobody closed closes."""
    room, now = hold(room), now or timezone.now()
    if room.is_rehearsal and room.opens_at <= now:
        wipe(room)
        change(room, is_rehearsal=False)
    if room.closes_at <= now:
        shut(room)


def settle_rooms() -> None:
    """All that are due. It never depends on a host being there."""
    for room in Room.objects.forgotten(timezone.now()).select_related("event"):
        settle(room)


# What is on now


@transaction.atomic
def show_item(room: Room, *, item: Item | None) -> None:
    """Go to a point of the running order."""
    change(hold(room), item=item)


@transaction.atomic
def hold_questions(room: Room, *, holds: bool) -> None:
    """From now on questions wait for a host, or appear at once."""
    change(hold(room), holds_questions=holds)
