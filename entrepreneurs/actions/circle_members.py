"""Coming into a circle, facilitating it, taking a break from it, and leaving it. Its conversation's people are the same, from the same moment."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import signals
from entrepreneurs.actions import conversations
from entrepreneurs.actions.circles import finish, held, member_of, require_going_on, require_leading, sit_down, tell
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Circle, CircleInvitation, CircleMember, User
from entrepreneurs.models.circles import LEAST, MOST_FACILITATORS
from hub import limits, notices

ASKED_A_DAY = 30
LONGEST_BREAK = timedelta(weeks=12)


class CannotBeAsked(ValidationError):
    """Whoever was meant is not asked by this person; it is not said why."""

    def __init__(self):
        super().__init__(_("This person cannot be asked."))


class AskedAlready(ValidationError):
    def __init__(self):
        super().__init__(_("This person is in the circle, or was asked already."))


class NotOpen(ValidationError):
    """Answered, taken back or too old."""

    def __init__(self):
        super().__init__(_("This has been answered already, or is too old."))


class EnoughFacilitators(ValidationError):
    def __init__(self):
        super().__init__(_("A circle has %(number)d facilitators at most.") % {"number": MOST_FACILITATORS})


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have asked many people today. Go on tomorrow."))


def place(circle: Circle) -> str:
    return f"circle:{circle.pk}"


# Inviting, and answering


@transaction.atomic
def invite(circle: Circle, *, by: User, user: User, message: str, language: str, as_facilitator: bool = False) -> CircleInvitation:
    """Ask somebody whom one is connected with to be in the circle. What was declined looks to whoever asked as if it were not answered yet."""
    if not User.objects.connected_with(by).filter(pk=user.pk, is_active=True).exists():
        raise CannotBeAsked
    return ask(circle, by=by, user=user, message=message, language=language, as_facilitator=as_facilitator)


@transaction.atomic
def ask(circle: Circle, *, by: User, user: User, message: str, language: str, as_facilitator: bool = False) -> CircleInvitation:
    """Also somebody who is found otherwise: the pages that suggest people or list them say whom. Never across a block."""
    require_voice(by)
    circle = held(circle)
    require_going_on(circle)
    member_of(circle, by)
    if Block.objects.between(by, user).exists() or not user.is_active:
        raise CannotBeAsked
    if circle.members.present().filter(user=user).exists():
        raise AskedAlready
    make_way(circle, user)
    limits.spend(f"circle-invitations-of-{by.pk}", most=ASKED_A_DAY, seconds=24 * 3600, refusal=TooMany)
    facts = {"message": message, "language": language, "as_facilitator": as_facilitator}
    invitation = CircleInvitation.objects.create(circle=circle, user=user, asked_by=by, **facts)
    notices.give(user, "circle_invited", about=place(circle))
    return invitation


def make_way(circle: Circle, user: User) -> None:
    """For a new question: what was accepted, or is too old, goes; what waits, or was declined, stands until it is too old."""
    known = circle.invitations.filter(user=user)
    if known.filter(accepted_at=None, expires_at__gt=timezone.now()).exists():
        raise AskedAlready
    known.delete()


@transaction.atomic
def accept(invitation: CircleInvitation, *, by: User) -> CircleMember:
    """Take a seat; or, where one sits there already, agree to facilitate."""
    require_adult(by)
    circle, invitation = held(invitation.circle), waiting(invitation, user=by, is_request=False)
    require_going_on(circle)
    member = sit_down(circle, by)
    if invitation.as_facilitator:
        facilitate(circle, member)
    answer(invitation, accepted_at=timezone.now())
    notices.close(by, "circle_invited", about=place(circle))
    return member


@transaction.atomic
def decline(invitation: CircleInvitation, *, by: User) -> None:
    """Without anybody being told."""
    held(invitation.circle)
    answer(waiting(invitation, user=by, is_request=False), declined_at=timezone.now())
    notices.close(by, "circle_invited", about=place(invitation.circle))


def waiting(invitation: CircleInvitation, **whose) -> CircleInvitation:
    if (found := CircleInvitation.objects.waiting().filter(pk=invitation.pk, **whose).select_related("user").first()) is None:
        raise NotOpen
    return found


def answer(invitation: CircleInvitation, **facts) -> None:
    CircleInvitation.objects.filter(pk=invitation.pk).update(**facts)


# Asking to join, and letting in


@transaction.atomic
def ask_to_join(circle: Circle, *, user: User, message: str, language: str) -> CircleInvitation:
    """A circle that is open to it. Those who facilitate are told; where nobody does, all members."""
    require_adult(user)
    require_voice(user)
    circle = held(circle)
    if not Circle.objects.open_to(user).filter(pk=circle.pk).exists():
        raise ValidationError(_("This circle is full, or not open to others any more."))
    make_way(circle, user)
    limits.spend(f"circle-requests-of-{user.pk}", most=ASKED_A_DAY, seconds=24 * 3600, refusal=TooMany)
    request = CircleInvitation.objects.create(circle=circle, user=user, asked_by=user, is_request=True, message=message, language=language)
    for member in leading(circle):
        notices.give(member.user, "circle_asked", about=place(circle))
    return request


def leading(circle: Circle) -> list[CircleMember]:
    people = list(circle.members.present().select_related("user"))
    return [member for member in people if member.is_facilitator] or people


@transaction.atomic
def let_in(request: CircleInvitation, *, by: User) -> CircleMember:
    circle = held(request.circle)
    require_going_on(circle)
    require_leading(circle, by)
    request = waiting(request, is_request=True)
    if Block.objects.between(by, request.user).exists():
        raise NotOpen
    member = sit_down(circle, request.user)
    answer(request, accepted_at=timezone.now())
    notices.give(request.user, "circle_let_in", about=place(circle))
    return member


@transaction.atomic
def turn_down(request: CircleInvitation, *, by: User) -> None:
    """Without whoever asked being told: to them it waits, until it is too old."""
    circle = held(request.circle)
    require_leading(circle, by)
    answer(waiting(request, is_request=True), declined_at=timezone.now())


# Facilitating


def facilitate(circle: Circle, member: CircleMember) -> None:
    """Of a circle that is held, by somebody who agrees."""
    if not member.is_facilitator and circle.members.facilitating().count() >= MOST_FACILITATORS:
        raise EnoughFacilitators
    CircleMember.objects.filter(pk=member.pk).update(is_facilitator=True)


@transaction.atomic
def ask_to_facilitate(circle: Circle, *, by: User, member: CircleMember) -> None:
    """Ask a member; who asks themself agrees."""
    circle = held(circle)
    require_going_on(circle)
    require_leading(circle, by)
    member = member_of(circle, member.user)
    if circle.members.facilitating().count() >= MOST_FACILITATORS:
        raise EnoughFacilitators
    if member.user_id == by.pk:
        return facilitate(circle, member)
    if Block.objects.between(by, member.user).exists():
        raise CannotBeAsked
    make_way(circle, member.user)
    CircleInvitation.objects.create(circle=circle, user=member.user, asked_by=by, as_facilitator=True, language=circle.language)
    notices.give(member.user, "circle_invited", about=place(circle))


@transaction.atomic
def say_by(circle: Circle, *, user: User, by: str) -> None:
    """By experience, by profession, or nothing of it; both have the same rights."""
    CircleMember.objects.filter(pk=member_of(circle, user).pk).update(by=by)


@transaction.atomic
def lay_down(circle: Circle, *, user: User) -> None:
    """Facilitate no more, and stay."""
    circle = held(circle)
    member = member_of(circle, user)
    CircleMember.objects.filter(pk=member.pk).update(is_facilitator=False, by="")
    tell_how_it_stands(circle, was_facilitator=member.is_facilitator)


# A break, and leaving


@transaction.atomic
def take_break(circle: Circle, *, user: User, until: date | None) -> None:
    """Until that day nobody is told that one is quiet; without a day, one is back."""
    if until and not timezone.localdate() < until <= timezone.localdate() + LONGEST_BREAK:
        raise ValidationError(
            _("A break ends after today, and within twelve weeks. Leave the circle if it has to be longer: you can be invited again.")
        )
    CircleMember.objects.filter(pk=member_of(circle, user).pk).update(pauses_until=until, thought_of_at=None)
    notices.close(user, "circle_quiet", about=place(circle))


@transaction.atomic
def leave(circle: Circle, *, user: User) -> None:
    """Without explaining. Nobody is told who left; what they wrote stays."""
    circle = held(circle)
    stand_up(circle, member_of(circle, user))


def stand_up(circle: Circle, member: CircleMember) -> None:
    """From a circle that is held."""
    gone = {"left_at": timezone.now(), "is_facilitator": False, "by": "", "pauses_until": None, "thought_of_at": None}
    CircleMember.objects.filter(pk=member.pk).update(**gone)
    if participant := circle.conversation.participants.present().filter(user=member.user_id).first():
        conversations.part_with(participant)
    signals.circle_left.send(Circle, circle=circle, user=member.user)
    tell_how_it_stands(circle, was_facilitator=member.is_facilitator)


def tell_how_it_stands(circle: Circle, *, was_facilitator: bool) -> None:
    """After somebody has gone: that it has no facilitator now, or is small; with the last one it ends."""
    number = circle.members.present().count()
    if not number:
        finish(circle)
    if circle.is_ended:
        return
    if was_facilitator and not circle.members.facilitating().exists():
        tell(circle, "circle_unled")
    if circle.is_running and number < LEAST:
        tell(circle, "circle_small")


@transaction.atomic
def note_closed(user: User) -> None:
    """Their account was closed: those who are left are told as if they had gone."""
    for member in CircleMember.objects.filter(user=user, left_at=None).select_related("circle"):
        tell_how_it_stands(held(member.circle), was_facilitator=member.is_facilitator)
