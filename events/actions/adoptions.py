"""Those who decide answer a challenge in public, and entrepreneurs take it up."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Profile, User
from events.actions import rooms
from events.actions.challenges import announced, named, settle, still_open
from events.models import Adoption, Challenge, Guest, Registration, Venture, VentureNote
from events.models.challenges import whose
from hub import notices

DECIDES = "decision_maker"


class DecidesNothing(ValidationError):
    """A challenge is answered by those who decide, or whom a host asks to."""

    def __init__(self):
        super().__init__(gettext_lazy("Challenges are answered by those who decide for a community, and by those whom a host asks to."))


def may_adopt(challenge: Challenge, who: User | Guest) -> bool:
    """Whoever decides by their profile, and whom a host has asked. Two queries."""
    if challenge.adoptions.filter(whose(who)).exists():
        return True
    return who.is_authenticated and Profile.objects.filter(user=who.pk, role=DECIDES).exists()


@transaction.atomic
def ask_to_adopt(challenge: Challenge, *, seat: Registration) -> Adoption:
    """A host says that somebody in the room makes this challenge theirs, who is then asked for their words. Asked twice, it is once."""
    challenge = still_open(challenge)
    seat = Registration.objects.coming().filter(pk=seat.pk, event=challenge.event_id).select_related("user").first()
    if seat is None:
        raise rooms.NoSeat
    adoption, is_new = Adoption.objects.get_or_create(challenge=challenge, **named(seat), defaults={"asked_at": timezone.now()})
    if is_new and seat.user:
        notices.give(seat.user, "asked_to_adopt", about=f"challenge:{challenge.pk}")
    announced(challenge)
    return adoption


@transaction.atomic
def adopt(challenge: Challenge, *, who: User | Guest, name: str, organisation: str, text: str, language: str) -> Adoption:
    """Make it one's own, and answer in public; or say it anew. By sending it, they consent that name and organisation stand beside it.

    ValidationError for whoever may not: NotTaken, DecidesNothing, Silenced.
    """
    challenge = still_open(challenge)
    if not may_adopt(challenge, who):
        raise DecidesNothing
    if who.is_authenticated:
        require_voice(who)
    adoption = challenge.adoptions.filter(whose(who)).first() or Adoption(challenge=challenge, user=who)
    is_first = adoption.answered_at is None
    adoption.name, adoption.organisation, adoption.text, adoption.language = name, organisation, text, language
    adoption.answered_at = adoption.answered_at or timezone.now()
    adoption.save()
    if is_first:
        tell_raiser(challenge, "challenge_adopted", by=adoption.user)
    settle(challenge)
    if adoption.user:
        notices.close(adoption.user, "asked_to_adopt", about=f"challenge:{challenge.pk}")
    return adoption


@transaction.atomic
def take_back(adoption: Adoption) -> None:
    """The answer goes, or the request for one. A plan that was made stays."""
    challenge = Challenge.objects.get(pk=adoption.challenge_id)
    if adoption.user:
        notices.close(adoption.user, "asked_to_adopt", about=f"challenge:{challenge.pk}")
    adoption.delete()
    settle(challenge)


def tell_raiser(challenge: Challenge, kind: str, *, by: User | None) -> None:
    raiser = challenge.user or (challenge.seat and challenge.seat.user)
    if raiser and raiser != by:
        notices.give(raiser, kind, about=f"challenge:{challenge.pk}")


# Ventures


@transaction.atomic
def take_up(challenge: Challenge, *, user: User, title: str, text: str, address: str, language: str) -> Venture:
    """An entrepreneur makes a venture of it, or tells anew what it is. Raises NotTaken and Silenced."""
    challenge = still_open(challenge)
    require_voice(user)
    facts = {"title": title, "text": text, "address": address, "language": language}
    venture, is_new = Venture.objects.update_or_create(challenge=challenge, user=user, defaults=facts)
    if is_new:
        tell_raiser(challenge, "challenge_taken_up", by=user)
    announced(challenge)
    return venture


@transaction.atomic
def note_progress(venture: Venture, *, text: str, language: str) -> VentureNote:
    require_voice(venture.user)
    note = venture.notes.create(text=text, language=language)
    announced(venture.challenge)
    return note


@transaction.atomic
def give_up(venture: Venture) -> None:
    """The venture goes from the challenge, with its notes."""
    announced(venture.challenge)
    venture.delete()
