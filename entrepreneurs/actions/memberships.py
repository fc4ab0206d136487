"""Who belongs to an organisation: asking, being asked, and going."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs import organisation_tree as tree
from entrepreneurs.actions.organisations import place_of, verify
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Joining, Membership, User
from hub import mail, notices
from hub.models import Organisation

MOST_PEOPLE = 200
KEPT = timedelta(days=90)  # an invitation


class LastOne(ValidationError):
    """Somebody leads every organisation that has members."""

    def __init__(self):
        super().__init__(gettext_lazy("Nobody else leads this organisation here. Let somebody else lead it first."))


class IsAnswered(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This invitation has been answered, or taken back."))


class TooManyPeople(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("An organisation has 200 people here at most."))


class NameIsTaken(ValidationError):
    """Said to a coordinator, who may open the desk of any organisation."""

    def __init__(self):
        super().__init__(gettext_lazy("An organisation with this name is here already, or waits. Invite people from its own desk."))


class Yourself(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This is your own address. Write that of whoever leads the organisation."))


@transaction.atomic
def ask_to_belong(organisation: Organisation, *, user: User) -> Membership:
    """Those who lead it answer; where nobody does yet, a coordinator."""
    require_voice(user)
    if not organisation.is_here:
        raise ValidationError(gettext_lazy("This organisation does not take part any more."))
    membership, is_new = Membership.objects.get_or_create(organisation=organisation, user=user)
    if is_new:
        for lead in organisation.memberships.accepted().leading().select_related("user"):
            notices.give(lead.user, "membership_asked", about=place_of(organisation))
    return membership


@transaction.atomic
def let_in(membership: Membership, *, role: str = Membership.Role.MEMBER) -> None:
    if membership.organisation.memberships.accepted().count() >= MOST_PEOPLE:
        raise TooManyPeople
    Membership.objects.filter(pk=membership.pk, accepted_at=None).update(accepted_at=timezone.now(), role=role)
    tree.empower(membership.organisation)
    notices.give(membership.user, "membership_accepted", about=place_of(membership.organisation))
    tell_leads_no_more(membership.organisation)


def tell_leads_no_more(organisation: Organisation) -> None:
    """Where nobody waits for an answer."""
    if not organisation.memberships.asking().exists():
        for lead in organisation.memberships.accepted().leading().select_related("user"):
            notices.close(lead.user, "membership_asked", about=place_of(organisation))


@transaction.atomic
def set_role(membership: Membership, *, role: str) -> None:
    if role != Membership.Role.LEAD:
        require_another_lead(membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    tree.empower(membership.organisation)


@transaction.atomic
def part(membership: Membership) -> None:
    """They go, are sent away, or are not let in."""
    require_another_lead(membership)
    membership.delete()
    tree.empower(membership.organisation)
    tell_leads_no_more(membership.organisation)


def require_another_lead(membership: Membership) -> None:
    """As long as others belong to it, somebody leads it. Those who lead are held, so that two do not go at once."""
    if membership.role != Membership.Role.LEAD:
        return
    everybody = membership.organisation.memberships.accepted()
    leads = set(everybody.leading().select_for_update().values_list("pk", flat=True))
    if leads <= {membership.pk} and everybody.exclude(pk=membership.pk).exists():
        raise LastOne


def say_shown(membership: Membership, *, is_shown: bool) -> None:
    Membership.objects.filter(pk=membership.pk).update(is_shown=is_shown)


# By invitation


@transaction.atomic
def invite(organisation: Organisation, *, by: User, email: str, role: str, language: str) -> Joining:
    """By mail, with a link that only its reader has; asked again, the same link."""
    require_voice(by)
    joining, _is_new = Joining.objects.open().get_or_create(
        organisation=organisation, email=email.lower(), answered_at=None, defaults={"role": role, "invited_by": by}
    )
    subject, body = mail.render("organisation_invitation", language=language, organisation=organisation, joining=joining, by=by)
    mail.post("organisation_invitation", subject=subject, body=body, to=joining.email, language=language)
    return joining


@transaction.atomic
def bring(by: User, *, email: str, language: str, **facts: Any) -> Organisation:
    """A coordinator who knows it makes it, verified at once, and invites whoever leads it; until they say yes, nobody does."""
    require_voice(by)
    if email.lower() == by.email.lower():
        raise Yourself
    organisation = new(languages=language, **facts)
    verify(organisation)
    invite(organisation, by=by, email=email, role=Membership.Role.LEAD, language=language)
    organisation.refresh_from_db()
    return organisation


def new(*, name: str, **facts: Any) -> Organisation:
    """Under a name that no other bears, or has borne: not even one that was made in the same moment."""
    if Organisation.objects.named(name).exists():
        raise NameIsTaken
    try:
        with transaction.atomic():
            return Organisation.objects.create(name=name, asked_at=timezone.now(), **facts)
    except IntegrityError as taken:
        raise NameIsTaken from taken


@transaction.atomic
def join(joining: Joining, *, user: User) -> Membership:
    """Whoever has the link belongs to it, in the role they were invited to; somebody who does already, in the higher of the two."""
    if not Joining.objects.open().filter(pk=joining.pk).update(answered_at=timezone.now()):
        raise IsAnswered
    facts = {"role": joining.role, "accepted_at": timezone.now()}
    membership, is_new = Membership.objects.get_or_create(organisation=joining.organisation, user=user, defaults=facts)
    if not is_new and (membership.accepted_at is None or membership.role == Membership.Role.MEMBER):
        Membership.objects.filter(pk=membership.pk).update(**facts)
    tree.empower(joining.organisation)
    return membership


def take_back(joining: Joining) -> None:
    joining.delete()


def forget_joinings() -> None:
    """What nobody has answered for ninety days, and what was answered as long ago."""
    Joining.objects.filter(invited_at__lt=timezone.now() - KEPT).delete()
