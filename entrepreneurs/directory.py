"""The directory as one reader sees it: who is found, page by page, and where they are on the map."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from django.db.models import Count, Prefetch
from django_countries import countries

from entrepreneurs import maps, places
from entrepreneurs.models import Facet, Profile
from entrepreneurs.places import Place

PAGE = 24
MOST_CIRCLES = 200
FACETS = {kind.value: kind for kind in Facet.Kind}


@dataclass(frozen=True, slots=True)
class Circle:
    """Some people in one place of the map; its surface says how many."""

    place: Place
    number: int
    x: float
    y: float
    radius: float

    @property
    def address(self) -> str:
        """The region, by which one asks for those who are there."""
        return "/".join(self.place.parts[:2])


@dataclass(frozen=True, slots=True)
class Land:
    """A country, or one of its regions, and how many people are there."""

    key: str
    name: str
    number: int


class Directory:
    """`chosen` are the filters by name (DirectoryForm), `home` is where the reader lives, `before` the key of the last one seen."""

    def __init__(self, viewer, *, chosen: dict[str, str], home: Place | None = None, before: int | None = None):
        self.viewer, self.chosen, self.home, self.before = viewer, chosen, home, before

    @cached_property
    def everywhere(self):
        """Who is found, wherever they are."""
        found = Profile.objects.visible_to(self.viewer).listed()
        if role := self.chosen.get("role"):
            found = found.filter(role=role)
        for kind in FACETS.keys() & self.chosen.keys():
            found = found.having(kind, self.chosen[kind])
        if self.home and "near" in self.chosen:
            found = found.filter(shown_key__in=places.near(self.home, km=int(self.chosen["near"])))
        return found

    @property
    def country(self) -> str:
        return self.chosen.get("where", "").partition("/")[0]

    @property
    def region(self) -> str:
        return self.chosen.get("where", "").partition("/")[2]

    # The list

    @cached_property
    def page(self) -> list[Profile]:
        """The newest first; one more than is shown, where there are more. Two queries."""
        found = self.everywhere
        if self.country:
            found = found.filter(shown_country=self.country)
        if self.region:
            found = found.filter(shown_region=self.region)
        if self.before:
            found = found.filter(user__lt=self.before)
        spoken = Prefetch("facets", Facet.objects.filter(kind=Facet.Kind.LANGUAGE))
        return list(found.select_related("user").prefetch_related(spoken).order_by("-user")[: PAGE + 1])

    @property
    def people(self) -> list[Profile]:
        return self.page[:PAGE]

    @property
    def next_before(self) -> int | None:
        return self.people[-1].pk if len(self.page) > PAGE else None

    # The map

    @cached_property
    def numbers(self) -> dict[str, int]:
        """How many people there are by region; in one country, by place. One query, whatever is shown of it."""
        if self.country:
            counted = self.everywhere.filter(shown_country=self.country).values_list("shown_key")
            return dict(counted.annotate(number=Count("pk")).order_by())
        counted = self.everywhere.values_list("shown_country", "shown_region").annotate(number=Count("pk")).order_by()
        return {f"{country}/{region}" if region else country: number for country, region, number in counted}

    @property
    def total(self) -> int:
        return sum(number for key, number in self.numbers.items() if not self.region or f"{key}/".startswith(f"{self.country}/{self.region}/"))

    @property
    def frame(self) -> maps.Frame:
        return maps.frame_of(self.country) if self.country else maps.WHOLE

    @property
    def circles(self) -> list[Circle]:
        """The biggest, drawn first, so that the small ones lie on top."""
        known = [(place, number) for key, number in self.numbers.items() if (place := places.place_at(key))]
        unit = max(self.frame.width, self.frame.height) / maps.HEIGHT
        circles = [Circle(place, number, *maps.point(place), round(unit * min(7 + 4 * sqrt(number), 48), 2)) for place, number in known]
        return sorted(circles, key=lambda circle: -circle.number)[:MOST_CIRCLES]

    @property
    def lands(self) -> list[Land]:
        """The countries where people are; in one country, its regions."""
        counted: Counter[str] = Counter()
        for key, number in self.numbers.items():
            counted["/".join(key.split("/")[: 2 if self.country else 1])] += number
        named = [Land(key, key.partition("/")[2] or countries.name(key), number) for key, number in counted.items() if key and key != self.country]
        return sorted(named, key=lambda land: (-land.number, land.name))
