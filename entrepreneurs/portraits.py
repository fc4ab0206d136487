"""A profile as one reader sees it: what is said to them, how the two stand to each other, and where they could meet."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language

from entrepreneurs.models import Connection, Conversation, Facet, Network, Profile, Tag
from entrepreneurs.models.conversations import pair_of
from entrepreneurs.vocabulary import HELP
from hub.models import Topic

CHALLENGE, NEED, OFFER = Facet.Kind.CHALLENGE, Facet.Kind.NEED, Facet.Kind.OFFER


class Portrait:
    """Who is connected, their conversation, what the reader offers and needs, and the names of challenges: a query each, where it is asked for."""

    def __init__(self, profile: Profile, viewer):
        self.profile, self.viewer = profile, viewer

    @property
    def is_own(self) -> bool:
        return self.profile.user == self.viewer

    @cached_property
    def connection(self) -> Connection | None:
        if self.is_own or not self.viewer.is_authenticated:
            return None
        return Connection.objects.between(self.viewer, self.profile.user).first()

    @property
    def standing(self) -> str:
        """own, visitor, stranger, connected, asked (by the reader), asks (the reader), or declined (by the reader)."""
        if self.is_own or not self.viewer.is_authenticated:
            return "own" if self.is_own else "visitor"
        found = self.connection
        if found is None or (not found.accepted_at and found.expires_at <= timezone.now()):
            return "stranger"
        if found.accepted_at or found.asker_id == self.viewer.pk:
            return "connected" if found.accepted_at else "asked"
        return "declined" if found.declined_at else "asks"

    @cached_property
    def conversation(self) -> Conversation | None:
        return Conversation.objects.filter(pair=pair_of(self.viewer, self.profile.user)).first() if self.standing == "connected" else None

    @property
    def tags(self) -> list[Tag]:
        """What they say of themselves to this reader."""
        is_close = self.standing in {"own", "connected"}
        return [tag for tag in self.profile.tags.all() if tag.is_for_all or is_close]

    @cached_property
    def challenges(self) -> list[str]:
        return self.names_of(self.profile.chosen(CHALLENGE))

    @cached_property
    def networks(self) -> list[Network]:
        """Those that they are in; a query, and one for what these are called."""
        return list(Network.objects.open().joined_by(self.profile.user).prefetch_related("texts"))

    def names_of(self, slugs: list[str]) -> list[str]:
        found = Topic.objects.filter(slug__in=slugs, locale__language_code=get_language()) if slugs else Topic.objects.none()
        return list(found.values_list("name", flat=True))

    # What the two have for each other

    @cached_property
    def mine(self) -> dict[str, set[str]]:
        """What the reader offers, needs and works on."""
        chosen: dict[str, set[str]] = {CHALLENGE: set(), NEED: set(), OFFER: set()}
        if self.viewer.is_authenticated and not self.is_own:
            for kind, value in Facet.objects.filter(profile=self.viewer.pk, kind__in=chosen).values_list("kind", "value"):
                chosen[kind].add(value)
        return chosen

    @property
    def they_offer(self) -> list[str]:
        """Of what the reader needs."""
        return [str(HELP[value]) for value in self.profile.chosen(OFFER) if value in self.mine[NEED] and value in HELP]

    @property
    def they_need(self) -> list[str]:
        """Of what the reader offers."""
        return [str(HELP[value]) for value in self.profile.chosen(NEED) if value in self.mine[OFFER] and value in HELP]

    @cached_property
    def both_work_on(self) -> list[str]:
        return self.names_of([value for value in self.profile.chosen(CHALLENGE) if value in self.mine[CHALLENGE]])
