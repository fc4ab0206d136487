"""Facilitating a circle, taking a break from it, and leaving it. Its conversation's people are the same, from the same moment."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import signals
from entrepreneurs.actions import conversations
from entrepreneurs.actions.circle_terms import finish
from entrepreneurs.actions.circles import held, member_of, place, tell
from entrepreneurs.models import Circle, CircleMember, User
from entrepreneurs.models.circles import LEAST, MOST_FACILITATORS
from hub import notices

LONGEST_BREAK = timedelta(weeks=12)


class EnoughFacilitators(ValidationError):
    def __init__(self):
        super().__init__(_("A circle has %(number)d facilitators at most.") % {"number": MOST_FACILITATORS})


# Facilitating


def facilitate(circle: Circle, member: CircleMember) -> None:
    """Of a circle that is held, by somebody who agrees."""
    if not member.is_facilitator and circle.members.facilitating().count() >= MOST_FACILITATORS:
        raise EnoughFacilitators
    CircleMember.objects.filter(pk=member.pk).update(is_facilitator=True)


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
