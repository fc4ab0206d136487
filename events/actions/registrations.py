"""Seats: who gets one, who waits for one, and how a freed one goes to the next in line.

Each change holds its event's row, so however many come at once, no seat is given twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events import letters
from events.actions.circle_rules import require_in_circle
from events.actions.rooms import tell_gone
from events.models import Admission, Asked, AskedAnswer, Event, Guest, Registration
from hub import notices, pagecache

Role, State = Registration.Role, Registration.State
TOLD = frozenset({"event_offered", "event_decided", "event_passed", "event_reminder"})  # notices about one's own seat


class Closed(ValidationError):
    """Nobody can register: not any more, or it will not take place."""


class IsHost(ValidationError):
    """Whoever leads it is there already."""


class NotAdmitted(ValidationError):
    """The hosts have said no."""


class TooLate(ValidationError):
    """The seat was kept until a certain moment, and that is over."""


# Registering


@transaction.atomic
def register(
    event: Event,
    *,
    who: User | Guest,
    language: str,
    answers: Mapping[int, str] | None = None,
    may_record_attendance: bool = False,
    may_be_noted: bool | None = None,
) -> Registration:
    """A seat for a user or a guest, or a place in the line, or an application: as the event is. Said again, it changes the answers alone.

    A user is sent a confirmation; a guest's comes with their proof.
    `may_be_noted` is None where it was not asked.
    """
    event = locked(event)
    require_open(event)
    require_in_circle(event, who)
    if not isinstance(who, Guest) and event.hosts.agreed().filter(user=who).exists():
        raise IsHost(_("You lead this event: you need no seat, and take none from anybody."))
    seat = Registration.objects.of(who).filter(event=event).first() or new_seat(event, who)
    if seat.state == State.DECLINED:
        raise NotAdmitted(_("The hosts of this event have not given you a seat. Write to them, if you would like to know more."))
    if is_new := not seat.state or not seat.is_standing:
        seat.made_at, seat.reminded_at, seat.may_be_noted, seat.noting_said_at = timezone.now(), None, False, None
        place(event, seat)
    seat.language, seat.may_record_attendance = language, seat.may_record_attendance or may_record_attendance
    if may_be_noted is not None and not seat.may_be_noted:
        seat.may_be_noted, seat.noting_said_at = may_be_noted, timezone.now()
    seat.save()
    for asked, text in (answers or {}).items():
        answer(seat, asked, text)
    if is_new and seat.user:
        letters.confirm(seat)
    changed(event)
    return seat


def locked(event: Event) -> Event:
    """The event as it is now; nobody else gives its seats until the transaction ends."""
    return Event.objects.select_for_update(no_key=True).get(pk=event.pk)


def require_open(event: Event) -> None:
    if not event.takes_registrations:
        raise Closed(_("Nobody can register for this event any more."))


def new_seat(event: Event, who: User | Guest) -> Registration:
    return Registration(event=event, guest=who) if isinstance(who, Guest) else Registration(event=event, user=who)


def place(event: Event, seat: Registration) -> None:
    """Where they belong now: on a seat, in the line, or before the hosts, who have chosen those already whom they have invited."""
    if event.admission == Admission.APPLICATION and not is_invited(event, seat):
        seat.state = State.APPLIED
        notify_hosts(event)
    else:
        admit(event, seat)


def is_invited(event: Event, seat: Registration) -> bool:
    if seat.guest_id:
        return event.invitations.filter(email__iexact=seat.guest.email).exists()
    return event.invitations.filter(user=seat.user_id).exists()


def admit(event: Event, seat: Registration) -> None:
    """On a seat, if one is free and nobody waits for it; else at the end of the line."""
    line = event.registrations.in_line().exclude(pk=seat.pk)
    waits = not event.has_begun and line.exists()
    if free_seats(event) > 0 and not waits:
        seat.state, seat.waiting_since, seat.offered_until = State.COMING, None, None
    else:
        seat.state, seat.waiting_since, seat.offered_until = State.WAITING, timezone.now(), None


def free_seats(event: Event) -> float:
    return float("inf") if event.capacity is None else event.capacity - event.registrations.holding_seats().count()


def answer(seat: Registration, asked: int, text: str) -> None:
    """What the hosts have asked; nothing written is no answer."""
    if not text:
        AskedAnswer.objects.filter(asked=asked, registration=seat).delete()
    elif Asked.objects.filter(pk=asked, event=seat.event_id).exists():
        AskedAnswer.objects.update_or_create(asked_id=asked, registration=seat, defaults={"text": text})


def changed(event: Event) -> None:
    """How many seats are free stands on pages that all visitors share."""
    transaction.on_commit(pagecache.forget)


# What becomes of a seat


@transaction.atomic
def accept(seat: Registration) -> Registration:
    """Take the seat that was offered; or, once it has begun, one that is free."""
    event, seat = locked(seat.event), fresh(seat)
    if seat.state == State.WAITING and event.has_begun and free_seats(event) > 0:
        require_open(event)
    elif seat.state != State.OFFERED:
        raise TooLate(_("There is no seat kept for you now."))
    elif seat.offered_until <= timezone.now():
        raise TooLate(_("The seat was kept for you until its time was over, and has gone to the next in line."))
    settle(seat, State.COMING)
    changed(event)
    return seat


@transaction.atomic
def cancel(seat: Registration) -> Registration:
    """They do not come: the seat is free, and the line moves."""
    event, seat = locked(seat.event), fresh(seat)
    if seat.state not in Registration.ENDED and seat.role != Role.HOST:
        end(event, seat, State.CANCELLED)
    return seat


@transaction.atomic
def decide(seat: Registration, *, admits: bool) -> Registration:
    """The hosts' answer to an application: a seat, or the next place in the line; or none. They can change their mind."""
    event, seat = locked(seat.event), fresh(seat)
    if admits and seat.state in {State.APPLIED, State.DECLINED}:
        admit(event, seat)
        settle(seat, seat.state, waiting_since=seat.waiting_since)
        tell(seat, "decided")
    elif not admits and seat.state not in Registration.ENDED and seat.role != Role.HOST:
        end(event, seat, State.DECLINED)
        tell(seat, "decided")
    changed(event)
    return seat


@transaction.atomic
def set_role(seat: Registration, *, role: str) -> None:
    """Whether they take part or observe; who observes takes up no seat."""
    event, seat = locked(seat.event), fresh(seat)
    if seat.role == Role.HOST or role == Role.HOST:
        return
    Registration.objects.filter(pk=seat.pk).update(role=role)
    move_line(event)
    changed(event)


def fresh(seat: Registration) -> Registration:
    return Registration.objects.select_related("user", "guest").get(pk=seat.pk)


def settle(seat: Registration, state: str, **facts) -> None:
    """It stands so now; what one was told of it before is settled."""
    facts = {"waiting_since": None, "offered_until": None} | facts
    seat.state = state
    for name, value in facts.items():
        setattr(seat, name, value)
    seat.save(update_fields=["state", *facts])
    for kind in TOLD if seat.user else ():
        notices.close(seat.user, kind, about=f"event:{seat.event_id}")


def end(event: Event, seat: Registration, state: str) -> None:
    settle(seat, state)
    tell_gone(seat)
    move_line(event)
    changed(event)


def tell(seat: Registration, what: str) -> None:
    """On the hub and as they like it, or by mail, if they have no account."""
    if seat.user:
        notices.give(seat.user, f"event_{what}", about=f"event:{seat.event_id}")
    else:
        letters.write(seat, what)


def notify_hosts(event: Event) -> None:
    for host in event.hosts.agreed().select_related("user"):
        notices.give(host.user, "event_applied", about=f"event:{event.pk}")


# The line


def move_line(event: Event) -> None:
    """Offer every free seat to the next who waits, until an hour that is told them. The event is held."""
    if not event.takes_registrations or event.has_begun:
        return
    free, line = free_seats(event), event.registrations.in_line().select_related("user", "guest")
    until = min(timezone.now() + timedelta(hours=event.answer_hours), event.starts_at)
    for seat in line if event.capacity is None else line[: max(0, int(free))]:
        settle(seat, State.OFFERED, offered_until=until)
        tell(seat, "offered")


@transaction.atomic
def settle_line(event: Event) -> None:
    """Offers that nobody has answered in time go on to the next."""
    event = locked(event)
    for seat in event.registrations.filter(state=State.OFFERED, offered_until__lte=timezone.now()).select_related("user", "guest"):
        settle(seat, State.CANCELLED)
        tell(seat, "passed")
    move_line(event)
    changed(event)


def settle_lines() -> None:
    """All that are due; also where a seat was freed by somebody who is not here any more."""
    overdue = Registration.objects.filter(state=State.OFFERED, offered_until__lte=timezone.now()).values("event")
    stuck = Event.objects.upcoming().with_numbers().filter(waiting__gt=0)
    moving = [event for event in stuck if not event.has_begun and (event.capacity is None or event.taken < event.capacity)]
    for event in {*Event.objects.filter(pk__in=overdue), *moving}:
        settle_line(event)


# Telling everybody


@transaction.atomic
def tell_all(event: Event, what: str) -> None:
    """Everybody who has a seat, or waits for one, that the event has `moved` or was `cancelled`. Of one that has moved they are reminded anew.

    The event's words are fetched once, however many are told.
    """
    for seat in event.registrations.standing().exclude(role=Role.HOST).select_related("user", "guest"):
        tell(seat, what)
    event.registrations.update(reminded_at=None)
