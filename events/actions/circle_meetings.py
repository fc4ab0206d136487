"""Meetings of circles: planned by any member, for all members, and followed by who comes into the circle, leaves it, and ends it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entrepreneurs.actions.circles import held, member_of, require_going_on
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Circle, CircleMember, User
from events.actions import events, registrations
from events.models import CircleMeeting, Event, EventText, FreeTime, Host, Invitation, Kind, Reach, Registration, Series
from events.times import same_hour
from hub import limits, notices
from hub.live.models import Feed

PLANNED_A_DAY = 40
MOST_AHEAD = timedelta(weeks=60)


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have planned many meetings today. Go on tomorrow."))


# Planning


@transaction.atomic
def plan(circle: Circle, *, by: User, day: date, at: time, zone: str, minutes: int, number: int = 1) -> list[Event]:
    """The next meeting, and `number` in all by the circle's rhythm, at the same hour of this clock. What is planned already at that moment is not
    planned again. All members are asked; whoever plans, and those who facilitate, lead it."""
    require_voice(by)
    circle = held(circle)
    require_going_on(circle)
    member_of(circle, by)
    days = [one for one in same_hour(day, weeks=circle.weeks_between, number=number) if one == day or is_within(circle, one)]
    series = Series.objects.create(weeks=circle.weeks_between) if len(days) > 1 else None
    facts = {"at": at, "zone": zone, "minutes": minutes, "series": series}
    found = [meet(circle, by=by, day=one, **facts) for one in days]
    ask_everybody(circle, found[0])
    return found


def is_within(circle: Circle, day: date) -> bool:
    return circle.ends_on is None or day <= circle.ends_on


def meet(circle: Circle, *, by: User, **facts) -> Event:
    """One meeting of a circle that is held; the one that is planned at this moment already, if there is one."""
    event = Event(kind=Kind.CIRCLE, reach=Reach.INVITED, language=circle.language, made_by=by, **facts)
    event.settle()
    events.require_to_come(event)
    if event.starts_at > timezone.now() + MOST_AHEAD:
        raise ValidationError(_("This is more than a year away. Choose a day that is nearer."))
    if known := CircleMeeting.objects.standing().filter(circle=circle, event__starts_at=event.starts_at).select_related("event").first():
        return known.event
    limits.spend(f"circle-meetings-of-{by.pk}", most=PLANNED_A_DAY, seconds=24 * 3600, refusal=TooMany)
    event.save()
    CircleMeeting.objects.create(circle=circle, event=event)
    EventText.objects.create(event=event, language=circle.language, title=circle.name)
    events.set_languages(event, spoken=circle.spoken)
    people = list(circle.members.present().select_related("user"))
    Host.objects.bulk_create(Host(event=event, user=one.user, by=one.by) for one in people if one.is_facilitator or one.user_id == by.pk)
    Invitation.objects.bulk_create(invitation(event, one.user, by=by) for one in people)
    return events.publish(event)


def invitation(event: Event, user: User, *, by: User | None = None) -> Invitation:
    return Invitation(event=event, email=user.email, user=user, invited_by=by)


def ask_everybody(circle: Circle, event: Event) -> None:
    """To come, once for all that were planned together; hosts come anyway."""
    hosts = event.hosts.values("user")
    for member in circle.members.present().exclude(user__in=hosts).select_related("user"):
        notices.give(member.user, "event_invited", about=f"event:{event.pk}")


@transaction.atomic
def say_free(user: User, *, times: Iterable[tuple[int, str]]) -> None:
    """Exactly these parts of the week, on one's own clock; none at all are the usual hours again."""
    user.free_times.all().delete()
    FreeTime.objects.bulk_create(FreeTime(user=user, weekday=weekday, part=part) for weekday, part in times)


# Following the circle: each is called in the transaction in which it happens there


def coming_of(circle: Circle) -> list[Event]:
    found = Event.objects.filter(circle_meeting__in=CircleMeeting.objects.coming().filter(circle=circle))
    return list(found.order_by("starts_at"))


def invite_new(circle: Circle, user: User) -> None:
    """Whoever comes in is asked to what is to come."""
    coming = coming_of(circle)
    for event in coming:
        Invitation.objects.get_or_create(event=event, email=user.email, defaults={"user": user})
    if coming:
        notices.give(user, "event_invited", about=f"event:{coming[0].pk}")


def let_go(circle: Circle, user: User) -> None:
    """Whoever leaves loses what is to come: the invitation, the seat, and the lead, which the one who has been there longest takes over."""
    for event in coming_of(circle):
        Invitation.objects.filter(event=event, user=user).delete()
        for seat in Registration.objects.filter(event=event, user=user).select_related("event", "user"):
            registrations.cancel(seat)
            seat.delete()
        hand_over(circle, event, user)
        notices.close(user, "event_invited", about=f"event:{event.pk}")


def hand_over(circle: Circle, event: Event, user: User) -> None:
    if not event.hosts.filter(user=user).delete()[0]:
        return
    Feed.objects.append(f"hosts:{event.pk}", "host.left", user=user.pk)
    heir = circle.members.present().exclude(user=user).first()
    if heir and not event.hosts.agreed().exists():
        Host.objects.create(event=event, user=heir.user)


def call_off(circle: Circle) -> None:
    """With the circle, what is to come ends, too."""
    with translation.override(circle.language):
        because = _("The circle has ended.")
    for event in coming_of(circle):
        events.cancel(event, because=because)


def rename(circle: Circle) -> None:
    EventText.objects.filter(event__in=coming_of(circle)).update(title=circle.name)


# Afterwards


LATEST = timedelta(days=7)  # later, nobody remembers


def ask_for_log(now: datetime | None = None) -> None:
    """What each gave and learned, once a meeting is over."""
    now = now or timezone.now()
    due = CircleMeeting.objects.standing().filter(asked_at=None, event__ends_at__range=(now - LATEST, now))
    for meeting in due.select_related("event"):
        ask_those_in_circle(meeting, now)


@transaction.atomic
def ask_those_in_circle(meeting: CircleMeeting, now: datetime) -> None:
    """Whoever notes it first asks: once, however many look."""
    if CircleMeeting.objects.filter(pk=meeting.pk, asked_at=None).update(asked_at=now):
        for member in CircleMember.objects.present().filter(circle=meeting.circle_id).select_related("user"):
            notices.give(member.user, "circle_log", about=f"event:{meeting.event_id}")
