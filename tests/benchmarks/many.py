"""Pages of people and conversations with few people in the hub, and with many."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import ask, request
from tests.benchmarks.peers import hub, hub_environment
from tests.benchmarks.programs import Program, run
from tests.benchmarks.results import Result, Section, at_most, paired

FEW, MANY = (1_000, 1_000), (20_000, 200_000)  # people, and messages
TWICE = (2_000, 5_000)
ASKED = 30


@dataclass
class World:
    """A hub's server on a database of its own, and its pages with the queries each takes."""

    server: Program
    session: str
    pages: dict[str, list]

    def p50(self, name: str) -> float:
        """Milliseconds, asked one after the other."""
        asked = request(self.pages[name][0], port=self.server.port, cookie=f"sessionid={self.session}")
        return ask([asked], port=self.server.port, connections=1, count=ASKED)["p50"] * 1000


def populated(data: Path, folder: Path, size: tuple[int, int]) -> World:
    copy = folder / f"people-{size[0]}"
    shutil.copytree(data, copy)
    said = run(sys.executable, "-m", "tests.benchmarks.population", *map(str, size), env=hub_environment(copy))
    return World(hub(copy), **json.loads(said.splitlines()[-1]))


def few_and_many(data: Path, folder: Path, *, times: int, is_quick: bool) -> Section:
    small, big = FEW, TWICE if is_quick else MANY
    few, many = (populated(data, folder, size) for size in (small, big))
    section = Section(
        f"Pages of people, with {big[0]:,} of them and {big[1]:,} messages", f"the same page with {small[0]:,} people and {small[1]:,} messages."
    )
    with few.server, many.server:
        for world in (few, many):
            world.server.start("/en/people/")
        for name, (_path, queries) in many.pages.items():
            for world in (few, many):
                world.p50(name)
            found = [(many.p50(name), few.p50(name)) for _ in range(times)]
            section.results.append(paired(f"{name}: p50", *map(list, zip(*found, strict=True)), unit=" ms", goal=at_most(1.5, of="ratio")))
            fewer = few.pages[name][1]
            section.results.append(Result(f"{name}: SQL queries", queries, "", fewer, queries / fewer, at_most(1, of="ratio")))
    section.notes.append("Signed in, on SQLite; one request after the other. Half of all messages are in the long conversation.")
    return section
