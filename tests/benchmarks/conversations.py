"""Where people talk: on one machine, and in production."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.groups import NO_LIMIT, Group, make_group
from tests.benchmarks.hearing import allow_many_sockets, hearing
from tests.benchmarks.hearing import section as section_of
from tests.benchmarks.peers import hub
from tests.benchmarks.results import Section
from tests.benchmarks.sending import sending

SAID_BY_HTTP = (
    "Everything is said by HTTP to the process that has the sockets. Telling is its processor time without that of the saving, "
    "which is measured beside it where nobody listens; where few listen, that difference means nothing, and is left out."
)
SAID_ELSEWHERE = (
    "In bursts everything is said by the action in another process, as where sockets have a process of their own: "
    "telling is the processor time of the sockets' process, saving that of the other. A steady talk comes by HTTP to the sockets' process."
)


@dataclass
class Place:
    """A hub's database and layer, what is wanted of each server's deliveries there, and whether a burst is said in another process."""

    database: str
    layer: str
    data: Path
    env: dict[str, str]
    goals: dict[str, float]
    is_said_elsewhere: bool

    @cached_property
    def groups(self) -> tuple[Group, Group]:
        env = self.hub().env
        return make_group(env), make_group(env)

    def hub(self, **env: str):
        return hub(self.data, **self.env, **NO_LIMIT, **env)

    def sending(self, *, messages: int, times: int) -> list[Section]:
        with self.hub() as own:
            own.start("/en/")
            return [sending(own, self.groups[1], database=self.database, messages=messages, times=times)]

    def hearing(self, server: str, *, sizes: list[int], seconds: float, times: int) -> list[Section]:
        allow_many_sockets()
        with self.hub(SERVER=server) as own:
            own.start("/en/")
            pace = {"sizes": sizes, "seconds": seconds, "times": times}
            found = hearing(own, self.groups, folder=self.data, by_action=self.is_said_elsewhere, **pace)
        facts = {"where": f"{self.database}, {self.layer}", "telling": SAID_ELSEWHERE if self.is_said_elsewhere else SAID_BY_HTTP}
        return [section_of(found, server=server, goal=self.goals.get(server), is_exact=self.is_said_elsewhere, **facts)]


def places(data: Path, production: dict[str, str] | None) -> list[Place]:
    found = [Place("SQLite", "hints in memory", data, {}, {"daphne": 0.3}, is_said_elsewhere=False)]
    if production:
        goals = {"daphne": 0.3, "uvicorn": 2.0}
        found.append(Place("PostgreSQL", "hints by Redis", Path(production["DATA_DIR"]), production, goals, is_said_elsewhere=True))
    return found
