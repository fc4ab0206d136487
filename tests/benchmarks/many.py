"""Pages of a hub in which there is little, and of one in which there is much: people and conversations, practices."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import ask, request
from tests.benchmarks.peers import hub
from tests.benchmarks.programs import Program
from tests.benchmarks.results import Result, Section, at_most, paired
from tests.servers import run

FEW, MANY = (1_000, 1_000), (20_000, 200_000)  # people, and messages
TWICE = (2_000, 5_000)
PRACTICES, MORE = (100, 10_000), (100, 1_000)
ASKED = 30


@dataclass
class World:
    """A hub's server on a database of its own, and its pages with the queries each takes."""

    server: Program
    cookie: str
    pages: dict[str, list]
    counting: float = 0  # milliseconds for the numbers of all choices of a list

    def p50(self, name: str) -> float:
        """Milliseconds, asked one after the other."""
        asked = request(self.pages[name][0], port=self.server.port, cookie=self.cookie)
        return ask([asked], port=self.server.port, connections=1, count=ASKED)["p50"] * 1000


def populated(by: str, data: Path, folder: Path, size: tuple[int, ...], **env: str) -> World:
    """A copy of the data, filled by one of the modules beside this one; with another environment, in another database."""
    copy = folder / f"{by}-{size[0]}-{len(env)}"
    shutil.copytree(data, copy)
    server = hub(copy, **env)
    said = run(sys.executable, "-m", f"tests.benchmarks.{by}", *map(str, size), env=server.env)
    return World(server, **json.loads(said.splitlines()[-1]))


def compared(few: World, many: World, *, times: int) -> Iterator[Result]:
    with few.server, many.server:
        for world in (few, many):
            world.server.start("/en/")
        for name, (_path, queries) in many.pages.items():
            for world in (few, many):
                world.p50(name)
            found = [(many.p50(name), few.p50(name)) for _ in range(times)]
            yield paired(f"{name}: p50", *map(list, zip(*found, strict=True)), unit=" ms", goal=at_most(1.5, of="ratio"))
            fewer = few.pages[name][1]
            yield Result(f"{name}: SQL queries", queries, "", fewer, queries / fewer, at_most(1, of="ratio"))


def people(data: Path, folder: Path, *, times: int, is_quick: bool) -> Section:
    small, big = FEW, TWICE if is_quick else MANY
    few, many = (populated("population", data, folder, size) for size in (small, big))
    section = Section(
        f"Pages of people, with {big[0]:,} of them and {big[1]:,} messages", f"the same page with {small[0]:,} people and {small[1]:,} messages."
    )
    section.results += compared(few, many, times=times)
    section.notes.append("Signed in, on SQLite; one request after the other. Half of all messages are in the long conversation.")
    return section


def practices(data: Path, folder: Path, *, times: int, is_quick: bool, where: str = "SQLite", envs: tuple[dict, dict] = ({}, {})) -> Section:
    """`envs` are those of the two hubs, where they are not the demonstration's."""
    small, big = MORE if is_quick else PRACTICES
    few, many = (populated("harvest", data, folder, (size,), **env) for size, env in zip((small, big), envs, strict=True))
    section = Section(f"Pages of practices, with {big:,} of them, on {where}", f"the same page with {small:,} practices.")
    section.results += compared(few, many, times=times)
    section.results.append(Result("numbers of all choices, counted", many.counting, " ms", few.counting, many.counting / few.counting))
    section.notes += [
        "Signed out, past the page cache, as above; one request after the other. All lists are full: "
        "half of the practices of half of all countries have the challenge asked for, and the baseline of page 20 is page 4, the last full one.",
        "The numbers of the choices are counted by the first request after a publish, once a minute at most, and are in none of the figures above.",
        "40 organisations in 8 countries; a third of the practices in a second language.",
    ]
    return section
