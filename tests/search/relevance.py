"""How well is found what was judged (tests/search/judged). `python -m tests.search.relevance` says it as JSON, on a demonstration that its
environment names.

Nothing of the scoring knows how the hub searches. nDCG counts the first ten hits, a grade g as 2^g - 1; the reciprocal rank is that of the first hit
that answers at all. A visitor asks each query on the pages of its language.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log2
from pathlib import Path
from statistics import mean

import django
import yaml

JUDGED = Path(__file__).parent / "judged"
UNSEEN = JUDGED / "unseen"  # judged by somebody who had seen neither the search nor its rules, after these were made: nothing is tuned by it
LANGUAGES = ["nb", "sv", "en", "uk"]
FIRST = 10

Thing = tuple[str, str]  # kind and key
Grades = dict[Thing, int]


@dataclass(frozen=True)
class Query:
    """What is typed, on the pages of which language, what sort of query that is, and what answers it, by the names of things.yaml."""

    language: str
    sort: str
    text: str
    answers: dict[str, int]


def queries(language: str, *, folder: Path = JUDGED) -> list[Query]:
    rows = yaml.safe_load((folder / f"{language}.yaml").read_text("utf-8"))
    return [Query(language, sort, str(text), answers) for sort, text, answers in rows]


def names() -> dict[str, tuple[str, str]]:
    """Kind and title of each thing that is judged, by its name."""
    return {name: (kind, title) for name, (kind, title) in yaml.safe_load((JUDGED / "things.yaml").read_text("utf-8")).items()}


# Scoring


def ndcg(found: list[Thing], grades: Grades) -> float:
    """1 where the first ten are the best ten in their order, 0 where none of them answers."""
    return gain([grades.get(thing, 0) for thing in found[:FIRST]]) / gain(sorted(grades.values(), reverse=True)[:FIRST])


def gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))


def reciprocal_rank(found: list[Thing], grades: Grades) -> float:
    return next((1 / place for place, thing in enumerate(found, start=1) if thing in grades), 0)


def scored(answers: Iterable[tuple[list[Thing], Grades]]) -> dict[str, float]:
    """Of all queries together; `zero` is the share of those that find nothing at all."""
    answers = list(answers)
    return {
        "queries": len(answers),
        "ndcg": mean(ndcg(found, grades) for found, grades in answers),
        "mrr": mean(reciprocal_rank(found, grades) for found, grades in answers),
        "zero": mean(not found for found, _grades in answers),
    }


# Whom is asked


def hub(query: Query) -> list[Thing]:
    """The search that visitors have."""
    from search.searching import Seeker

    return found_by(Seeker, query)


def index_alone(query: Query) -> list[Thing]:
    """The same, where the database has nothing but the index, and so cannot be asked again whether a hit may be shown."""
    from search.searching import Seeker

    class Reader(Seeker):
        def seen(self, things):
            return things

    return found_by(Reader, query)


def found_by(seeker, query: Query) -> list[Thing]:
    from django.contrib.auth.models import AnonymousUser

    results = seeker(AnonymousUser(), language=query.language).search(query.text, chosen={}, page=1)
    return [hit.document.thing for hit in results.hits[:FIRST]]


# What there is


@dataclass
class Shelf:
    """What stands in the index of a demonstration."""

    documents: list

    @classmethod
    def of(cls, data: Path) -> Shelf:
        """As a demonstration's data folder has it."""
        from search.engines.database import document_of
        from search.models import Entry

        columns = [field.column for field in Entry._meta.concrete_fields]
        sql = f"SELECT {', '.join(columns)} FROM search_entry WHERE edition_id = (SELECT id FROM search_edition WHERE is_current)"  # noqa: S608
        with closing(sqlite3.connect(f"file:{data / 'tvers.sqlite3'}?mode=ro", uri=True)) as database:
            rows = database.execute(sql).fetchall()
        entries = [Entry(**dict(zip([field.attname for field in Entry._meta.concrete_fields], row, strict=True))) for row in rows]
        for entry in entries:
            entry.date = entry.date and date.fromisoformat(entry.date)
        return cls([document_of(entry) for entry in entries])

    def fill(self, engine) -> None:
        """An index of these documents alone, which is searched from now on."""
        from search.engines import Posting
        from search.models import Edition

        postings = defaultdict(list)
        for document in self.documents:
            postings[document.thing].append(Posting.of(document))
        edition = Edition.objects.create(engine=engine.name, version=engine.version)
        engine.begin(edition)
        engine.put(edition, postings)
        engine.show(edition)
        Edition.objects.filter(engine=engine.name, is_current=True).update(is_current=False)
        edition.is_current = True
        edition.save()

    @cached_property
    def named(self) -> dict[str, set[Thing]]:
        """What stands for each name: one thing, or several of one title, as the meetings of a series. Raises KeyError by those that are not there."""
        titled = defaultdict(set)
        for document in self.documents:
            titled[document.kind, document.title].add(document.thing)
        if missing := [name for name, facts in names().items() if facts not in titled]:
            raise KeyError(missing)
        return {name: titled[facts] for name, facts in names().items()}

    @cached_property
    def told(self) -> dict[Thing, tuple[str, ...]]:
        """In which languages each thing is told."""
        return {document.thing: document.told for document in self.documents}

    def grades(self, query: Query) -> Grades:
        """What is not told in the language of the page is worth a grade less, and never nothing."""
        graded = [(thing, grade) for name, grade in query.answers.items() for thing in self.named[name]]
        return {thing: grade if query.language in self.told[thing] else max(1, grade - 1) for thing, grade in graded}

    def measure(self, ask: Callable[[Query], list[Thing]], *, kinds: set[str] | None = None, folder: Path = JUDGED) -> dict[str, dict[str, float]]:
        """Scores by language; of these kinds alone, and of the queries that one of them answers, if they are named."""
        return {language: scored(self.answers(ask, queries(language, folder=folder), kinds=kinds)) for language in LANGUAGES}

    def answers(self, ask, asked: list[Query], *, kinds: set[str] | None = None) -> Iterator[tuple[list[Thing], Grades]]:
        for query in asked:
            grades = {thing: grade for thing, grade in self.grades(query).items() if not kinds or thing[0] in kinds}
            if grades:
                yield [thing for thing in ask(query) if not kinds or thing[0] in kinds], grades

    def each(self, ask: Callable[[Query], list[Thing]]) -> list[dict]:
        """Every query with its score and what was found first, for whoever wants to mend something."""
        called, rows = {thing: name for name, several in self.named.items() for thing in several}, []
        for query in (query for language in LANGUAGES for query in queries(language)):
            found = ask(query)
            score = round(ndcg(found, self.grades(query)), 2)
            rows.append(
                {"language": query.language, "sort": query.sort, "query": query.text, "ndcg": score, "found": [called.get(one, one) for one in found]}
            )
        return rows


def main(data: str = "", name: str = "") -> None:
    """Of the demonstration that this process is; or of the documents of another, whose data folder is named, in an engine of this process' own."""
    from django.conf import settings

    if data:
        from search.engines import engine_named

        shelf = Shelf.of(Path(data))
        shelf.fill(engine_named(name))
        json.dump({"scores": {"hub": shelf.measure(index_alone), "hub, of unseen queries": shelf.measure(index_alone, folder=UNSEEN)}}, sys.stdout)
        return
    from tests.search.stock import PAGES, fill_wagtail, wagtail

    shelf = Shelf.of(Path(settings.DATA_DIR))
    fill_wagtail()
    scores = {"hub": shelf.measure(hub), "wagtail": shelf.measure(wagtail)}
    scores |= {"hub, of pages alone": shelf.measure(hub, kinds=PAGES), "wagtail, of pages alone": shelf.measure(wagtail, kinds=PAGES)}
    scores |= {"hub, of unseen queries": shelf.measure(hub, folder=UNSEEN), "wagtail, of unseen queries": shelf.measure(wagtail, folder=UNSEEN)}
    json.dump({"scores": scores, "queries": shelf.each(hub)}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
