"""SQL queries a page costs, with few and with many learners."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.pages import NOBODY, PAGES
from tests.benchmarks.people import crowd
from tests.benchmarks.results import Result, Section, at_most

SIGNED_OUT = PAGES | {"programme": "/en/merse/", "all courses": "/en/learn/"}
SIGNED_IN = SIGNED_OUT | {"my learning": "/en/learn/mine/"}
FEW, MANY = 10, 1000


def queries(client: Client, path: str) -> int:
    """How many a page takes, once the process is warm."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return len(captured)


def count_all(signed_in: Client) -> dict[str, int]:
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
    for name, count in many.items():
        goal = at_most(12 if name.endswith("out") else 20)
        section.results.append(Result(name, count, "", few[name], count / few[name], goal))
    changed = [name for name in many if many[name] != few[name]]
    section.notes.append(
        "The number of learners changes none of them." if not changed else f"Not constant in the number of learners: {', '.join(changed)}."
    )
    return section
