"""A circle as a whole: formed, begun and changed. Each change holds the circle's row, so two who do the same at once do it once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entrepreneurs import signals
from entrepreneurs.actions import conversations
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Circle, CircleMember, Conversation, User
from entrepreneurs.models.circles import LEAST, LEAST_COUNTRIES, MOST, countries_of
from hub import limits, notices
from hub.live.models import Feed

CIRCLES_A_DAY = 5


class NotAMember(ValidationError):
    """Only those who are in a circle do anything in it."""

    def __init__(self):
        super().__init__(_("You are not in this circle any more."))


class NotLeading(ValidationError):
    """What concerns everybody is done by those who facilitate; where nobody does, by each member."""

    def __init__(self):
        super().__init__(_("Those who facilitate the circle do this. Ask them."))


class Full(ValidationError):
    """Nobody is the ninth."""

    def __init__(self):
        super().__init__(_("All %(number)d seats of this circle are taken.") % {"number": MOST})


class HasEnded(ValidationError):
    """What has ended is renewed, and not gone on with."""

    def __init__(self):
        super().__init__(_("This circle has ended. What was written stays readable, and it can be renewed."))


class CannotBegin(ValidationError):
    """Too few people, or all from one country."""


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have begun several circles today. Go on tomorrow."))


# Who does what


def held(circle: Circle) -> Circle:
    """The circle as it is now; nothing else happens to it until the transaction ends."""
    return Circle.objects.select_for_update(no_key=True, of=["self"]).select_related("conversation").get(pk=circle.pk)


def here(circle: Circle) -> list[CircleMember]:
    """Those who are in it, with what tells their countries; one query."""
    return list(circle.members.present().select_related("user__profile"))


def member_of(circle: Circle, user: User) -> CircleMember:
    if (member := circle.members.present().filter(user=user).first()) is None:
        raise NotAMember
    return member


def leads(member: CircleMember, people: Iterable[CircleMember]) -> bool:
    """Facilitators do what concerns everybody, or each member, where there are none."""
    return member.is_facilitator or not any(one.is_facilitator for one in people)


def require_leading(circle: Circle, user: User) -> CircleMember:
    member = member_of(circle, user)
    if not leads(member, circle.members.facilitating()):
        raise NotLeading
    return member


def require_going_on(circle: Circle) -> None:
    if circle.is_ended:
        raise HasEnded


def sit_down(circle: Circle, user: User, **facts: Any) -> CircleMember:
    """On the first free seat of a circle that is held, and in its conversation."""
    if known := circle.members.filter(user=user, left_at=None).first():
        return known
    taken = set(circle.members.filter(left_at=None).values_list("seat", flat=True))
    if not (free := [seat for seat in range(1, MOST + 1) if seat not in taken]):
        raise Full
    facts = {"seat": free[0], "joined_at": timezone.now(), "left_at": None, "is_facilitator": False, "by": "", "pauses_until": None} | facts
    member = CircleMember.objects.update_or_create(circle=circle, user=user, defaults=facts | {"thought_of_at": None})[0]
    conversations.let_in(circle.conversation, user)
    signals.circle_joined.send(Circle, circle=circle, user=user)
    return member


def place(circle: Circle) -> str:
    return f"circle:{circle.pk}"


def tell(circle: Circle, kind: str, *, but: User | None = None) -> None:
    """Everybody in it, but for whoever did it."""
    for member in circle.members.present().exclude(user=but).select_related("user"):
        notices.give(member.user, kind, about=place(circle))


# Forming, beginning, changing


def form(user: User, *, client_id: UUID, **facts: Any) -> Circle:
    """A circle of one, which grows by invitations. Sent again with the same `client_id`, it is the circle already there."""
    try:
        return form_once(user, client_id=client_id, **facts)
    except IntegrityError:  # sent twice at once: the other was first
        return Circle.objects.get(author=user, client_id=client_id)


@transaction.atomic
def form_once(user: User, *, client_id: UUID, **facts: Any) -> Circle:
    require_adult(user)
    require_voice(user)
    if known := Circle.objects.filter(author=user, client_id=client_id).first():
        return known
    limits.spend(f"circles-of-{user.pk}", most=CIRCLES_A_DAY, seconds=24 * 3600, refusal=TooMany)
    conversation = Conversation.objects.create(title=facts["name"])
    circle = Circle.objects.create(conversation=conversation, author=user, client_id=client_id, **facts)
    sit_down(circle, user)
    return circle


@transaction.atomic
def change(circle: Circle, *, by: User, **facts: Any) -> Circle:
    """Its words, which are theirs who changed them last, its rhythm, and whether others may ask. It lasts so long from the day on which it began."""
    require_voice(by)
    circle = held(circle)
    require_going_on(circle)
    require_leading(circle, by)
    was = circle.body
    for name, value in facts.items():
        setattr(circle, name, value)
    if circle.body != was:
        circle.author = by
    if circle.began_at:
        circle.ends_on = last_day(circle)
    circle.save()
    rename(circle)
    return circle


def rename(circle: Circle) -> None:
    Conversation.objects.filter(pk=circle.conversation_id).update(title=circle.name)
    Feed.objects.append(circle.conversation.feed_key, "conversation.changed", conversation=circle.conversation_id)
    signals.circle_changed.send(Circle, circle=circle)


def last_day(circle: Circle) -> date:
    return timezone.localdate(circle.began_at) + timedelta(weeks=circle.weeks)


@transaction.atomic
def begin(circle: Circle, *, by: User) -> Circle:
    """With four to eight people from two countries at least. Said again, it stays the first day."""
    circle = held(circle)
    require_going_on(circle)
    require_leading(circle, by)
    if circle.is_running:
        return circle
    people = here(circle)
    if not LEAST <= len(people) <= MOST:
        raise CannotBegin(_("A circle begins with %(least)d to %(most)d people. Invite somebody.") % {"least": LEAST, "most": MOST})
    if len(countries_of(people)) < LEAST_COUNTRIES:
        raise CannotBegin(
            _("A circle begins with people from two countries at least. Invite somebody from another one, or say in your facts where you live.")
        )
    circle.state, circle.began_at = Circle.State.RUNNING, timezone.now()
    circle.ends_on = last_day(circle)
    circle.save()
    tell(circle, "circle_begun", but=by)
    return circle


@transaction.atomic
def remove_words(circle: Circle) -> None:
    """Take away what a circle says of itself, for moderators. Who is in it stays, and can word it anew."""
    circle = held(circle)
    with translation.override(circle.language):
        circle.name = _("A circle")
    circle.purpose, circle.is_open = "", False
    circle.save()
    rename(circle)
