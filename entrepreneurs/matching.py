"""Whom somebody could meet, and why: read from what each shows, and from nothing else (docs/matching.md).

Nobody is compared with everybody. What somebody could share with others is looked up by an index, in each country the newest few; who was found so
is weighed, those across a border first. So it costs the same however many people there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from entrepreneurs import places
from entrepreneurs.models import Block, Connection, Dismissal, Facet, Post, Profile, User
from entrepreneurs.reasons import Reason, reasons_of
from entrepreneurs.vocabulary import WORDS
from hub.models.topics import names_of

NEED, OFFER, CHALLENGE, SECTOR, LANGUAGE = (Facet.Kind[name] for name in ("NEED", "OFFER", "CHALLENGE", "SECTOR", "LANGUAGE"))
WEIGHTS = {OFFER: 3, NEED: 3, CHALLENGE: 2, SECTOR: 1}  # of each reason that can carry a suggestion
COMMON = "en"  # named like any other language, and nothing special to have in common
NEAR = 150  # km
EACH = 12  # of the newest, for one thing in one country
MOST_CHOSEN = 12  # of what somebody has chosen of one kind; more would say nothing of them
MOST_WEIGHED = 200  # of those found
MOST = 12  # on a page
LANDS = (*places.COUNTRIES, "")

Thing = tuple[str, str]  # a kind of facet of the others, and a value of it: ("offer", "advice")


@dataclass
class Suggestion:
    """Somebody, and what speaks for meeting them. `things` are what they show that the viewer looks for, `posts` those of theirs that fit."""

    person: int
    things: set[Thing] = field(default_factory=set)
    languages: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    km: int | None = None
    is_across: bool = False
    profile: Profile | None = None
    names: dict[str, str] = field(default_factory=dict)  # of challenges

    @property
    def strength(self) -> int:
        return sum(WEIGHTS[kind] for kind, _value in self.things) + self.speaks_more + self.is_near

    @property
    def speaks_more(self) -> bool:
        return any(code != COMMON for code in self.languages)

    @property
    def is_near(self) -> bool:
        return self.km is not None and self.km <= NEAR

    @property
    def rank(self) -> tuple:
        """Across a border first, then by how much there is, then whoever came last."""
        return not self.is_across, -self.strength, -self.person

    @property
    def reasons(self) -> list[Reason]:
        return reasons_of(self)


class Matching:
    """What somebody could be suggested, by what they have chosen themselves; whether others see that makes no difference to what they are shown."""

    def __init__(self, viewer: User):
        self.viewer = viewer

    # What the viewer brings

    @cached_property
    def own(self) -> Profile | None:
        return Profile.objects.filter(user=self.viewer).prefetch_related("facets").first()

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """By kind: what they chose for their profile, and the help of their open posts."""
        found: dict[str, list[str]] = {kind: self.own.chosen(kind) if self.own else [] for kind in Facet.Kind}
        for kind, value in Post.objects.open().filter(author=self.viewer).values_list("kind", "help"):
            found[kind].append(value)
        return {kind: list(dict.fromkeys(values)) for kind, values in found.items()}

    @cached_property
    def looked_for(self) -> list[Thing]:
        """What others would have to show: what the viewer needs they offer, and the other way round; challenges and sectors are shared."""
        opposite = {OFFER: NEED, NEED: OFFER, CHALLENGE: CHALLENGE, SECTOR: SECTOR}
        known = WORDS | {CHALLENGE: self.challenges}
        mine = {theirs: [value for value in self.chosen[kind] if value in known[kind]] for theirs, kind in opposite.items()}
        return [(str(theirs), value) for theirs, values in mine.items() for value in values[:MOST_CHOSEN]]

    @cached_property
    def challenges(self) -> dict[str, str]:
        """Those that the viewer works on, by their names."""
        return names_of(self.chosen[CHALLENGE])

    # Who is found

    def suggestions(self, *, most: int = MOST) -> list[Suggestion]:
        """The best, ready to be shown; nine queries at most, however many people there are, and however many of them fit."""
        found = self.weighed(self.candidates()) if self.looked_for else []
        return self.filled_in(sorted(found, key=lambda one: one.rank)[:most])

    def between(self, profile: Profile) -> Suggestion | None:
        """What speaks for meeting this person, whether or not they would be suggested."""
        found = self.filled_in(self.weighed({profile.pk}))
        return found[0] if found else None

    def apart(self) -> QuerySet:
        """Who is not suggested, whatever they show: the viewer, those who have to do with each other already, by consent, a request or a block,
        those put off, and closed accounts. A request stays a reason when it has run out, so that nobody can tell it from one that was declined."""
        me = self.viewer.pk
        theirs = [
            User.objects.filter(is_active=False).values("pk"),
            User.objects.filter(pk=me).values("pk"),
            Connection.objects.filter(asker=me).values(pk_=F("asked")),
            Connection.objects.filter(asked=me).values(pk_=F("asker")),
            Block.objects.filter(blocker=me).values(pk_=F("blocked")),
            Block.objects.filter(blocked=me).values(pk_=F("blocker")),
            Dismissal.objects.current().filter(user=me).values(pk_=F("person")),
        ]
        return theirs[0].union(*(some.order_by() for some in theirs[1:]))

    def candidates(self) -> set[int]:
        """Of each thing that is looked for the newest few in each country, and those whose posts fit; of all these the most promising. One query."""
        strength: Counter[int] = Counter()
        across = set()
        for person, kind, land in self.looked_up():
            strength[person] += WEIGHTS[kind]
            across |= {person} if land is None or self.is_across(land) else set()
        return set(nsmallest(MOST_WEIGHED, strength, key=lambda person: (person not in across, -strength[person], -person)))

    def looked_up(self) -> list[tuple[int, str, str | None]]:
        """Each found person, by which kind of thing, and in which country; of posts the country is not known here."""
        apart, facts = self.apart().query.sql_with_params()
        parts, values = zip(*self.lookups(), strict=True)
        with connection.cursor() as cursor:
            asked = f"WITH apart (person) AS ({apart}) {' UNION ALL '.join(parts)}"
            cursor.execute(asked, [*facts, *(one for some in values for one in some)])
            return cursor.fetchall()

    def lookups(self) -> Iterator[tuple[str, tuple]]:
        """Each a SELECT of people that reads no more than it returns, with its parameters."""
        facets, posts = Facet._meta.db_table, Post._meta.db_table
        by_facet = lookup(facets, "profile_id", "found_in", "kind = %s AND value = %s AND found_in = %s", order="profile_id")
        by_post = lookup(posts, "author_id", "NULL", "kind = %s AND help = %s AND closed_at IS NULL AND until >= %s", order="until")
        today = connection.ops.adapt_datefield_value(timezone.localdate())
        for kind, value in self.looked_for:
            yield from ((by_facet, (kind, value, land)) for land in LANDS)
            if kind in {NEED, OFFER}:
                yield by_post, (kind, value, today)

    # What is true of them

    def weighed(self, people: set[int]) -> list[Suggestion]:
        """Those whom the viewer may see, with all of theirs that is looked for. Who shares nothing but a language, or is only near, is left out."""
        seen = Profile.objects.visible_to(self.viewer).listed().exclude(user=self.viewer).filter(pk__in=people)
        found = {pk: self.beginning(pk, *where) for pk, *where in seen.values_list("pk", "shown_country", "shown_key")}
        looked_for, spoken = set(self.looked_for), set(self.chosen[LANGUAGE])
        for person, kind, value in self.facets_of(found):
            if kind == LANGUAGE and value in spoken:
                found[person].languages.append(value)
            elif (kind, value) in looked_for:
                found[person].things.add((kind, value))
        for post in self.posts_of(found):
            found[post.author_id].things.add((post.kind, post.help))
            found[post.author_id].posts.append(post)
        return [one for one in found.values() if one.things]

    def beginning(self, person: int, land: str, key: str) -> Suggestion:
        return Suggestion(person, km=apart_by(self.own.shown_key, key) if self.own else None, is_across=self.is_across(land))

    def is_across(self, land: str) -> bool:
        """Whether a border is between the two, as far as both show where they live."""
        home = self.own.shown_country if self.own else ""
        return bool(home and land and home != land)

    def facets_of(self, people: Iterable[int]) -> QuerySet:
        values = {value for _kind, value in self.looked_for} | set(self.chosen[LANGUAGE])
        return Facet.objects.filter(profile__in=list(people), value__in=values).order_by("pk").values_list("profile", "kind", "value")

    def posts_of(self, people: Iterable[int]) -> QuerySet:
        fitting = [Q(kind=kind, help=value) for kind, value in self.looked_for if kind in {NEED, OFFER}]
        found = Post.objects.visible_to(self.viewer).open().filter(author__in=list(people))
        return found.filter(Q(*fitting, _connector=Q.OR)) if fitting else found.none()

    def filled_in(self, found: list[Suggestion]) -> list[Suggestion]:
        """With what is shown of each: the profile and its owner, and the names of challenges."""
        profiles = Profile.objects.filter(pk__in=[one.person for one in found]).select_related("user").in_bulk()
        for one in found:
            one.profile, one.names = profiles[one.person], self.challenges
        return found


def lookup(table: str, person: str, land: str, condition: str, *, order: str) -> str:
    asked = f"SELECT {person} AS person, kind, {land} AS land FROM {table} WHERE {condition} AND {person} NOT IN (SELECT person FROM apart)"  # noqa: S608
    return f"SELECT person, kind, land FROM ({asked} ORDER BY {order} DESC LIMIT {EACH}) AS found"  # noqa: S608


def apart_by(one: str, other: str) -> int | None:
    """Kilometres, where both show their place and not only a region; above ten as round as people say them."""
    here, there = (places.place_at(key) if key.count("/") == 2 else None for key in (one, other))
    if not here or not there:
        return None
    km = places.distance(here, there)
    return max(1, round(km)) if km < 10 else round(km / 10) * 10


def dismissed_by(viewer: User) -> list[Profile]:
    """Whom they have put off, as far as they still see them."""
    theirs = defaultdict(int, Dismissal.objects.current().filter(user=viewer).values_list("person", "pk"))
    seen = Profile.objects.visible_to(viewer).listed().filter(pk__in=theirs).select_related("user")
    return sorted(seen, key=lambda profile: -theirs[profile.pk])
