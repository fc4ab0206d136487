"""SQLite as an engine: FTS5 over our own tokens. Who may see an entry and its edition are words of it too, of no weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection

from search.engines.base import OWN, Asked, Posting, Question
from search.engines.database import DatabaseEngine, mark, marked
from search.engines.narrowing import Sql
from search.models import Edition, Entry

# Of title, names, body and tags; and of a title by itself, whose words would else be worth no more than a text that repeats them.
SCORE = "-(bm25(search_words, 8.0, 4.0, 1.0, 0.0) + 6.0 * bm25(search_words, 2.0, 1.0, 0.0, 0.0))"
SMALL = 5000  # entries of an index that is put in order at once
MOST_LEVELS = 300  # of FTS5's own order, before it is made anew
STEP = 200  # pages that are merged at a time in a larger one

TABLE = """
CREATE VIRTUAL TABLE search_words USING fts5(title, names, body, tags, tokenize = "unicode61 remove_diacritics 0")
"""


class SqliteEngine(DatabaseEngine):
    name = "sqlite"

    def matched(self, edition: Edition, question: Question, *, scored: bool) -> Sql:
        """What is found by the words themselves counts once more than what is found by synonyms."""
        own = question.in_own_words if scored else None
        sql = f"SELECT rowid AS id, {SCORE if scored else 0} AS score FROM search_words WHERE search_words MATCH %s"  # noqa: S608
        if own is None or own.is_empty:
            return sql, [expression(edition, question)]
        both = f"{sql} UNION ALL SELECT rowid, {OWN} * {SCORE} FROM search_words WHERE search_words MATCH %s"  # noqa: S608
        return f"SELECT id, SUM(score) AS score FROM ({both}) GROUP BY id", [expression(edition, question), expression(edition, own)]  # noqa: S608

    def store(self, edition: Edition, entries: Mapping[int, Posting]) -> None:
        rows = [(pk, *columns(one), tags_of(edition, one)) for pk, one in entries.items()]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_words (rowid, title, names, body, tags) VALUES (%s, %s, %s, %s, %s)", rows)

    def take_out(self, pks: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in pks])

    def tidy(self, *, thoroughly: bool) -> None:
        """What was deleted stays in FTS5's own pages until these are merged: at once in a small index, step by step and at night in a large one.

        Before 3.41, SQLite adds a level each time that it puts all in order, and at the two thousandth takes its own index for damaged.
        """
        with connection.cursor() as cursor:
            if thoroughly or Entry.objects.count() <= SMALL:
                way = "optimize" if levels() < MOST_LEVELS else "rebuild"
                cursor.execute("INSERT INTO search_words (search_words) VALUES (%s)", [way])
            else:
                cursor.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', %s)", [STEP])


def levels() -> int:
    """How many FTS5 has: the first number, in seven bits a byte, after the four bytes that its record of them begins with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM search_words_data WHERE id = 10")
        row = cursor.fetchone()
    number = 0
    for byte in bytes(row[0])[4:] if row else b"":
        number = number << 7 | byte & 127
        if byte < 128:
            break
    return number


def columns(posting: Posting) -> list[str]:
    """Title, names and body."""
    marking = mark(posting.document.language)
    return [" ".join(marking(term) for term, _position in found) for found in (posting.title, posting.names, posting.body)]


def tag(letter: str, value: object) -> str:
    """One word to FTS5, whatever stands in it."""
    return letter + "".join(sign for sign in str(value) if sign.isalnum())


def tags_of(edition: Edition, posting: Posting) -> str:
    return " ".join([tag("e", edition.pk), *(tag("a", token) for token in posting.document.access)])


# The language of FTS5: every word in quotation marks, so that nothing that somebody has typed is read as an operator


def expression(edition: Edition, question: Question) -> str:
    told = [fitting(question, asked) for asked in marked(question).values()]
    seen = any_of(tag("a", token) for token in sorted(question.asker.tokens))
    return f"({' OR '.join(told)}) AND tags : {quoted(tag('e', edition.pk))} AND tags : {seen}"


def fitting(question: Question, asked: list[Asked]) -> str:
    joint = " OR " if question.any_word else " AND "
    return f"({joint.join(word(one, in_titles=question.in_titles) for one in asked)})"


def word(asked: Asked, *, in_titles: bool) -> str:
    terms_ = [term for term in asked.all if term.split()]
    ways = [f"{{{'title names' if in_titles else 'title names body'}}} : {any_of(terms_)}"] if terms_ else []
    ways += [f"names : {quoted(asked.begins)} *"] if asked.begins else []
    return f"({' OR '.join(ways)})"


def any_of(found: Iterable[str]) -> str:
    """Of each, where it is several words, all."""
    return f"({' OR '.join(all_of(one.split()) for one in found)})"


def all_of(parts: list[str]) -> str:
    return f"({' AND '.join(quoted(part) for part in parts)})"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
