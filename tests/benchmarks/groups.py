"""A conversation of as many people as one may have, in the measured hub's data."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

from tests.rooms import PEOPLE
from tests.servers import run

MOST_PEOPLE = 50
NO_LIMIT = {"MESSAGES_A_MINUTE": "100000000"}


@dataclass(frozen=True)
class Group:
    """Its number, and its people's numbers and sessions."""

    pk: int
    people: list[int]
    sessions: list[str]


def make_group(env: dict[str, str]) -> Group:
    said = run(sys.executable, "manage.py", "shell", "--no-imports", "-c", PEOPLE.format(people=MOST_PEOPLE + 1), env=env)
    made = json.loads(said.splitlines()[-1])
    people, sessions = zip(*made["people"][:MOST_PEOPLE], strict=True)
    return Group(made["group"], list(people), list(sessions))
