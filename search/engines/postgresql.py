"""PostgreSQL as an engine: a tsvector of our own tokens, of the configuration `simple` in that nothing else is done to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

from search.engines.base import Asked, Posting, Question
from search.engines.database import DatabaseEngine
from search.engines.narrowing import Sql
from search.models import Edition

WEIGHTS = "{0.1, 0.1, 0.4, 1.0}"  # of body (D), nothing (C), names (B) and title (A)
MOST_POSITION, MOST_PLACES = 16383, 255  # of a tsvector
NAME = "="  # before a name, so that it is no term
GAP = 10  # positions between the title and the body

TABLE = """
CREATE TABLE search_words (
    entry_id bigint PRIMARY KEY,
    edition_id bigint NOT NULL,
    language text NOT NULL,
    access text[] NOT NULL,
    words tsvector NOT NULL
)
"""
INDEX = "CREATE INDEX search_words_words ON search_words USING gin (words)"


class PostgresqlEngine(DatabaseEngine):
    name = "postgresql"

    def matched(self, edition: Edition, question: Question, *, scored: bool) -> Sql:
        """A branch for each language; how near the words stand to each other counts (ts_rank_cd), and how long a text is (1)."""
        branches, values = [], []
        for code, asked in question.asked.items():
            query = fitting(question, asked)
            score = "ts_rank_cd(%s::float4[], words, %s::tsquery, 1)" if scored else "0"
            branches.append(
                f"SELECT entry_id AS id, {score} AS score FROM search_words"  # noqa: S608
                " WHERE words @@ %s::tsquery AND language = %s AND edition_id = %s AND access && %s::text[]"
            )
            values += [*([WEIGHTS, query] if scored else []), query, code, edition.pk, sorted(question.asker.tokens)]
        return " UNION ALL ".join(branches), values

    def store(self, edition: Edition, entries: Mapping[int, Posting]) -> None:
        rows = [(pk, edition.pk, one.document.language, list(one.document.access), vector(one)) for pk, one in entries.items()]
        sql = "INSERT INTO search_words (entry_id, edition_id, language, access, words) VALUES (%s, %s, %s, %s::text[], %s::tsvector)"
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)

    def take_out(self, pks: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [pks])

    def tidy(self, *, thoroughly: bool) -> None:
        """PostgreSQL's own vacuum sees to it, as it does for every table."""


def vector(posting: Posting) -> str:
    """Each term with its places and their weight; the body begins a little after the title."""
    places: dict[str, list[str]] = defaultdict(list)
    after = GAP + max((position for _term, position in posting.title), default=0)
    for term, position in posting.title:
        place(places[term], position, "A")
    for term, position in posting.names:
        place(places[NAME + term], position, "B")
    for term, position in posting.body:
        place(places[term], after + position, "D")
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
