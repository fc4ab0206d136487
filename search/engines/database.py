"""What both databases have in common as engines: entries in tables, and what is asked of them in SQL. How text is matched, each says for itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import Q

from search.analysis import fold
from search.documents import Document, Thing
from search.engines.base import NOTHING, Found, Posting, Question, forms, narrowed_by, version
from search.engines.counting import counted, facets_of, fits, listed, unlisted
from search.engines.narrowing import Sql, by_age, hidden_from, narrowing, not_told_in
from search.engines.spelling import likest
from search.models import Edition, Entry, Word

MANY = 500  # rows in one statement
OWN = 3.0  # times that what is found by the words themselves counts besides, where they have synonyms


class DatabaseEngine:
    """`matched` says which entries of an edition fit a question, `store` and `take_out` keep what they are matched by."""

    name: ClassVar[str]

    @property
    def version(self) -> str:
        return version()

    def answers(self) -> bool:
        return True

    def begin(self, edition: Edition) -> None:
        """Its rows are in the tables of all."""

    def show(self, edition: Edition) -> None:
        """Which one is searched is a fact of the edition's own row."""

    def is_there(self, edition: Edition) -> bool:
        return True

    def matched(self, edition: Edition, question: Question, *, scored: bool) -> Sql:
        """A SELECT of id and score of the entries that fit, who asks and in what language included."""
        raise NotImplementedError

    def store(self, edition: Edition, entries: Mapping[int, Posting]) -> None:
        raise NotImplementedError

    def take_out(self, pks: list[int]) -> None:
        raise NotImplementedError

    def tidy(self, *, thoroughly: bool) -> None:
        raise NotImplementedError

    # Writing

    @transaction.atomic
    def put(self, edition: Edition, postings: Mapping[Thing, list[Posting]]) -> int:
        known = {(entry.kind, entry.key, entry.language): entry for entry in entries_of(edition, postings)}
        wanted = {(*thing, posting.document.language): posting for thing, found in postings.items() for posting in found}
        old = [entry for name, entry in known.items() if name not in wanted or wanted[name].document.hash != entry.hash]
        new = [posting for name, posting in wanted.items() if name not in known or known[name].hash != posting.document.hash]
        self.remove(edition, old)
        self.add(edition, new)
        return len({name_of(entry) for entry in old} | {name_of(posting.document) for posting in new})

    def remove(self, edition: Edition, entries: list[Entry]) -> None:
        count_words(edition, Counter(form for entry in entries for form in set(forms(entry.title, entry.body))), by=-1)
        pks = [entry.pk for entry in entries]
        for some in parts(pks):
            self.take_out(some)
            Entry.objects.filter(pk__in=some).delete()

    def add(self, edition: Edition, postings: list[Posting]) -> None:
        made = Entry.objects.bulk_create([entry_of(edition, posting.document) for posting in postings], batch_size=MANY)
        self.store(edition, {entry.pk: posting for entry, posting in zip(made, postings, strict=True)})
        count_words(edition, Counter(form for posting in postings for form in posting.forms), by=1)
        spoken = {posting.document.language for posting in postings} - set(edition.languages)
        if spoken:
            edition.languages = sorted({*edition.languages, *spoken})
            edition.save(update_fields=["languages"])

    def empty(self, edition: Edition) -> None:
        """In small steps, so that nobody waits for long."""
        while pks := list(Entry.objects.filter(edition=edition).values_list("pk", flat=True)[:MANY]):
            with transaction.atomic():
                self.take_out(pks)
                Entry.objects.filter(pk__in=pks).delete()
        Word.objects.filter(edition=edition).delete()

    def fingerprints(self, edition: Edition) -> Iterator[tuple[str, str, str, str]]:
        rows = Entry.objects.filter(edition=edition).order_by("kind", "key", "language")
        return rows.values_list("kind", "key", "language", "hash").iterator()

    # Asking

    def languages(self) -> list[str]:
        return Edition.objects.filter(is_current=True, engine=self.name).values_list("languages", flat=True).first() or []

    def find(self, question: Question, *, limit: int, offset: int = 0) -> Found:
        """Three queries beside that for the edition, however much is found."""
        edition = Edition.objects.current(self.name)
        if edition is None or question.is_empty:
            return NOTHING
        combinations = self.combinations(edition, question)
        total = sum(number for values, number in combinations if fits(values, narrowed_by(question.chosen)))
        things = self.things(edition, question, limit=limit, offset=offset) if total > offset else []
        return Found(total, sum(number for _values, number in combinations), counted(combinations, question), things)

    def titles(self, question: Question, *, limit: int) -> list[dict[str, Document]]:
        edition = Edition.objects.current(self.name)
        return [] if edition is None or question.is_empty else self.things(edition, question, limit=limit, offset=0)

    def combinations(self, edition: Edition, question: Question) -> list[tuple[dict[str, tuple[str, ...]], int]]:
        """How many things there are of each combination of values, whatever is chosen: all counts follow from these. One query."""
        matched, values = self.matched(edition, question, scored=False)
        hidden, keys = hidden_from(question)
        day, days = by_age("entry.date", question.today)
        sql = f"""
            WITH hit AS MATERIALIZED ({matched})
            SELECT entry.kind, entry.programme, entry.countries, entry.languages, {day}, COUNT(DISTINCT entry.key)
            FROM hit JOIN search_entry entry ON entry.id = hit.id WHERE {hidden} GROUP BY 1, 2, 3, 4, 5
        """  # noqa: S608  (all values are parameters)
        return [(facets_of(*row[:5]), row[5]) for row in run(sql, [*values, *days, *keys])]

    def things(self, edition: Edition, question: Question, *, limit: int, offset: int) -> list[dict[str, Document]]:
        """The versions of those that fit, in their order. Two queries."""
        matched, values = self.matched(edition, question, scored=True)
        first, sooner = self.matched(edition, question.first, scored=False) if question.first else ("SELECT 0 AS id", [])
        hidden, keys = hidden_from(question)
        chosen, picked = narrowing(question)
        foreign, spoken = not_told_in(question.spoken)
        sql = f"""
            WITH hit AS MATERIALIZED ({matched}), sooner AS MATERIALIZED ({first})
            SELECT entry.kind, entry.key, MAX(CASE WHEN hit.id IN (SELECT id FROM sooner) THEN 1 ELSE 0 END) AS is_first,
                MIN({foreign}) AS is_foreign, MAX(hit.score) AS score
            FROM hit JOIN search_entry entry ON entry.id = hit.id WHERE {hidden} AND {chosen}
            GROUP BY entry.kind, entry.key ORDER BY is_first DESC, is_foreign, score DESC, entry.kind, entry.key LIMIT %s OFFSET %s
        """  # noqa: S608
        order = [(kind, key) for kind, key, *_rank in run(sql, [*values, *sooner, *spoken, *keys, *picked, limit, offset])]
        versions: dict[Thing, dict[str, Document]] = defaultdict(dict)
        for entry in entries_of(edition, order):
            versions[entry.kind, entry.key][entry.language] = document_of(entry)
        return [versions[thing] for thing in order if thing in versions]

    def like(self, word: str, *, limit: int) -> list[str]:
        """By their length and their first or last letters; what is nearest of those is told in Python. One query."""
        edition = Edition.objects.current(self.name)
        if edition is None or len(word) < 3:
            return []
        near = Q(folded__startswith=word[0]) | Q(folded__endswith=word[-2:])
        found = Word.objects.filter(near, edition=edition, length__range=(len(word) - 2, len(word) + 2))
        return likest(word, found.values_list("word", "folded").iterator(), most=limit)


# Rows and documents


def entry_of(edition: Edition, document: Document) -> Entry:
    facts = {name: getattr(document, name) for name in ("kind", "key", "language", "title", "body", "url", "programme", "date", "hash")}
    lists = {name: listed(getattr(document, name)) for name in ("countries", "languages", "told", "access")}
    return Entry(edition=edition, object_id=document.pk, **facts, **lists)


def document_of(entry: Entry) -> Document:
    facts = {name: getattr(entry, name) for name in ("kind", "key", "language", "title", "body", "url", "programme", "date")}
    lists = {name: unlisted(getattr(entry, name)) for name in ("countries", "languages", "told", "access")}
    return Document(pk=entry.object_id, **facts, **lists)


def name_of(row) -> tuple[str, str, str]:
    return row.kind, row.key, row.language


def entries_of(edition: Edition, things: Iterable[Thing]) -> Iterator[Entry]:
    by_kind = defaultdict(list)
    for kind, key in things:
        by_kind[kind].append(key)
    named = Q(pk=None)
    for kind, keys in by_kind.items():
        named |= Q(kind=kind, key__in=keys)
    return Entry.objects.filter(named, edition=edition).iterator() if by_kind else iter(())


def parts(things: list, size: int = MANY) -> Iterator[list]:
    return (things[first : first + size] for first in range(0, len(things), size))


def count_words(edition: Edition, counted: Counter[str], *, by: int) -> None:
    """So many entries more, or fewer, in which each word stands; a word that stands in none any more is forgotten."""
    rows = [Word(edition=edition, word=word, folded=fold(word)[:40], length=len(fold(word)), number=by * number) for word, number in counted.items()]
    for some in parts(rows):
        if by > 0:
            raise_words(some)
        else:
            lower_words(edition, some)


def raise_words(rows: list[Word]) -> None:
    sql = "INSERT INTO search_word (edition_id, word, folded, length, number) VALUES (%s, %s, %s, %s, %s)"
    sql += " ON CONFLICT (edition_id, word) DO UPDATE SET number = search_word.number + excluded.number"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(row.edition_id, row.word, row.folded, row.length, row.number) for row in sorted(rows, key=lambda row: row.word)])


def lower_words(edition: Edition, rows: list[Word]) -> None:
    sql = "UPDATE search_word SET number = number + %s WHERE edition_id = %s AND word = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(row.number, row.edition_id, row.word) for row in sorted(rows, key=lambda row: row.word)])
    Word.objects.filter(edition=edition, word__in=[row.word for row in rows], number__lte=0).delete()


def run(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
