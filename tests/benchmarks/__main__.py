"""`make bench`: measures everything, shows it, and writes it to docs/benchmarks.md.

`--quick` is rougher and sooner done, `--only Conversations` measures those steps alone; both write nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import django
import pytest

from hub import catalogues
from hub.supervisor import ROOT
from tests.benchmarks.peers import hub, hub_environment, peer, prepare_hub, prepare_peer
from tests.benchmarks.results import Section, machine
from tests.services import Elasticsearch, PostgreSQL, Redis

DOCUMENT = ROOT / "docs" / "benchmarks.md"
INTRODUCTION = """# How quick the hub is

Written by `make bench`; run it again rather than edit it. What counts is the ratio to a baseline measured in the same run, beside it, on the same
machine: figures alone say more about the machine. Real server processes are asked by a load generator in a process of its own: daphne, as `make run`
starts it, where nothing else is said. Processor time and memory are those of the server's process alone, where nothing else is said. Each line is
the median of several rounds, in which the hub and its baseline take turns, and its ratio is the median of the rounds' ratios.
"""


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    times: int
    seconds: float
    starts: int
    revisions: int
    views: int
    messages: int
    sockets: tuple[int, ...]
    is_quick: bool


FULL = Effort(times=5, seconds=2, starts=5, revisions=6, views=5000, messages=200, sockets=(100, 500, 1000), is_quick=False)
QUICK = Effort(times=2, seconds=1, starts=1, revisions=2, views=400, messages=100, sockets=(100,), is_quick=True)


class Bench:
    """The folder that everything is made in, and what has been found."""

    def __init__(self, folder: Path, effort: Effort, stack: ExitStack, *, only: str = ""):
        self.folder, self.effort, self.stack, self.only = folder, effort, stack, only
        self.data, self.peer = folder / "hub", folder / "peer"
        self.sections: list[Section] = []
        self.left_out: list[str] = []
        self.load = os.getloadavg()[0]

    def run(self) -> None:
        if not self.effort.is_quick:
            self.measure("make run, cold and warm", self.make_run)
        with step("Preparing the hub and its baselines"):
            production = self.prepare()
        self.measure("Pages", self.pages)
        self.measure("Answers on SQLite", self.answers_on_sqlite)
        if production:
            self.measure("Answers on PostgreSQL", lambda: self.answers_on_postgresql(production))
        self.measure("Many people", self.many_people)
        self.measure("Suggestions", self.suggestions)
        self.measure("Many practices", lambda: self.many_practices(production))
        self.measure("Starting, and memory", self.starting)
        self.measure("Analysis of text", self.analysis)
        self.measure("Search: how well", lambda: self.search_relevance(production))
        self.measure("Search: how quickly", lambda: self.search_speed(production))
        self.conversations(None if production is None else facts_of(production))
        self.live_events(production)

    def measure(self, name: str, measurement) -> None:
        if name.startswith(self.only):
            with step(name):
                self.sections += measurement()

    def prepare(self) -> dict[str, str] | None:
        """Make all data, at the same time; the production's environment, if there is one."""
        catalogues.compile_all()
        production = None if self.effort.is_quick else self.production()
        if self.effort.is_quick:
            self.left_out += ["PostgreSQL and `make run`: left out of a quick run."]
        with ThreadPoolExecutor() as pool:
            waits = [pool.submit(prepare_hub, self.data), pool.submit(prepare_peer, self.peer)]
            if production:
                waits.append(pool.submit(prepare_hub, Path(production["DATA_DIR"]), **production))
            for wait in waits:
                wait.result()
        os.environ |= hub_environment(self.data)
        django.setup()
        return production

    def production(self) -> dict[str, str] | None:
        """Production's settings on a PostgreSQL and a Redis of their own; None where they are not installed."""
        try:
            cluster, redis = PostgreSQL(fsync="on"), Redis(self.folder)
        except pytest.skip.Exception as missing:
            self.left_out.append(f"Everything on PostgreSQL and Redis: left out, for {missing}.")
            return None
        self.stack.callback(redis.start().stop)
        self.stack.callback(cluster.start().remove)
        self.cluster = cluster
        (self.folder / "production").mkdir()
        return {
            "DJANGO_SETTINGS_MODULE": "hub.settings.production",
            "SECRET_KEY": "long and random, and always the same",
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": "http://127.0.0.1",
            "DATABASE_URL": cluster.create("hub"),
            "REDIS_URL": redis.url,
            "ELASTICSEARCH_URL": "http://127.0.0.1:9",
            "EMAIL_URL": "dummymail://",
            "DEFAULT_FROM_EMAIL": "tvers@example.org",
            "DATA_DIR": str(self.folder / "production"),
        }

    def make_run(self) -> list[Section]:
        from tests.benchmarks.starts import make_run

        return [make_run(self.folder)]

    def pages(self) -> list[Section]:
        from tests.benchmarks.pages import kept_pages, made_pages
        from tests.benchmarks.people import signed_in
        from tests.benchmarks.queries import queries_of_pages

        learner, pace = signed_in(), {"seconds": self.effort.seconds, "times": self.effort.times}
        with hub(self.data) as own, peer(self.peer) as other:
            own.start("/en/")
            other.start("/")
            kept = kept_pages(own, folder=self.folder, **pace)
            made = made_pages(own, other, session=learner.cookies["sessionid"].value, **pace)
        return [kept, made, queries_of_pages(learner)]

    def answers_on_sqlite(self) -> list[Section]:
        from tests.benchmarks.answers import answers
        from tests.benchmarks.databases import Sqlite

        with hub(self.data) as own:
            own.start("/en/")
            return [answers(own, Sqlite(self.data / "tvers.sqlite3"), revisions=self.effort.revisions, times=min(3, self.effort.times))]

    def answers_on_postgresql(self, production: dict[str, str]) -> list[Section]:
        from tests.benchmarks.answers import answers
        from tests.benchmarks.databases import Postgres

        with hub(Path(production["DATA_DIR"]), **facts_of(production)) as own:
            own.start("/en/")
            return [answers(own, Postgres(production["DATABASE_URL"]), revisions=self.effort.revisions, times=min(3, self.effort.times))]

    def conversations(self, production: dict[str, str] | None) -> None:
        from tests.benchmarks.conversations import places

        times = min(3, self.effort.times)
        for place in places(self.data, production):
            saying = {"messages": self.effort.messages, "times": times}
            hearing = {"sizes": self.effort.sockets, "seconds": self.effort.seconds, "times": times}
            self.measure(f"Conversations: saying, on {place.database}", partial(place.sending, **saying))
            for server in ("daphne", "uvicorn"):
                self.measure(f"Conversations: hearing, {server}, {place.database}", partial(place.hearing, server, **hearing))

    def live_events(self, production: dict[str, str] | None) -> None:
        """The room of five hundred is production's; counting is the same everywhere, and cheapest to compare on both databases."""
        from tests.benchmarks.groups import NO_LIMIT
        from tests.benchmarks.meeting import counting

        self.measure("A live event: counting, on SQLite", lambda: [counting(hub(self.data).env, where="SQLite")])
        if production is None:
            return
        env, data = facts_of(production) | NO_LIMIT, Path(production["DATA_DIR"])
        self.measure("A live event: counting, on PostgreSQL", lambda: [counting(hub(data, **env).env, where="PostgreSQL")])
        for server in ("daphne", "uvicorn"):
            self.measure(f"A live event: {server}", partial(self.live_event, server, data, env))

    def live_event(self, server: str, data: Path, env: dict[str, str]) -> list[Section]:
        from tests.benchmarks.meeting import room_of_many

        with hub(data, **env, SERVER=server) as own:
            own.start("/en/")
            return [room_of_many(own, folder=data, where=f"{server}, PostgreSQL, hints by Redis")]

    def many_people(self) -> list[Section]:
        from tests.benchmarks.many import people

        return [people(self.data, self.folder, times=self.effort.times, is_quick=self.effort.is_quick)]

    def suggestions(self) -> list[Section]:
        from tests.benchmarks.matches import suggestions

        return [suggestions(self.data, self.folder, times=self.effort.times, is_quick=self.effort.is_quick)]

    def many_practices(self, production: dict[str, str] | None) -> list[Section]:
        from tests.benchmarks.many import practices

        pace = {"times": self.effort.times, "is_quick": self.effort.is_quick}
        found = [practices(self.data, self.folder, **pace)]
        if production:
            facts = {name: value for name, value in facts_of(production).items() if name != "DATA_DIR"}
            envs = tuple(facts | {"DATABASE_URL": self.cluster.create(name, like="hub")} for name in ("few", "many"))
            found.append(practices(Path(production["DATA_DIR"]), self.folder, where="PostgreSQL", envs=envs, **pace))
        return found

    def starting(self) -> list[Section]:
        from tests.benchmarks.starts import starting

        return [starting(self.data, self.peer, times=self.effort.starts, views=self.effort.views)]

    def analysis(self) -> list[Section]:
        from tests.benchmarks.analysis import analysing

        return [analysing(times=min(3, self.effort.times))]

    def search_relevance(self, production: dict[str, str] | None) -> list[Section]:
        from tests.benchmarks.search import relevance, relevance_elsewhere

        found = [relevance(self.data, self.folder)]
        if production:
            env = production | {"DATABASE_URL": self.cluster.create("judged", like="hub")}
            found.append(relevance_elsewhere(self.data, env, where="PostgreSQL"))
        with self.elasticsearch() as url:
            if url:
                env = hub_environment(copied(self.data, self.folder / "judged-again")) | {"ELASTICSEARCH_URL": url}
                found.append(relevance_elsewhere(self.data, env, where="Elasticsearch"))
        return found

    def search_speed(self, production: dict[str, str] | None) -> list[Section]:
        from tests.benchmarks.search import FEW, MANY, SOME, speed

        found = []
        for number in (FEW, SOME if self.effort.is_quick else MANY):
            found.append(speed(hub_environment(copied(self.data, self.folder / f"news-{number}")), number=number, where="SQLite"))
            if production:
                env = production | {"DATABASE_URL": self.cluster.create(f"news{number}", like="hub")}
                found.append(speed(env, number=number, where="PostgreSQL"))
            with self.elasticsearch() as url:
                if url:
                    env = hub_environment(copied(self.data, self.folder / f"news-again-{number}")) | {"ELASTICSEARCH_URL": url}
                    found.append(speed(env, number=number, where="Elasticsearch"))
        return found

    @contextmanager
    def elasticsearch(self) -> Iterator[str]:
        """The address of one of its own; nothing where none was fetched, or in a quick run."""
        try:
            server = None if self.effort.is_quick else Elasticsearch(heap="1g", options="").start()
        except pytest.skip.Exception as missing:
            self.left_out.append(f"Elasticsearch: left out, for {missing}.")
            server = None
        yield server.url if server else ""
        if server:
            server.wipe()

    def text(self) -> str:
        when = f"Measured on {date.today():%Y-%m-%d}: {machine()}; its load before the run, by others, was {self.load:.1f}."
        left_out = "".join(f"\n{line}\n" for line in self.left_out)
        return "\n".join([INTRODUCTION, when, left_out, *(section.text() for section in self.sections)])


def copied(data: Path, to: Path) -> Path:
    return Path(shutil.copytree(data, to))


def facts_of(production: dict[str, str]) -> dict[str, str]:
    """Without the address, which each server has for itself."""
    return {name: value for name, value in production.items() if name != "BASE_URL"}


@contextmanager
def step(name: str):
    """A line that says what is being measured, and then how long that took."""
    begun = time.monotonic()
    print(f"  {name} ".ljust(50, "."), end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure how quick the hub is.")
    parser.add_argument("--quick", action="store_true", help="roughly, in three minutes; docs/benchmarks.md stays as it is")
    parser.add_argument("--only", default="", metavar="STEP", help="only the steps that begin so; docs/benchmarks.md stays as it is")
    options = parser.parse_args()
    effort = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory(prefix="tvers-bench-") as folder, ExitStack() as stack:
        bench = Bench(Path(folder), effort, stack, only=options.only)
        bench.run()
    print(bench.text())
    if not effort.is_quick and not options.only:
        DOCUMENT.write_text(bench.text())
    return 0


if __name__ == "__main__":
    sys.exit(main())
