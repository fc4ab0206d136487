"""A circle as one of its members sees it. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from entrepreneurs.actions.circles import leads
from entrepreneurs.models import Block, Circle, CircleEntry, CircleInvitation, CircleMember, User
from entrepreneurs.models.circles import LEAST, LEAST_COUNTRIES, MOST_FACILITATORS, countries_of


@dataclass
class CirclePage:
    """For somebody who is in it. Whom the reader hides is missing, in its numbers, too."""

    circle: Circle
    reader: User

    @cached_property
    def hides(self) -> set[int]:
        return Block.objects.hidden_from(self.reader)

    @cached_property
    def everybody(self) -> list[CircleMember]:
        return list(self.circle.members.present().select_related("user__profile"))

    @cached_property
    def people(self) -> list[CircleMember]:
        return [member for member in self.everybody if member.user_id not in self.hides]

    @cached_property
    def me(self) -> CircleMember:
        return next(member for member in self.everybody if member.user_id == self.reader.pk)

    @property
    def countries(self) -> int:
        return len(countries_of(self.people))

    @property
    def is_leading(self) -> bool:
        return not self.circle.is_ended and leads(self.me, self.everybody)

    @property
    def facilitators(self) -> list[CircleMember]:
        return [member for member in self.people if member.is_facilitator]

    @property
    def may_have_facilitator(self) -> bool:
        return self.is_leading and sum(member.is_facilitator for member in self.everybody) < MOST_FACILITATORS

    @property
    def lacks_people(self) -> int:
        """How many are missing until it can begin."""
        return max(0, LEAST - len(self.everybody))

    @property
    def lacks_country(self) -> bool:
        return len(countries_of(self.everybody)) < LEAST_COUNTRIES

    @property
    def can_begin(self) -> bool:
        return self.circle.is_forming and self.is_leading and not self.lacks_people and not self.lacks_country

    @property
    def is_small(self) -> bool:
        return self.circle.is_running and len(self.everybody) < LEAST

    @cached_property
    def has_blocked_somebody(self) -> bool:
        """Whether the reader has blocked a member; who was blocked is not told, and asked as little."""
        others = [member.user_id for member in self.everybody]
        return bool(self.hides) and blocks_any(self.reader, others)

    @cached_property
    def requests(self) -> list[CircleInvitation]:
        """Who would like to join, for those who can let them in."""
        if not self.is_leading:
            return []
        return list(CircleInvitation.objects.requests().seen_by(self.reader).filter(circle=self.circle.pk).select_related("user"))

    @cached_property
    def invited(self) -> list[CircleInvitation]:
        """Who was invited and has not answered, as far as anybody can tell."""
        found = CircleInvitation.objects.filter(circle=self.circle.pk, is_request=False, user__is_active=True)
        return list(still_open(found).exclude(user__in=self.hides).exclude(user__in=[one.user_id for one in self.everybody]).select_related("user"))

    @cached_property
    def entries(self) -> list[CircleEntry]:
        """The newest first; one query."""
        return list(CircleEntry.objects.visible_to(self.reader).filter(circle=self.circle.pk).select_related("author"))

    @property
    def renewal(self) -> Circle | None:
        return getattr(self.circle, "renewal", None)


def still_open(found: QuerySet) -> QuerySet:
    """As it looks to whoever asked: one that was declined is open until it is too old."""
    return found.filter(accepted_at=None, expires_at__gt=timezone.now())


def blocks_any(user: User, others: Iterable[int]) -> bool:
    return Block.objects.filter(blocker=user, blocked__in=others).exists()


def is_beside_somebody_blocked(circle: Circle, user: User) -> bool:
    """Whether whoever is invited would sit beside somebody whom they have blocked."""
    return blocks_any(user, circle.members.present().values_list("user", flat=True))


@dataclass
class Circles:
    """Those that somebody is in, is invited to, and may ask to join."""

    reader: User
    MOST_OPEN = 30

    @cached_property
    def hides(self) -> set[int]:
        return Block.objects.hidden_from(self.reader)

    @cached_property
    def mine(self) -> list[Circle]:
        """Those that go on first."""
        found = list(Circle.objects.visible_to(self.reader).with_people(hides=self.hides))
        return sorted(found, key=lambda circle: circle.is_ended)

    @cached_property
    def invited(self) -> list[CircleInvitation]:
        return list(CircleInvitation.objects.to(self.reader).select_related("circle", "asked_by"))

    @cached_property
    def open(self) -> list[Circle]:
        return list(Circle.objects.open_to(self.reader).with_people(hides=self.hides)[: self.MOST_OPEN])

    @cached_property
    def asked(self) -> set[int]:
        """Those that they have asked to join, as it looks to them."""
        found = CircleInvitation.objects.filter(user=self.reader, is_request=True)
        return set(still_open(found).values_list("circle", flat=True))
