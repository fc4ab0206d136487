"""Saying something in a conversation: fifty people at once, against bare inserts of the same rows."""

from __future__ import annotations

from tests.benchmarks.groups import Group
from tests.benchmarks.programs import Program, cpu
from tests.benchmarks.results import Result, Section, at_least, paired, percentile
from tests.benchmarks.senders import Senders
from tests.benchmarks.voices import let_talk

WAYS = ("act", "insert")
ENOUGH = {"DATABASE_POOL": "60"}  # connections: one for each of the people, and a few to spare


def sending(hub: Program, group: Group, *, database: str, messages: int, times: int) -> Section:
    with Senders(env=hub.env | ENOUGH, group=group.pk, people=group.people) as senders:
        rounds = Rounds(senders)
        rounds.play(messages // 2)  # warms up
        rounds.forget()
        for _ in range(times):
            rounds.play(messages)
            rounds.by_http.append(let_talk(group, port=hub.port, count=messages // 2))
    section = Section(
        f"Saying something, on {database}",
        "bare inserts and updates of the same rows (feed, message, conversation, participant, event), in one transaction for each message, "
        "by as many threads, with connections of their own, on the same database.",
    )
    section.results = rounds.results(len(group.people))
    section.notes += [
        "All are in one conversation, so that each message waits for the number of the one before it; nobody pauses to think.",
        "The action `post_message` by itself, hint included, in a process of threads; by HTTP, as many connections ask the real server.",
    ]
    if database == "SQLite":
        section.notes.append("The bare threads take turns, as the hub's do: left to SQLite, they would disturb each other, and be slower.")
    return section


class Rounds:
    """What was seen, by the way in which it was said."""

    def __init__(self, senders: Senders):
        self.senders, self.last = senders, 0
        self.by_http: list[dict] = []
        self.forget()

    def forget(self) -> None:
        self.seen: dict[str, list[dict]] = {way: [] for way in WAYS}

    def play(self, messages: int) -> None:
        for way in WAYS:
            before = cpu(self.senders.pid)
            seen = self.senders.say(way, first=self.last + 1, count=messages)
            self.seen[way].append(seen | {"cpu": (cpu(self.senders.pid) - before) / messages * 1000})
            self.last += messages

    def results(self, people: int) -> list[Result]:
        own, bare = self.seen["act"], self.seen["insert"]
        return [
            paired(f"{people} at once: messages a second", rates(own), rates(bare), goal=at_least(0.5)),
            paired(f"{people} at once: p50", percentiles(own, 50), percentiles(bare, 50), unit=" ms"),
            paired(f"{people} at once: p99", percentiles(own, 99), percentiles(bare, 99), unit=" ms"),
            paired("CPU a message", [seen["cpu"] for seen in own], [seen["cpu"] for seen in bare], unit=" ms"),
            paired(f"{people} at once by HTTP: messages a second", rates(self.by_http), rates(bare)),
            paired(f"{people} at once by HTTP: p99", percentiles(self.by_http, 99), percentiles(bare, 99), unit=" ms"),
        ]


def rates(rounds: list[dict]) -> list[float]:
    return [len(seen["milliseconds"]) / seen["seconds"] for seen in rounds]


def percentiles(rounds: list[dict], percent: float) -> list[float]:
    return [percentile(seen["milliseconds"], percent) for seen in rounds]
