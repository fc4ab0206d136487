"""PostgreSQL as an engine: a tsvector of our own tokens, of the configuration `simple` in that nothing else is done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.db import connection

from search.engines.base import OWN, Asked, Posting, Question
from search.engines.database import DatabaseEngine, mark, marked
from search.engines.narrowing import Sql
from search.models import Edition

WEIGHTS = "{0.125, 0.125, 0.5, 1.0}"  # of body (D), nothing (C), names (B) and title (A)
SATURATION = "0.15 * (0.25 + 0.75 * terms / AVG(terms) OVER ())"  # of a word that stands in a text again and again, sooner in a short one
TITLED = 1.5  # times that a title counts besides
MOST_POSITION, MOST_PLACES = 16383, 255  # of a tsvector
NAME = "="  # before a name, so that it is no term
GAP = 10  # positions between the title and the body

TABLE = """
CREATE TABLE search_words (
    entry_id bigint PRIMARY KEY,
    edition_id bigint NOT NULL,
    access text[] NOT NULL,
    words tsvector NOT NULL
)
"""
# Without fastupdate: or whoever searches goes through all that was put in since the last vacuum.
INDEX = "CREATE INDEX search_words_words ON search_words USING gin (words) WITH (fastupdate = off)"


class PostgresqlEngine(DatabaseEngine):
    name = "postgresql"

    def matched(self, edition: Edition, question: Question, *, scored: bool) -> Sql:
        """A branch for each language."""
        branches, values = [], []
        for asked in marked(question).values():
            found = (
                " FROM search_words WHERE words @@ %s::tsquery AND edition_id = %s AND access && %s::text[]",
                [fitting(question, asked), edition.pk, sorted(question.asker.tokens)],
            )
            sql, more = ranked(found, ways(question, asked)) if scored else (f"SELECT entry_id AS id, 0 AS score{found[0]}", found[1])
            branches.append(sql)
            values += more
        return " UNION ALL ".join(branches), values

    def store(self, edition: Edition, entries: Mapping[int, Posting]) -> None:
        rows = [(pk, edition.pk, list(one.document.access), vector(one)) for pk, one in entries.items()]
        sql = "INSERT INTO search_words (entry_id, edition_id, access, words) VALUES (%s, %s, %s::text[], %s::tsvector)"
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)

    def take_out(self, pks: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [pks])

    def tidy(self, *, thoroughly: bool) -> None:
        """PostgreSQL's own vacuum sees to it, as it does for every table."""


# How well it fits: BM25, with each word's rarity among what was found in its language; PostgreSQL's own ranks know nothing of rarity.


class Way(NamedTuple):
    """A word, or what of it is no synonym: how much it counts, and what it is found by, in all of a text and in titles."""

    weight: float
    query: str
    in_titles: str


def ways(question: Question, asked: list[Asked]) -> list[Way]:
    found = []
    for one in asked:
        own = replace(one, synonyms=())
        apart = one.synonyms and (own.terms or own.begins)
        for weight, each in [(1, one), (OWN, own)] if apart else [(1 + OWN, one)]:
            found.append(Way(weight, word(each, in_titles=question.in_titles), word(each, in_titles=True)))
    return found


def ranked(found: Sql, ways_: list[Way]) -> Sql:
    """`found` begins with FROM."""
    columns, parts, values = ["entry_id AS id", "length(words) AS terms"], [], []
    for number, way in enumerate(ways_):
        columns.append(f"ts_rank_cd(%s::float4[], words, %s::tsquery) AS often{number}, (words @@ %s::tsquery)::int AS titled{number}")
        values += [WEIGHTS, way.query, way.in_titles]
        rarity = f"ln(1 + COUNT(*) OVER () / (1.0 + COUNT(*) FILTER (WHERE often{number} > 0) OVER ()))"
        parts.append(f"{way.weight} * {rarity} * (often{number} / (often{number} + {SATURATION}) + {TITLED} * titled{number})")
    sql = f"SELECT id, {' + '.join(parts)} AS score FROM (SELECT {', '.join(columns)}{found[0]}) AS ranked"  # noqa: S608
    return sql, [*values, *found[1]]


def vector(posting: Posting) -> str:
    """Each term with its places and their weight; the body begins a little after the title."""
    marking, places = mark(posting.document.language), defaultdict(list)
    after = GAP + max((position for _term, position in posting.title), default=0)
    for term, position in posting.title:
        place(places[marking(term)], position, "A")
    for term, position in posting.names:
        place(places[NAME + marking(term)], position, "B")
    for term, position in posting.body:
        place(places[marking(term)], after + position, "D")
    return " ".join(f"{quoted(term)}:{','.join(found)}" for term, found in places.items())


def place(found: list[str], position: int, weight: str) -> None:
    if len(found) < MOST_PLACES:
        found.append(f"{min(position + 1, MOST_POSITION)}{weight}")


def fitting(question: Question, asked: list[Asked]) -> str:
    joint = " | " if question.any_word else " & "
    return joint.join(word(one, in_titles=question.in_titles) for one in asked)


def word(asked: Asked, *, in_titles: bool) -> str:
    ways = [" & ".join(either(part, in_titles=in_titles) for part in term.split()) for term in asked.all if term.split()]
    ways += [f"{quoted(NAME + asked.begins)}:*"] if asked.begins else []
    return f"({' | '.join(f'({way})' for way in ways)})"


def either(term: str, *, in_titles: bool) -> str:
    """As it is, or as a word of a title is written, which counts more."""
    return f"({quoted(term)}{':A' if in_titles else ''} | {quoted(NAME + term)})"


def quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
