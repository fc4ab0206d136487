"""Inviting people into a circle, and to facilitate it; asking to be in one; and answering."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.circle_members import EnoughFacilitators, facilitate
from entrepreneurs.actions.circles import held, member_of, place, require_going_on, require_leading, sit_down
from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Circle, CircleInvitation, CircleMember, User
from entrepreneurs.models.circles import MOST_FACILITATORS
from hub import limits, notices

ASKED_A_DAY = 30


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


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have asked many people today. Go on tomorrow."))


# Inviting, and answering


@transaction.atomic
def invite(circle: Circle, *, by: User, user: User, message: str, language: str, as_facilitator: bool = False) -> CircleInvitation:
    """Ask somebody whom one is connected with to be in the circle. What was declined looks to whoever asked as if it were not answered yet."""
    require_voice(by)
    circle = held(circle)
    require_going_on(circle)
    member_of(circle, by)
    if not User.objects.connected_with(by).filter(pk=user.pk, is_active=True).exists():
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
