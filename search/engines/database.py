"""What both databases have in common as engines: entries in tables, and what is asked of them in SQL. How text is matched, each says for itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import Q

from search.analysis import fold
from search.documents import Document, Thing
from search.engines.base import NOTHING, Asked, Found, Posting, Question, forms, narrowed_by, version
from search.engines.counting import counted, facets_of, fits, listed, unlisted
from search.engines.narrowing import Sql, by_age, hidden_from, marks, narrowing, not_told_in
from search.engines.spelling import likest
from search.models import Edition, Entry, Word
from search.models.editions import by_kind

MANY = 500  # rows in one statement


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

    def find(self, edition: Edition, question: Question, *, limit: int, offset: int = 0) -> Found:
        """Two queries, however much is found: of what fits, how many things there are of each combination of values, from which all counts follow,
        and which of them come first; and then the versions of these."""
        if question.is_empty:
            return NOTHING
        fitting, fits_ = self.fitting(edition, question)
        day, days = by_age("entry.date", question.today)
        ordered, chosen = ordering(question, limit=limit, offset=offset)
        sql = f"""
            WITH {fitting}
            SELECT kind, programme, countries, languages, {day}, COUNT(*), 0, 0, 0.0 FROM thing entry GROUP BY 1, 2, 3, 4, 5
            UNION ALL SELECT kind, key, '', '', '', 0, is_first, is_foreign, score FROM ({ordered}) AS ordered
        """  # noqa: S608  (all values are parameters)
        combinations, things = told_apart(run(sql, [*fits_, *days, *chosen]))
        total = sum(number for values, number in combinations if fits(values, narrowed_by(question.chosen)))
        unnarrowed = sum(number for _values, number in combinations)
        return Found(total, unnarrowed, counted(combinations, question), versions_of(edition, things))

    def titles(self, edition: Edition, question: Question, *, limit: int) -> list[dict[str, Document]]:
        """Two queries too."""
        if question.is_empty:
            return []
        fitting, values = self.fitting(edition, question)
        ordered, chosen = ordering(question, limit=limit)
        rows = run(f"WITH {fitting} {ordered}", [*values, *chosen])
        return versions_of(edition, [(kind, key) for kind, key, *_rank in rows])

    def fitting(self, edition: Edition, question: Question) -> Sql:
        """The things that fit, as `thing`, whatever is chosen: common table expressions."""
        matched, values = self.matched(edition, question, scored=True)
        first, sooner = self.matched(edition, question.first, scored=False) if question.first else ("SELECT 0 AS id", [])
        hidden, keys = hidden_from(question)
        sql = f"""
            hit AS MATERIALIZED ({matched}), sooner AS MATERIALIZED ({first}),
            thing AS MATERIALIZED (
                SELECT entry.kind, entry.key, MIN(entry.programme) AS programme, MIN(entry.countries) AS countries, MIN(entry.languages) AS languages,
                    MIN(entry.told) AS told, MIN(entry.date) AS date, MAX(hit.score) AS score,
                    MAX(CASE WHEN hit.id IN (SELECT id FROM sooner) THEN 1 ELSE 0 END) AS is_first
                FROM hit JOIN search_entry entry ON entry.id = hit.id WHERE {hidden} GROUP BY entry.kind, entry.key
            )
        """  # noqa: S608
        return sql, [*values, *sooner, *keys]

    def like(self, edition: Edition, word: str, *, limit: int) -> list[str]:
        """By their length and their first or last letters; what is nearest of those is told in Python. One query."""
        if len(word) < 3:
            return []
        near = Q(folded__startswith=word[0]) | Q(folded__endswith=word[-2:])
        found = Word.objects.filter(near, edition=edition, length__range=(len(word) - 2, len(word) + 2))
        return likest(word, found.values_list("word", "folded").iterator(), most=limit)


def mark(language: str) -> Callable[[str], str]:
    """Terms of each language are words of their own, so that none is looked for among the texts of another. What a mark ends in no code has."""
    begins = "".join(filter(str.isalnum, language)).lower() + "0"
    return lambda term: begins + term


def marked(question: Question) -> dict[str, list[Asked]]:
    """The words by language, as they stand in the index."""
    return {code: [one.each(mark(code)) for one in asked] for code, asked in question.asked.items()}


def ordering(question: Question, *, limit: int, offset: int = 0) -> Sql:
    """Of `thing` what is chosen, in its order."""
    chosen, picked = narrowing(question)
    foreign, spoken = not_told_in(question.spoken)
    sql = f"""
        SELECT kind, key, is_first, {foreign} AS is_foreign, score FROM thing entry WHERE {chosen}
        ORDER BY is_first DESC, is_foreign, score DESC, kind, key LIMIT %s OFFSET %s
    """  # noqa: S608
    return sql, [*spoken, *picked, limit, offset]


def told_apart(rows: list[tuple]) -> tuple[list[tuple[dict[str, tuple[str, ...]], int]], list[Thing]]:
    """Combinations of values, with how many there are of each; and things in their order."""
    combinations = [(facets_of(*row[:5]), row[5]) for row in rows if row[5]]
    things = [(is_first, is_foreign, score, kind, key) for kind, key, *_values, number, is_first, is_foreign, score in rows if not number]
    things.sort(key=lambda thing: (-thing[0], thing[1], -thing[2], thing[3], thing[4]))
    return combinations, [(kind, key) for *_rank, kind, key in things]


# Rows and documents


def versions_of(edition: Edition, things: list[Thing]) -> list[dict[str, Document]]:
    """In their order."""
    versions: dict[Thing, dict[str, Document]] = defaultdict(dict)
    for entry in entries_of(edition, things):
        versions[entry.kind, entry.key][entry.language] = document_of(entry)
    return [versions[thing] for thing in things if thing in versions]


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
    found = by_kind(things)
    named = " OR ".join(f"(kind = %s AND key IN ({marks(keys)}))" for keys in found.values())
    values = [value for kind, keys in found.items() for value in (kind, *keys)]
    sql = f"SELECT * FROM search_entry WHERE edition_id = %s AND ({named})"  # noqa: S608
    return iter(Entry.objects.raw(sql, [edition.pk, *values]) if found else ())


def parts(things: list, size: int = MANY) -> Iterator[list]:
    return (things[first : first + size] for first in range(0, len(things), size))


def count_words(edition: Edition, counted: Counter[str], *, by: int) -> None:
    """So many entries more, or fewer, in which each word stands; a word that stands in none any more is forgotten."""
    for some in parts(sorted(counted.items())):
        if by > 0:
            raise_words(edition, some)
        else:
            lower_words(edition, some)


def raise_words(edition: Edition, counted: list[tuple[str, int]]) -> None:
    sql = "INSERT INTO search_word (edition_id, word, folded, length, number) VALUES (%s, %s, %s, %s, %s)"
    sql += " ON CONFLICT (edition_id, word) DO UPDATE SET number = search_word.number + excluded.number"
    rows = ((edition.pk, word, folded[:40], len(folded), number) for word, number in counted for folded in [fold(word)])
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def lower_words(edition: Edition, counted: list[tuple[str, int]]) -> None:
    sql = "UPDATE search_word SET number = number - %s WHERE edition_id = %s AND word = %s"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(number, edition.pk, word) for word, number in counted])
    Word.objects.filter(edition=edition, word__in=[word for word, _number in counted], number__lte=0).delete()


def run(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
