"""The challenges of a room as one of those who are in it sees them."""

from __future__ import annotations

from copy import copy
from functools import cached_property

from django.forms import Form

from events.forms.challenges import AdoptForm, AskToAdoptForm, MergeInRoomForm, RaiseForm
from events.models import Adoption, Challenge, ChallengeVote, Registration
from events.models.challenges import whose


class ChallengesInRoom:
    """The part of a room's page that is about challenges."""

    @property
    def may_raise(self) -> bool:
        """What is said in a rehearsal is wiped, and a challenge stays."""
        return self.may_speak and self.room.is_open

    @property
    def raising(self) -> Form:
        return self.forms.get("raise") or RaiseForm(auto_id="raise_%s")

    @cached_property
    def challenges(self) -> list[Challenge]:
        return [self.seen_challenge(one) for one in self.now.challenges if one.user_id not in self.hides]

    @cached_property
    def shared_challenges(self) -> set[int]:
        """Those that this reader has too."""
        found = ChallengeVote.objects.filter(whose(self.who), challenge__event=self.room.pk)
        return set(found.values_list("challenge", flat=True)) if self.challenges else set()

    def seen_challenge(self, challenge: Challenge) -> Challenge:
        """With the form for whoever was asked for an answer."""
        if self.may_speak and any(self.is_asked(one) for one in challenge.adoptions.all()):
            challenge = copy(challenge)  # which others are shown as well
            challenge.adopt = self.forms.get(f"adopt-{challenge.pk}") or self.adopt(challenge)
        return challenge

    def is_asked(self, adoption: Adoption) -> bool:
        return not adoption.answered_at and (adoption.seat_id == self.seat.pk or (adoption.user_id == self.seat.user_id is not None))

    def adopt(self, challenge: Challenge) -> Form:
        initial = {"name": self.who.name, "organisation": getattr(self.who, "organisation", "")}
        return AdoptForm(initial=initial, auto_id=f"adopt-{challenge.pk}-%s")

    @property
    def open_challenges(self):
        """What hosts choose from."""
        return self.room.event.challenges.shown().exclude(state=Challenge.State.CLOSED).order_by("-pk")

    @property
    def ask_to_adopt(self) -> Form:
        seats = self.room.event.registrations.coming().exclude(role=Registration.Role.OBSERVER).select_related("user", "guest")
        return AskToAdoptForm(others=self.open_challenges, seats=seats, auto_id="asked_%s")

    @property
    def merge(self) -> Form:
        return MergeInRoomForm(others=self.open_challenges, auto_id="merge_%s")
