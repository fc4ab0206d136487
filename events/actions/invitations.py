"""Inviting people by their addresses, or by their accounts."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from events import letters
from events.actions.circle_rules import require_no_circle
from events.actions.events import held
from events.models import Event, Invitation
from hub import limits, notices

MOST_A_DAY = 300


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have invited many people today. Go on tomorrow, or pass on the link."))


class NotPublished(ValidationError):
    """Nobody could see what they are invited to."""


@transaction.atomic
def invite(event: Event, *, by: User, emails: Iterable[str], language: str) -> list[Invitation]:
    """The new ones among these. Who has an account is told on the hub, the others by mail; hosts are not told which of them has one."""
    event = held(event)
    if event.is_draft:
        raise NotPublished(_("Publish the event first: then those whom you invite can see it."))
    require_no_circle(event)
    require_voice(by)
    known = {address.lower() for address in event.invitations.values_list("email", flat=True)}
    return [send(event, by=by, email=email, language=language) for email in dict.fromkeys(map(str.lower, emails)) if email not in known]


def send(event: Event, *, by: User, email: str, language: str) -> Invitation:
    limits.spend(f"invitations-of-{by.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    invitation = Invitation.objects.create(event=event, email=email, user=address.user if address else None, invited_by=by)
    if address:
        notices.give(address.user, "event_invited", about=f"event:{event.pk}")
    else:
        letters.invite(event, to=email, language=language, by=by.shown_name)
    return invitation


@transaction.atomic
def invite_people(event: Event, *, by: User, people: Iterable[User]) -> list[Invitation]:
    """The new ones among these, whom `by` knows here. Hosts are not told their addresses."""
    event = held(event)
    if event.is_draft:
        raise NotPublished(_("Publish the event first: then those whom you invite can see it."))
    require_voice(by)
    known = set(event.invitations.exclude(user=None).values_list("user", flat=True))
    return [bid(event, user, by=by) for user in people if user.pk not in known]


def bid(event: Event, user: User, *, by: User) -> Invitation:
    limits.spend(f"invitations-of-{by.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    notices.give(user, "event_invited", about=f"event:{event.pk}")
    return Invitation.objects.create(event=event, user=user, invited_by=by)
