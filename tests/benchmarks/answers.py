"""Saving answers: fifty learners at once, against bare inserts of the same row."""

from __future__ import annotations

import re
import time
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median
from urllib.request import urlopen
from uuid import UUID, uuid4

from tests.benchmarks.learners import let_answer
from tests.benchmarks.pages import PAGES
from tests.benchmarks.programs import Program
from tests.benchmarks.results import Result, Section, at_most, paired, percentile

LEARNERS = 50
FORM = re.compile(r'<form\b[^>]*\baction="([^"#]+/learn/answer/[^"#]+)[^>]*>(.*?)</form>', re.DOTALL)


@dataclass
class Rounds:
    """What the rounds found, in milliseconds; the bare inserts beside the learners."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    bare: list[list[float]] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: int = 0


def answers(hub: Program, database, *, revisions: int, times: int) -> Section:
    tasks, found = text_tasks(hub), Rounds()
    for _ in range(times):
        one_round(hub, database, found, tasks=tasks, revisions=revisions)
    lost = missing(database, found.acknowledged)
    section = Section(
        f"Saving an answer, on {database.name}",
        "a bare insert of the same row, by one connection alone, in a transaction of its own, on the same database.",
    )
    bare50, bare99 = [percentile(values, 50) for values in found.bare], [percentile(values, 99) for values in found.bare]
    section.results = [
        paired(f"{LEARNERS} learners at once: p50", found.p50, bare50, unit=" ms"),
        paired(f"{LEARNERS} learners at once: p99", found.p99, bare99, unit=" ms"),
        paired(f"{LEARNERS} learners at once: answers a second", found.rates, [1000 / (sum(values) / len(values)) for values in found.bare]),
        paired("one learner alone: p50", found.alone, bare50, unit=" ms"),
        Result("CPU of the server an answer", median(found.costs), " ms"),
        Result("answers acknowledged and lost", lost, "", len(found.acknowledged), None, at_most(0)),
    ]
    section.notes += [
        f"Nobody pauses to think: each of the {LEARNERS} sends the next answer when the last is acknowledged, so p50 is mostly waiting in line. "
        f"If each thought for half a minute between answers, {LEARNERS} learners would send fewer than two a second.",
        "Lost is counted by comparing each text acknowledged with its row; the baseline of that line is how many were acknowledged.",
    ]
    if found.refused:
        section.notes.append(f"{found.refused} saves were not acknowledged (nothing of theirs counts as lost: the page keeps it and sends it again).")
    return section


def one_round(hub: Program, database, found: Rounds, *, tasks: list[str], revisions: int) -> None:
    """One learner, fifty learners, bare inserts."""
    alone = let_answer(tasks, port=hub.port, learners=1, revisions=revisions * 3)
    before = hub.cpu()
    crowd = let_answer(tasks, port=hub.port, learners=LEARNERS, revisions=revisions)
    saved = len(crowd["milliseconds"])
    found.costs.append((hub.cpu() - before) / saved * 1000)
    found.rates.append(saved / crowd["seconds"])
    found.alone.append(percentile(alone["milliseconds"], 50))
    found.p50.append(percentile(crowd["milliseconds"], 50))
    found.p99.append(percentile(crowd["milliseconds"], 99))
    found.bare.append(bare_inserts(database, saved))
    found.acknowledged |= alone["acknowledged"] | crowd["acknowledged"]
    found.refused += sum(count for seen in (alone, crowd) for status, count in seen["statuses"].items() if status != "200")


def text_tasks(hub: Program) -> list[str]:
    """The addresses of a lesson's tasks that are answered in words."""
    with urlopen(hub.url + PAGES["lesson"]) as response:  # noqa: S310
        page = response.read().decode()
    return [address for address, form in FORM.findall(page) if "<textarea" in form]


def bare_inserts(database, count: int) -> list[float]:
    """The milliseconds of so many inserts of one learner's answer, in rows that are taken away again."""
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT * FROM learning_attempt LIMIT 1")
        names, row = [column[0] for column in cursor.description], cursor.fetchone()
        insert = f"INSERT INTO learning_attempt ({', '.join(names)}) VALUES ({', '.join([database.mark] * len(names))})"  # noqa: S608
        milliseconds = []
        for number in range(count):
            facts = dict(zip(names, row, strict=True)) | {"id": uuid4(), "number": 100_000 + number}
            values, begun = [database.stored(value) for value in facts.values()], time.perf_counter()
            cursor.execute(insert, values)
            milliseconds.append((time.perf_counter() - begun) * 1000)
        cursor.execute("DELETE FROM learning_attempt WHERE number >= 100000")
    return milliseconds


def missing(database, acknowledged: dict[str, str]) -> int:
    """How many acknowledged texts are not in the database as they were acknowledged last."""
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT id, response FROM learning_attempt")
        saved = {UUID(str(id_)): response for id_, response in cursor.fetchall()}
    return sum(not holds(saved.get(UUID(attempt)), text) for attempt, text in acknowledged.items())


def holds(response, text: str) -> bool:
    """SQLite gives the JSON as it was written, PostgreSQL as it was meant."""
    return response == {"text": text} or response == f'{{"text": "{text}"}}'
