"""Guests: registering without an account, by an address that is proven with a code; and what becomes of it when they make an account after all."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events import letters
from events.actions import themes
from events.actions.registrations import register, require_open, settle_line
from events.guests import hash_of, new_token
from events.models import AddressProof, Event, EventFeedback, Guest, Invitation, Registration
from events.privacy.rooms import forget_words
from hub import limits, privacy
from hub.live.models import Feed
from hub.privacy.registry import Person

CODES_AN_HOUR = 5  # to one address
KEPT = timedelta(days=395)  # since a guest was last here: thirteen months, as learning's guests


class TooManyCodes(ValidationError):
    def __init__(self):
        super().__init__(_("This address has been sent several codes already. Use the newest, or try again in an hour."))


class WrongCode(ValidationError):
    """It is another one, and it can be written again."""


class NoCode(ValidationError):
    """It is too old, or was written wrongly too often."""


class Unknown(ValidationError):
    """Nobody is registered with this address."""


# Proving an address


@transaction.atomic
def ask_code(event: Event, *, email: str, language: str, said: Mapping[str, Any]) -> AddressProof:
    """Send a code to the address; what was filled in waits for it. Nothing is said of whether the address is known here."""
    if said:
        require_open(event)
    email = email.lower()
    limits.spend(f"codes-to-{hash_of(email)}", most=CODES_AN_HOUR, seconds=3600, refusal=TooManyCodes)
    code = f"{secrets.randbelow(10**6):06}"
    proof = AddressProof(event=event, email=email, said=dict(said) | {"language": language})
    proof.code_hash = sealed(proof, code)
    proof.save()
    letters.send_code(event, to=email, language=language, code=code)
    return proof


def sealed(proof: AddressProof, code: str) -> str:
    return hash_of(f"{proof.key}{code}")


def prove(proof: AddressProof, *, code: str) -> tuple[Registration, str]:
    """The seat of whoever has the address, and the guest's new token. Each try is counted, whatever becomes of it."""
    if not AddressProof.objects.alive().filter(pk=proof.pk).update(tries=F("tries") + 1):
        raise NoCode(_("This code is too old, or was written wrongly too often. Begin again, and you get another."))
    if not hmac.compare_digest(sealed(proof, "".join(code.split())), proof.code_hash):
        raise WrongCode(_("That is not the code. Look at the newest mail, and write its six digits."))
    return seat_guest(proof)


@transaction.atomic
def seat_guest(proof: AddressProof) -> tuple[Registration, str]:
    said, token = proof.said, new_token()
    require_no_account(proof)
    if "name" in said:
        seat = seat_new(proof, said, token)
    else:
        seat = Registration.objects.standing().filter(event=proof.event_id, guest__email__iexact=proof.email).select_related("guest").first()
        if seat is None:
            raise Unknown(_("Nobody is registered for this event with this address. Register, and you have a seat if one is free."))
        renew(seat.guest, token_hash=hash_of(token))
    proof.delete()
    return seat, token


def require_no_account(proof: AddressProof) -> None:
    """Who has proven the address may know that an account of theirs is registered already."""
    owners = EmailAddress.objects.filter(email__iexact=proof.email, verified=True).values("user")
    if Registration.objects.standing().filter(event=proof.event_id, user__in=owners).exists():
        raise ValidationError(_("You are registered already, with your account at this address. Sign in to see it."))


def seat_new(proof: AddressProof, said: Mapping[str, Any], token: str) -> Registration:
    facts = {name: said[name] for name in ("name", "organisation", "language", "time_zone")} | {"token_hash": hash_of(token)}
    guest = Guest.objects.select_for_update(no_key=True).filter(email__iexact=proof.email).first()
    guest = renew(guest, **facts) if guest else Guest.objects.create(email=proof.email, **facts)
    answers = {int(key): text for key, text in said["answers"].items()}
    seat = register(
        proof.event,
        who=guest,
        language=said["language"],
        answers=answers,
        may_record_attendance=said["may_record_attendance"],
        may_be_noted=said.get("may_be_noted"),
    )
    letters.write(seat, "decided")
    return seat


def renew(guest: Guest, **facts: Any) -> Guest:
    """Known by another browser from now on; the one before hears nothing more."""
    for name, value in ({"proven_at": timezone.now(), "seen_at": timezone.now()} | facts).items():
        setattr(guest, name, value)
    guest.save()
    Feed.objects.append(f"guest:{guest.pk}", "session.ended", guest=guest.pk)
    return guest


# Somebody with an account after all


@transaction.atomic
def claim(user: User) -> None:
    """What was done as a guest at one of the user's proven addresses is theirs; invitations to it, too."""
    proven = [address.lower() for address in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)]
    for address in proven:
        invitations = Invitation.objects.filter(user=None, email__iexact=address)
        invitations.exclude(event__in=user.event_invitations.values("event")).update(user=user)
    for guest in Guest.objects.filter(email__in=proven):
        take_over(guest, user)


def take_over(guest: Guest, user: User) -> None:
    """Their seats; where the user has one of their own, that one stays, and the guest's is freed. And the themes that they ask for."""
    doubled = guest.registrations.filter(event__in=user.event_registrations.values("event"))
    for feedback in EventFeedback.objects.filter(registration__in=doubled):
        keep_feedback(feedback, user)
    freed = [seat.event for seat in doubled.select_related("event")]
    forget_words(doubled)
    doubled.delete()
    guest.registrations.update(guest=None, user=user)
    themes.hand_over(guest, user)
    Feed.objects.append(f"guest:{guest.pk}", "session.ended", guest=guest.pk)
    guest.delete()
    for event in freed:
        settle_line(event)


def keep_feedback(feedback: EventFeedback, user: User) -> None:
    """On the seat of their own, unless they have said something there."""
    seat = user.event_registrations.filter(event=feedback.event_id, feedback=None)
    EventFeedback.objects.filter(pk=feedback.pk, event__in=seat.values("event")).update(registration=seat.first())


# Forgetting


def forget_guests() -> None:
    """Those who have not been here for long, and what waits for a code that nobody writes any more."""
    AddressProof.objects.filter(made_at__lt=timezone.now() - timedelta(days=1)).delete()
    for guest in Guest.objects.filter(seen_at__lt=timezone.now() - KEPT):
        privacy.erase(Person(guests=(guest,)))
