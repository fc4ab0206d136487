"""Networks as one reader sees them: the list, and the page of one."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django_countries import countries

from entrepreneurs.models import Block, Contribution, Facet, Membership, Network, NetworkMember, NetworkOrganisation, NetworkStep, Profile
from entrepreneurs.models.networks import NetworkSubject
from entrepreneurs.network_talk import NetworkPlace
from hub.models import Organisation, Topic
from hub.suppression import at_least

PAGE = 24
MOST_SHOWN = 48  # people on a network's page
MOST_DONE = 12  # steps that are done
SECTOR, CHALLENGE = NetworkSubject.Kind.SECTOR, NetworkSubject.Kind.CHALLENGE


def rows(found):
    """With what a row of a list shows: two queries beside their own."""
    return found.with_words().with_numbers()


class Networks:
    """`chosen` are the filters by name (NetworksForm), `number` the page, from 1."""

    def __init__(self, viewer, *, chosen: dict[str, str], number: int = 1):
        self.viewer, self.chosen, self.number = viewer, chosen, number

    @property
    def everything(self):
        found = Network.objects.open()
        if kind := self.chosen.get("kind"):
            found = found.filter(kind=kind)
        for name, subject in (("sector", SECTOR), ("challenge", CHALLENGE)):
            if name in self.chosen:
                found = found.about(subject, [self.chosen[name]])
        return found.filter(self.with_somebody_in(self.chosen["country"])) if "country" in self.chosen else found

    def with_somebody_in(self, country: str) -> Q:
        """Organisations there, or people there whom the reader sees."""
        seen = Profile.objects.visible_to(self.viewer).filter(shown_country=country).values("user")
        people = NetworkMember.objects.present().filter(user__in=seen)
        places = NetworkOrganisation.objects.present().filter(organisation__in=Organisation.objects.working_in(country))
        return Q(pk__in=people.values("network")) | Q(pk__in=places.values("network"))

    @cached_property
    def page(self) -> list[Network]:
        """Those with most people first; one more than is shown, where there are more."""
        first = (self.number - 1) * PAGE
        return list(rows(self.everything).order_by("-people", "-pk")[first : first + PAGE + 1])

    @property
    def groups(self) -> list[tuple[str, list[Network]]]:
        """Those on this page, by kind."""
        by_kind = [(kind.label, [one for one in self.page[:PAGE] if one.kind == kind]) for kind in Network.Kind]
        return [(label, found) for label, found in by_kind if found]

    @property
    def next(self) -> int | None:
        return self.number + 1 if len(self.page) > PAGE else None

    @cached_property
    def mine(self) -> list[Network]:
        """Those that the reader belongs to or has proposed, whatever is chosen; for visitors no query."""
        if not self.viewer.is_authenticated:
            return []
        theirs = Network.objects.filter(closed_at=None).joined_by(self.viewer)
        return list(theirs.with_words())


def addresses() -> list[tuple[str, datetime | None]]:
    """What search engines are told of: the list, and what is open."""
    return [("people/networks/", None), *((f"people/networks/{slug}/", None) for slug in Network.objects.open().values_list("slug", flat=True))]


class NetworkPage:
    """What the page of a network shows to one reader: a query for each part of it."""

    def __init__(self, network: Network, viewer):
        self.network, self.viewer = network, viewer

    @cached_property
    def challenges(self) -> list[str]:
        """That it is about, by their names."""
        slugs = self.network.chosen(CHALLENGE)
        found = Topic.objects.filter(slug__in=slugs, locale__language_code=get_language()) if slugs else Topic.objects.none()
        return list(found.values_list("name", flat=True))

    # Who is in it

    @cached_property
    def moderators(self) -> list[NetworkMember]:
        """Everybody who looks after it, the reader or whom a block hides among them."""
        return list(self.network.members.moderating().select_related("user"))

    @cached_property
    def named(self) -> list[tuple[str, str]]:
        """Moderators by name, with the address of their profile where the reader sees it. Visitors are told of those who show themselves alone."""
        seen = set(self.seen.filter(pk__in=[one.user_id for one in self.moderators]).values_list("pk", flat=True))
        hidden = Block.objects.hidden_from(self.viewer) if self.viewer.is_authenticated else {one.user_id for one in self.moderators} - seen
        shown = [one.user for one in self.moderators if one.user_id not in hidden]
        return [(user.shown_name, reverse("people:person", args=[user.pk]) if user.pk in seen else "") for user in shown]

    @property
    def seen(self):
        """The profiles of members that the reader sees."""
        return Profile.objects.visible_to(self.viewer).filter(user__in=self.network.members.present().values("user"))

    @cached_property
    def people(self) -> list[Profile]:
        """Those who moderate it first, then the newest."""
        spoken = Prefetch("facets", Facet.objects.filter(kind=Facet.Kind.LANGUAGE))
        leading = self.network.members.moderating().filter(user=OuterRef("user"))
        found = self.seen.annotate(leads=Exists(leading)).order_by("-leads", "-user")
        return list(found.select_related("user").prefetch_related(spoken)[:MOST_SHOWN])

    @property
    def not_shown(self) -> int:
        """How many belong to it whom the reader does not see here."""
        return self.network.people - len(self.people)

    @cached_property
    def countries(self) -> list[tuple[str, int]]:
        """Of those whom the reader sees: how many live where, as far as they show it, and never fewer than five."""
        counted = self.seen.exclude(shown_country="").order_by().values_list("shown_country").annotate(number=Count("pk"))
        kept = [(countries.name(code), number) for code, number in counted if at_least(number)]
        return sorted(kept, key=lambda one: (-one[1], one[0]))

    @cached_property
    def organisations(self) -> list[NetworkOrganisation]:
        """Companies first."""
        found = self.network.organisations.present().select_related("organisation")
        return sorted(found, key=lambda row: (not row.is_company, row.organisation.name.casefold()))

    # What it does next

    @cached_property
    def steps(self) -> list[NetworkStep]:
        return list(self.network.steps.all())

    @property
    def ahead(self) -> list[NetworkStep]:
        return [step for step in self.steps if not step.done_at]

    @property
    def done(self) -> list[NetworkStep]:
        """The newest first."""
        found = sorted((step for step in self.steps if step.done_at), key=lambda step: step.done_at, reverse=True)
        return found[:MOST_DONE]

    @property
    def today(self):
        return timezone.localdate()

    # What the reader may do

    @cached_property
    def own(self) -> NetworkMember | None:
        """As whom they belong to it."""
        return self.network.members.present().filter(user=self.viewer).first() if self.viewer.is_authenticated else None

    @cached_property
    def may_lead(self) -> bool:
        return bool(self.own and self.own.is_moderator) or self.viewer.has_perm("entrepreneurs.moderate")

    @cached_property
    def own_organisations(self) -> list[Organisation]:
        """In whose name they write, and that are verified."""
        if not self.viewer.is_authenticated:
            return []
        theirs = Membership.objects.of(self.viewer).editing().of_verified().values("organisation")
        return list(Organisation.objects.filter(pk__in=theirs))

    @property
    def may_bring(self) -> list[Organisation]:
        here = {row.organisation_id for row in self.organisations}
        return [one for one in self.own_organisations if one.pk not in here]

    @property
    def own_keys(self) -> set[int]:
        return {one.pk for one in self.own_organisations}


class Desk:
    """What those who look after a network see of it: members as far as they see them anyway, and what they can do."""

    def __init__(self, network: Network, viewer):
        self.network, self.viewer = network, viewer

    @cached_property
    def decides(self) -> bool:
        return self.viewer.has_perm("entrepreneurs.moderate")

    @cached_property
    def members(self) -> list[NetworkMember]:
        """Oneself, those whose profile one sees, those who have spoken there with their name, and those who offer to look after it too."""
        seen = Profile.objects.visible_to(self.viewer).values("user")
        heard = Contribution.objects.standing().filter(place=NetworkPlace(self.network).name).values("author")
        named = Q(user__in=seen) | Q(user__in=heard) | Q(user=self.viewer) | Q(offered_at__isnull=False) | Q(is_moderator=True)
        found = self.network.members.present().filter(named).exclude(user__in=Block.objects.hidden_from(self.viewer))
        return list(found.select_related("user").order_by("-is_moderator", "joined_at", "pk"))

    @property
    def unseen(self) -> int:
        return self.network.members.present().count() - len(self.members)

    @cached_property
    def has_moderator(self) -> bool:
        return self.network.members.moderating().exists()

    @cached_property
    def organisations(self) -> list[NetworkOrganisation]:
        return list(self.network.organisations.present().select_related("organisation"))

    @cached_property
    def steps(self) -> list[NetworkStep]:
        return list(self.network.steps.all())
