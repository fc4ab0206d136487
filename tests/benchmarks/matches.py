"""Suggestions in a hub of few people and of many, and how good they are where the right reasons are known.

`python -m tests.benchmarks.matches PEOPLE` fills a hub, on the data of its environment, and says as JSON who reads and how many SQL queries the page
takes. `python -m tests.benchmarks.matches made` makes people of whom everything is known, and says how many suggestions are right.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import django

from tests.benchmarks.results import Result, Section, at_least
from tests.servers import run

FEW, MANY, TWICE = 1_000, 20_000, 2_000
MADE = 600
FIRST = 3  # of the suggestions, by which they are judged
AT_HOME = 0.7  # of those made live in one country


def suggestions(data: Path, folder: Path, *, times: int, is_quick: bool) -> Section:
    from tests.benchmarks.many import compared, populated

    big = TWICE if is_quick else MANY
    few, many = (populated("matches", data, folder, (size,)) for size in (FEW, big))
    section = Section(f"Suggestions, with {big:,} people", f"the same page with {FEW:,} people.")
    section.results += compared(few, many, times=times)
    section.results += judged(data, folder)
    section.notes += [
        "Signed in, on SQLite; one request after the other. The reader has chosen three of each kind and knows 60; a tenth of all have a post.",
        f"Made are {MADE} people with little in common, {AT_HOME:.0%} of them in one country; what fits was worked out by comparing everybody with "
        "everybody. A true reason: one offers what the other needs, or both have a sector or a challenge, and show it.",
    ]
    return section


def judged(data: Path, folder: Path) -> list[Result]:
    from tests.benchmarks.peers import hub

    copy = Path(shutil.copytree(data, folder / "matches-made"))
    said = json.loads(run(sys.executable, "-m", "tests.benchmarks.matches", "made", env=hub(copy).env).splitlines()[-1])
    return [
        Result(f"of the first {FIRST}, with a true reason", said["true"], goal=at_least(1, of="measured")),
        Result(f"of the first {FIRST}, across a border where somebody fits there", said["across"], goal=at_least(0.6, of="measured")),
        Result("of those whom somebody fits, with a suggestion", said["covered"], goal=at_least(1, of="measured")),
    ]


# Many


def fill(number: int) -> None:
    from django.db import connection, transaction
    from django.test import Client

    from tests.benchmarks.population import people, queries

    random.seed(number)
    with transaction.atomic():
        users = people(number)
        work_on_challenges()
        acquaint(users)
        post(users)
        choose(users[0])
    connection.cursor().execute("ANALYZE")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(users[0])
    path = "/en/people/matches/"
    pages = {"suggestions": (path, queries(client, path))}
    json.dump({"cookie": f"sessionid={client.cookies['sessionid'].value}", "pages": pages}, sys.stdout)


def topics() -> list[str]:
    from hub.models import Topic

    return sorted(set(Topic.objects.values_list("slug", flat=True)))


def work_on_challenges() -> None:
    from entrepreneurs.models import Facet, Profile

    known = topics()
    chosen = [
        Facet(profile=one, kind="challenge", value=slug, found_in=one.found_in)
        for one in Profile.objects.all()
        for slug in random.sample(known, random.randint(0, 2))
    ]
    Facet.objects.bulk_create(chosen, batch_size=1000, ignore_conflicts=True)


def acquaint(users: list) -> None:
    from django.utils import timezone

    from entrepreneurs.models import Connection

    facts = {"message": "Hello", "language": "en", "accepted_at": timezone.now()}
    Connection.objects.bulk_create(Connection(asker=users[0], asked=other, **facts) for other in random.sample(users[1:], 60))


def post(users: list) -> None:
    from entrepreneurs.models import Post
    from entrepreneurs.vocabulary import HELP

    words = {"title": "A pair of hands", "text": "On two Saturdays.", "language": "en"}
    of_some = random.sample(users[1:], len(users) // 10)
    Post.objects.bulk_create(
        [Post(author=one, client_id=uuid4(), kind=random.choice(["need", "offer"]), help=random.choice(list(HELP)), **words) for one in of_some],
        batch_size=500,
    )


def choose(reader) -> None:
    """The same for a reader among few and among many."""
    from entrepreneurs.actions.profiles import change_profile

    chosen = {"offers": ["advice", "rooms", "hands"], "needs": ["money", "tools", "partners"], "sectors": ["food", "reuse", "travel"]}
    where = {"where": "NO/Trøndelag", "place": "Steinkjer", "precision": "place"}
    change_profile(reader, is_adult=True, visibility="members", languages=["nb", "sv", "en"], challenges=topics()[:3], **chosen, **where)


# Made, with everything known


@dataclass
class Known:
    """Somebody as they were made: what of it others see is worked out here, and not by the hub."""

    number: int
    visibility: str
    country: str
    shows_country: bool
    offers: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    challenges: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)  # connected, or blocked by one of the two
    user: object = None

    @property
    def shown_country(self) -> str:
        return self.country if self.shows_country else ""

    def reasons_with(self, other: Known) -> set[tuple[str, str]]:
        if other.number == self.number or other.number in self.apart or other.visibility not in {"everyone", "members"}:
            return set()
        pairs = [("offer", self.needs, other.offers), ("need", self.offers, other.needs)]
        pairs += [("sector", self.sectors, other.sectors), ("challenge", self.challenges, other.challenges)]
        return {(kind, value) for kind, mine, theirs in pairs for value in mine if value in theirs}

    def is_across(self, other: Known) -> bool:
        return bool(self.shown_country and other.shown_country and self.shown_country != other.shown_country)


def made(number: int) -> list[Known]:
    return [bring(one) for one in map(imagine, range(number))]


def imagine(number: int) -> Known:
    from entrepreneurs.places import COUNTRIES
    from entrepreneurs.vocabulary import HELP, SECTORS

    home = COUNTRIES[0] if random.random() < AT_HOME else random.choice(COUNTRIES[1:])
    some = {"offers": HELP, "needs": HELP, "sectors": SECTORS, "challenges": topics(), "languages": ["en", "nb", "sv", "uk"]}
    chosen = {name: random.sample(list(words), random.choice([0, 0, 0, 1])) for name, words in some.items()}
    visibility = random.choice(["everyone", "members", "members", "connections", "nobody"])
    return Known(number, visibility, home, random.random() < 0.9, **chosen)


def bring(one: Known) -> Known:
    from entrepreneurs.actions.profiles import change_profile, change_tags
    from entrepreneurs.models import User

    one.user = User.objects.create(email=f"{one.number}@made.example", name=f"Made {one.number}", country=one.country)
    chosen = {name: getattr(one, name) for name in ("offers", "needs", "sectors", "challenges", "languages")}
    precision = "country" if one.shows_country else "nothing"
    change_profile(one.user, is_adult=True, visibility=one.visibility, where=one.country, precision=precision, **chosen)
    change_tags(one.user, youth=random.choice(["", "all", "connections"]))
    return one


def part(people: list[Known]) -> None:
    """Some are connected, and some block each other."""
    from entrepreneurs.actions.connections import block
    from entrepreneurs.models import Connection

    for number in range(len(people)):
        one, other = random.sample(people, 2)
        if other.number in one.apart:
            continue
        if number % 2:
            block(one.user, blocked=other.user)
        else:
            Connection.objects.create(asker=one.user, asked=other.user, message="Hello", language="en")
        one.apart.add(other.number)
        other.apart.add(one.number)


def judge(number: int) -> None:
    from django.db import transaction

    from entrepreneurs.matching import Matching
    from entrepreneurs.models import Post, Profile

    random.seed(number)
    Profile.objects.all().delete()  # the demonstration's people are not known here
    Post.objects.all().delete()
    with transaction.atomic():
        people = made(number)
        part(people)
    by_user = {one.user.pk: one for one in people}
    true, across, covered = [], [], []
    for viewer in people:
        fitting = {other.number for other in people if viewer.reasons_with(other)}
        found = Matching(viewer.user).suggestions(most=FIRST)
        others = [by_user[one.person] for one in found]
        true += [bool(one.things) and one.things == viewer.reasons_with(other) for one, other in zip(found, others, strict=True)]
        if any(viewer.is_across(other) for other in people if other.number in fitting):
            across += [viewer.is_across(other) for other in others]
        covered += [bool(found)] if fitting else []
    shares = {"true": true, "across": across, "covered": covered}
    json.dump({name: sum(some) / len(some) for name, some in shares.items()}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    judge(MADE) if sys.argv[1] == "made" else fill(int(sys.argv[1]))
