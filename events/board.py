"""The board of challenges as one reader sees it, and the page of one of them."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from events.actions.adoptions import may_adopt
from events.guests import is_known
from events.listing import PAGE, Narrowed, within
from events.models import Adoption, Challenge, Event, PlanStep
from events.models.challenges import whose


class Board(Narrowed):
    """`chosen` are the filters by name (BoardForm), `number` the page, from 1."""

    def __init__(self, who, *, chosen: dict[str, str], number: int = 1):
        super().__init__(chosen=chosen, number=number)
        self.who = who

    @cached_property
    def everywhere(self):
        """Those that fit all the filters but the place."""
        named = {"state": "state", "programme": "programme__key"}
        return Challenge.objects.listed().filter(**{path: self.chosen[name] for name, path in named.items() if name in self.chosen})

    @cached_property
    def page(self) -> list[Challenge]:
        """One more than is shown, where there are more. One query."""
        first = (self.number - 1) * PAGE
        found = within(self.everywhere, self.where).with_votes().with_vote_of(self.who).sorted()
        return list(found[first : first + PAGE + 1])

    @property
    def challenges(self) -> list[Challenge]:
        return self.page[:PAGE]


class ChallengePage:
    """What the page of a challenge shows to one reader. `seen` are the events that they may see."""

    def __init__(self, challenge: Challenge, who, *, seen):
        self.challenge, self.who, self.seen = challenge, who, seen

    @property
    def is_somebody(self) -> bool:
        return is_known(self.who)

    @cached_property
    def event(self) -> Event | None:
        """Where it was raised, for whoever sees that event."""
        return self.seen.prefetch_related("texts").filter(pk=self.challenge.event_id).first() if self.challenge.event_id else None

    @cached_property
    def answers(self) -> list[Adoption]:
        return list(self.challenge.adoptions.answered())

    @cached_property
    def steps(self) -> list[PlanStep]:
        return list(self.challenge.steps.all())

    @cached_property
    def ventures(self) -> list:
        return list(self.challenge.ventures.select_related("user").prefetch_related("notes"))

    # What the reader may do

    @cached_property
    def my_answer(self) -> Adoption | None:
        return self.challenge.adoptions.filter(whose(self.who)).first() if self.is_somebody else None

    @cached_property
    def may_answer(self) -> bool:
        return self.is_somebody and self.challenge.takes_part and may_adopt(self.challenge, self.who)

    @cached_property
    def may_lead(self) -> bool:
        return self.who.is_authenticated and Challenge.objects.led_by(self.who).filter(pk=self.challenge.pk).exists()

    @cached_property
    def may_plan(self) -> bool:
        return self.is_somebody and self.challenge.takes_part and Challenge.objects.planned_by(self.who).filter(pk=self.challenge.pk).exists()

    @property
    def has_venture(self) -> bool:
        return any(venture.user_id == self.who.pk for venture in self.ventures) if self.who.is_authenticated else False

    @property
    def reportable(self) -> set[int]:
        """The steps that they may report on."""
        return {step.pk for step in self.steps if self.may_plan or (self.who.is_authenticated and step.responsible_id == self.who.pk)}

    @property
    def today(self):
        return timezone.localdate()
