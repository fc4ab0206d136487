"""What a live event of five hundred costs, and how soon they see what is said; and what counting votes costs as they grow."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.evening import A_SECOND, SECONDS, gather
from tests.benchmarks.hearing import allow_many_sockets, broadcaster
from tests.benchmarks.programs import Program
from tests.benchmarks.results import Result, Section, at_most
from tests.meetings import MAKE
from tests.servers import run

PEOPLE = 500
FEW, MANY, TIMES = 100, 20_000, 30  # votes, and how often they are counted
COUNT = """
import json, time
from datetime import time as time_of_day
from statistics import median
from entrepreneurs.models import User
from events.actions import polls
from events.counts import counted
from events.models import Ballot, Event, EventText, Poll
from django.utils import timezone
def make(votes):
    event = Event(language="en", day=timezone.localdate(), at=time_of_day(18), zone="Europe/Oslo", state="published")
    event.settle(); event.save()
    EventText.objects.create(event=event, language="en", title="A poll")
    words = [{{"en": "A bakery"}}, {{"en": "A workshop"}}]
    poll = polls.save_poll(event, kind="one", titles={{"en": "What?"}}, options=words, lows={{}}, highs={{}}, is_anonymous=True)
    options = list(poll.options.values_list("pk", flat=True))
    Ballot.objects.bulk_create((Ballot(poll=poll, option_id=options[number % 2]) for number in range(votes)), batch_size=2000)
    return poll
def cost(poll):
    begun = time.perf_counter()
    assert counted(poll).voted
    return (time.perf_counter() - begun) * 1000
few, many = make({few}), make({many})
from django.db import connection
if connection.vendor == "postgresql":
    connection.cursor().execute("ANALYZE events_ballot")
cost(few), cost(many)
pairs = [(cost(few), cost(many)) for _time in range({times})]
print(json.dumps([median(times) for times in zip(*pairs)]))
"""


def room_of_many(server: Program, *, folder: Path, where: str, people: int = PEOPLE) -> Section:
    allow_many_sockets()
    said = run(sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE.format(people=people), env=server.env)
    made = json.loads(said.splitlines()[-1])
    with broadcaster(folder, env=server.env) as bare:
        bare.start("/healthz")
        hub = {"port": server.port, "pid": server.process.pid, "event": made["event"], "sessions": made["sessions"][1:]}
        found = gather({"hub": hub, "bare": {"port": bare.port, "pid": bare.process.pid}, "polls": made["polls"]})
    own, base = found["hub"], found["bare"]
    minutes = people * SECONDS / 60
    section = Section(f"A live event of {people}: {where}", "a bare `websockets` server that is sent the same bytes and broadcasts them.")
    section.results = [
        Result(f"all {people} load the room's page and follow it", found["joined"], " s", goal=at_most(10, " s")),
        Result(f"{A_SECOND} messages a second: from sending to all screens, p50", own["p50"], " ms", base["p50"], own["p50"] / base["p50"]),
        Result("the same, p95", own["p95"], " ms", base["p95"], own["p95"] / base["p95"], at_most(1000, " ms")),
        Result("CPU seconds a participant-minute", own["cpu"] / minutes, " s", base["cpu"] / minutes, own["cpu"] / base["cpu"]),
        *(
            Result(f"all vote within {SECONDS} s, {kind}: p95 of the acknowledgement", votes["p95"], " ms", goal=at_most(1000, " ms"))
            for kind, votes in zip(("anonymous", "by name"), found["voting"], strict=True)
        ),
        Result("CPU seconds a vote", found["voting_cpu"] / sum(votes["votes"] for votes in found["voting"]), " s"),
    ]
    section.notes.append("Messages, page and votes come by HTTP to the one process that has the sockets.")
    if own["lost"]:
        section.notes.append(f"{own['lost']:,} deliveries never came.")
    return section


def counting(env: dict[str, str], *, where: str) -> Section:
    said = run(sys.executable, "manage.py", "shell", "--no-imports", "-c", COUNT.format(few=FEW, many=MANY, times=TIMES), env=env)
    few, many = json.loads(said.splitlines()[-1])
    section = Section(f"Counting votes, on {where}", f"the same with {FEW} votes.")
    section.results = [Result(f"one count of a poll of {MANY:,} votes", many, " ms", few, many / few, at_most(1.5, of="ratio"))]
    section.notes += ["However many vote, a poll is counted at most every half second."]
    return section
