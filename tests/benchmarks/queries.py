"""SQL queries a page costs, with few and with many learners."""

from __future__ import annotations

from asgiref.sync import async_to_sync
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.pages import NOBODY, PAGES
from tests.benchmarks.people import crowd
from tests.benchmarks.results import Result, Section, at_most

SIGNED_OUT = PAGES | {"programme": "/en/merse/", "all courses": "/en/learn/"}
SIGNED_IN = SIGNED_OUT | {"my learning": "/en/learn/mine/"}
FEW, MANY = 10, 1000


class Reader(AsyncClient):
    """Asks as the server does: with the generation, which the page cache tells."""

    generation = 0

    def _base_scope(self, **request):
        return super()._base_scope(**request) | {"generation": self.generation}


def queries(client: Client, path: str) -> tuple[int, int]:
    """How many a page takes of its first reader after a publish, and of those who come later; the process is warm."""
    reader = Reader()
    reader.cookies = client.cookies
    counts = []
    for generation in (1, 2, 2):
        reader.generation = generation
        with CaptureQueriesContext(connection) as captured:
            response = async_to_sync(reader.get)(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
        counts.append(len(captured))
    return counts[1], counts[2]


def count_all(signed_in: Client) -> dict[str, tuple[int, int]]:
    visitor = Client()
    name, value = NOBODY.split("=")
    visitor.cookies[name] = value
    out = {f"{name}, signed out": queries(visitor, path) for name, path in SIGNED_OUT.items()}
    return out | {f"{name}, signed in": queries(signed_in, path) for name, path in SIGNED_IN.items()}


def queries_of_pages(signed_in: Client) -> Section:
    crowd(FEW)
    few = count_all(signed_in)
    crowd(MANY - FEW)
    many = count_all(signed_in)
    section = Section("SQL queries a page", f"the same page with {FEW} learners in every course; measured with {MANY:,}.")
    for name, (_first, count) in many.items():
        goal = at_most(12 if name.endswith("out") else 20)
        section.results.append(Result(name, count, "", few[name][1], count / few[name][1], goal))
    first = ", ".join(f"{name} {count}" for name, (count, _later) in many.items())
    shared = "What all readers share is fetched by the first of them after a publish, and kept for a minute at most."
    section.notes.append(f"{shared} The page of the first takes: {first}.")
    changed = [name for name in many if many[name] != few[name]]
    section.notes.append(
        "The number of learners changes none of them." if not changed else f"Not constant in the number of learners: {', '.join(changed)}."
    )
    return section
