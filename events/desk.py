"""An adviser's desk: the events that somebody leads, what waits for them there, and what people ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django_countries import countries

from entrepreneurs.models import User
from entrepreneurs.vocabulary import ROLES
from events.models import Event, EventFeedback, Host, Question, Registration, Speaker, ThemeProposal, ThemeVote
from events.models.rooms import AFTER
from hub.suppression import suppress

MOST_WANTED = 10
MOST_LEFT = 20


@dataclass(frozen=True)
class Wanted:
    """A theme that people ask for, and what may be told of them: counts of at least five, by country and by what they are here."""

    proposal: ThemeProposal
    countries: list[tuple[str, int]]
    roles: list[tuple[str, int]]


def told(counts: Counter, name: Callable[[str], object]) -> list[tuple[str, int]]:
    """The greatest first; who has not said it is counted for what would be worked out, and not told."""
    kept = {cell: number for cell, number in suppress(counts).items() if number and cell}
    return [(str(name(cell)), number) for cell, number in sorted(kept.items(), key=lambda one: (-one[1], one[0]))]


class Desk:
    """Everything on it; a query each, where it is asked for."""

    def __init__(self, user: User):
        self.user = user

    @cached_property
    def led(self):
        """One's own, not all that a moderator might lead."""
        return Event.objects.filter(pk__in=self.user.hosting.agreed().values("event")).with_words()

    @cached_property
    def drafts(self) -> list[Event]:
        return list(self.led.filter(state="draft").order_by("starts_at"))

    @cached_property
    def coming(self) -> list[Event]:
        return list(self.led.filter(state="published").upcoming())

    @cached_property
    def past(self) -> list[Event]:
        return list(self.led.filter(state="published").past()[:20])

    @cached_property
    def applications(self) -> list[Registration]:
        """Who has applied and waits for an answer, the first of them first."""
        found = Registration.objects.filter(event__in=[event.pk for event in self.coming], state=Registration.State.APPLIED)
        return list(found.select_related("user", "guest", "event").prefetch_related("event__texts")[:50])

    @cached_property
    def asked_to_host(self) -> list[Host]:
        return list(Host.objects.filter(user=self.user, since=None).select_related("event").prefetch_related("event__texts"))

    @cached_property
    def asked_to_speak(self) -> list[Speaker]:
        found = Speaker.objects.filter(user=self.user, standing=Speaker.Standing.ASKED)
        return list(found.select_related("event").prefetch_related("event__texts"))

    # What happened since

    @cached_property
    def unanswered(self) -> list[Event]:
        """Events with `held` questions that wait for a host, and `left` ones that nobody has answered though the room has closed."""
        is_closed = Q(room__closed_at__isnull=False) | Q(ends_at__lte=timezone.now() - AFTER)
        found = self.led.filter(state="published").annotate(
            held=Count("room__questions", filter=Q(room__questions__state=Question.State.HELD)),
            left=Count("room__questions", filter=Q(room__questions__state=Question.State.OPEN) & is_closed),
        )
        return list(found.exclude(held=0, left=0).prefetch_related(None).prefetch_related("texts").order_by("-starts_at")[:MOST_LEFT])

    @cached_property
    def feedback(self) -> list[Event]:
        """Events with how many have said something of them lately (`said`)."""
        new = EventFeedback.objects.new().filter(event__in=self.led.values("pk"))
        counts = dict(new.order_by().values_list("event").annotate(number=Count("pk")))
        found = list(Event.objects.filter(pk__in=counts).prefetch_related("texts").order_by("-starts_at"))
        for event in found:
            event.said = counts[event.pk]
        return found

    @cached_property
    def wanted(self) -> list[Wanted]:
        """What most people ask for. Two queries, however many ask."""
        proposals = list(ThemeProposal.objects.open().with_votes()[:MOST_WANTED])
        where, what = defaultdict(Counter), defaultdict(Counter)
        votes = ThemeVote.objects.filter(proposal__in=proposals).order_by()
        for proposal, country, role in votes.values_list("proposal", "user__country", "user__profile__role"):
            where[proposal][country or ""] += 1
            what[proposal][role or ""] += 1
        return [Wanted(one, told(where[one.pk], countries.name), told(what[one.pk], ROLES.get)) for one in proposals]
