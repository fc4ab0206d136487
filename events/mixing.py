"""Who talks with whom: people dealt out to groups so that borders are crossed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from events.models import Registration


class Origin(NamedTuple):
    """Where somebody comes from: a country, where they say one, or else nothing but their language."""

    country: str
    language: str


def origin_of(seat: Registration) -> Origin:
    country = str(seat.user.country or "") if seat.user else ""
    return Origin(country or f"speaks {seat.language}", seat.language)


def mixed(people: Mapping[int, Origin], *, number: int) -> list[list[int]]:
    """People by their keys, dealt out to so many groups.

    Groups differ in size by one at most, and so do those of each country from group to group. Within that, speakers of a language are spread too.
    Like cards that lie sorted, country by country, and are dealt one by one; who of a country gets where is chance.
    """
    chance = random.SystemRandom()
    shuffled = sorted(people, key=lambda _key: chance.random())
    spoken = {country: Counter(one.language for one in people.values() if one.country == country) for country, _language in people.values()}
    main = {country: min(count, key=lambda code: (-count[code], code)) for country, count in spoken.items()}
    cards = sorted(shuffled, key=lambda key: (main[people[key].country], *people[key]))
    return [cards[place::number] for place in range(number)]


def smallest(groups: Mapping[int, list[Origin]], newcomer: Origin) -> int:
    """Where somebody goes who comes late: to the group with the fewest people; of equal ones, to that with the fewest from where they come."""
    return min(groups, key=lambda key: (len(groups[key]), sum(one.country == newcomer.country for one in groups[key]), key))
