"""The gazetteer: places in the hub's countries, their regions and the countries themselves. Names and positions are GeoNames's (CC BY 4.0).

A place is known by its key, which says how exact it is: "NO", "NO/Trøndelag" or "NO/Trøndelag/Steinkjer".
"""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from django_countries import countries

CONTENT = Path(__file__).parent / "content"
COUNTRIES = ("NO", "SE", "FI", "IS", "IE", "GR", "PL", "EE")
EARTH = 6371.0
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "ð": "d", "þ": "th", "’": "'"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place, a region or a country. `reach` is how far, in km, the farthest of its places lies from its middle."""

    key: str
    latitude: float
    longitude: float
    reach: float = 0

    @property
    def parts(self) -> list[str]:
        return self.key.split("/")

    @property
    def country(self) -> str:
        return self.parts[0]

    @property
    def name(self) -> str:
        """Its own name; a country's is in the active language."""
        return self.parts[-1] if len(self.parts) > 1 else countries.name(self.country)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    by_key: dict[str, Place]
    by_name: dict[tuple[str, str], list[Place]]  # by country and folded name
    regions: dict[str, list[Place]]  # by country, in the order of their names


@cache
def gazetteer() -> Gazetteer:
    """Read once in a process, when it is first asked: 6,500 places in 60 ms."""
    by_key, others = {}, {}
    with (CONTENT / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = f"{row['country']}/{row['region']}/{row['name']}"
            by_key[key] = Place(key, float(row["latitude"]), float(row["longitude"]))
            others[key] = row["also"]
    regions = middles(by_key.values(), depth=2)
    by_name = named(by_key, others)
    by_key |= regions | middles(regions.values(), depth=1)
    return Gazetteer(by_key, by_name, by_country(regions.values()))


def middles(places: Iterable[Place], *, depth: int) -> dict[str, Place]:
    """The regions or countries that the places are in, each in the middle of its places."""
    within = defaultdict(list)
    for place in places:
        within["/".join(place.parts[:depth])].append(place)
    return {key: middle(key, inside) for key, inside in within.items()}


def middle(key: str, inside: list[Place]) -> Place:
    latitude = sum(place.latitude for place in inside) / len(inside)
    longitude = sum(place.longitude for place in inside) / len(inside)
    reach = max(distance(Place(key, latitude, longitude), place) + place.reach for place in inside)
    return Place(key, latitude, longitude, reach)


def named(places: dict[str, Place], others: dict[str, str]) -> dict[tuple[str, str], list[Place]]:
    by_name = defaultdict(list)
    for key, place in places.items():
        for name in {fold(place.name), fold(others[key])} - {""}:
            by_name[place.country, name].append(place)
    return by_name


def by_country(regions: Iterable[Place]) -> dict[str, list[Place]]:
    found = {country: [region for region in regions if region.country == country] for country in COUNTRIES}
    return {country: sorted(inside, key=lambda region: fold(region.name)) for country, inside in found.items()}


def fold(name: str) -> str:
    """As it is compared: without accents, capitals or double spaces."""
    plain = unicodedata.normalize("NFKD", " ".join(name.lower().translate(LETTERS).split()))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def place_at(key: str) -> Place | None:
    return gazetteer().by_key.get(key)


def find(written: str, *, within: str) -> Place | None:
    """The one place of this name in a region or a country; None where there is none, or more than one."""
    country = within.partition("/")[0]
    named_so = gazetteer().by_name.get((country, fold(written)), [])
    found = [place for place in named_so if place.key.startswith(f"{within}/")]
    return found[0] if len(found) == 1 else None


def distance(one: Place, other: Place) -> float:
    """Kilometres as the crow flies (haversine, on a ball)."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))


def near(place: Place, *, km: int) -> list[str]:
    """The keys of what lies within `km` as a whole: a region whose far end lies farther is not near, so nearness tells no more than is shown."""
    return [key for key, other in gazetteer().by_key.items() if distance(place, other) + other.reach <= km]
