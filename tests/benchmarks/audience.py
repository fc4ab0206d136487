"""A conversation that many sockets hear, at the hub and at the bare server in turn: heard, and spoken in, by a process of its own.

`python -m tests.benchmarks.audience` reads one job from its input and writes what it found to its output, both as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from itertools import cycle

from tests.benchmarks.halls import Hall, HubHall
from tests.benchmarks.programs import cpu
from tests.benchmarks.results import percentile
from tests.benchmarks.senders import Senders
from tests.benchmarks.voices import BareVoice, say_in_turn

SPEAKERS = 50  # who speak at once
A_SECOND = 5  # messages, when people talk steadily
FEW = 50  # sockets before those whose memory is counted: with them everything is loaded that is needed
QUIET = 2  # seconds after which a server is idle
DELIVERIES, MOST = 30_000, 100  # in one measurement: so many deliveries, but no more messages than that
UNHEARD = 30  # messages from which is seen what saving one costs
CROWD, WRITERS = 200, 150  # sockets, and those whose people write at once

Say = Callable[[range], Awaitable[int]]


def gather(job: dict) -> dict:
    command = [sys.executable, "-m", "tests.benchmarks.audience"]
    return json.loads(subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True).stdout)


class Evening:
    """Both halls, and those who speak in them. The hub's senders, where there are some, are a process apart; else it takes what is said by HTTP."""

    def __init__(self, job: dict, *, senders: Senders | None):
        self.hub, self.bare, self.senders = HubHall(**job["hub"]), Hall(**job["bare"]), senders
        self.people = self.hub.voices(SPEAKERS)
        self.unheard_people = HubHall(**job["unheard"]).voices(SPEAKERS)

    async def begin(self, sockets: int) -> dict[str, float]:
        """All come. What one idle socket costs, in kB."""
        await self.hub.open(FEW)
        await self.warm_up()
        await self.bare.open(FEW)
        await asyncio.sleep(QUIET)
        before = [hall.memory() for hall in (self.hub, self.bare)]
        await self.hub.open(sockets)
        await self.bare.open(sockets)
        await asyncio.sleep(QUIET)
        more = [hall.memory() - first for hall, first in zip((self.hub, self.bare), before, strict=True)]
        return {name: megabytes / (sockets - FEW) * 1000 for name, megabytes in zip(("hub", "bare"), more, strict=True)}

    async def warm_up(self) -> None:
        """The bare server is told the very bytes that the hub tells of one message."""
        await self.burst(self.hub, self.say_by_http, count=SPEAKERS)
        await self.burst(self.hub, self.say_by_http, count=1)
        self.bare_people = [BareVoice(port=self.bare.port, model=self.hub.model) for _ in range(SPEAKERS)]

    # Speaking

    async def say_by_http(self, numbers: range) -> int:
        return len(await say_in_turn(self.people, numbers))

    async def say_by_action(self, numbers: range) -> int:
        return len((await asyncio.to_thread(self.senders.say, "act", first=numbers[0], count=len(numbers)))["milliseconds"])

    async def say_barely(self, numbers: range) -> int:
        return len(await say_in_turn(self.bare_people, numbers))

    async def burst(self, hall: Hall, say: Say, *, count: int) -> dict[str, float]:
        """As much at once as can be said: the seconds of processor time it took the server, and how many deliveries there were, and were not."""
        numbers, before = hall.expect(count), hall.cpu()
        hall.refuse(count - await say(numbers))
        lost = await hall.missing()
        return {"cpu": hall.cpu() - before, "heard": hall.heard, "lost": lost}

    # Measuring

    async def one_round(self, *, seconds: float) -> dict[str, dict]:
        """Bursts, then a steady talk in which each message to the hub is followed by one to the bare server."""
        count = min(MOST, DELIVERIES // len(self.hub.lines))
        own = await (self.burst_by_senders(count) if self.senders else self.burst_by_http(count))
        base = await self.burst(self.bare, self.say_barely, count=count)
        own |= {"acknowledged": await self.talk(messages=int(seconds * A_SECOND))}
        lost = own["lost"] + base["lost"] + await self.hub.missing() + await self.bare.missing()
        return {"hub": own | delays(self.hub), "bare": base | delays(self.bare), "lost": lost}

    async def burst_by_http(self, count: int) -> dict[str, float]:
        """`telling` is what it cost beside the saving, which is measured where nobody listens."""
        seen = await self.burst(self.hub, self.say_by_http, count=count)
        before = self.hub.cpu()
        await say_in_turn(self.unheard_people, range(UNHEARD))
        return seen | {"telling": seen["cpu"] - (self.hub.cpu() - before) / UNHEARD * count}

    async def burst_by_senders(self, count: int) -> dict[str, float]:
        """`telling` is what it cost the process of the sockets, `cpu` what it cost both."""
        before = cpu(self.senders.pid)
        seen = await self.burst(self.hub, self.say_by_action, count=count)
        return seen | {"telling": seen["cpu"], "cpu": seen["cpu"] + cpu(self.senders.pid) - before}

    async def talk(self, *, messages: int) -> float:
        """Steadily, whether it is heard or not. After how many milliseconds half of it was acknowledged by the hub."""
        parts = [(hall, cycle(people), iter(hall.expect(messages))) for hall, people in ((self.hub, self.people), (self.bare, self.bare_people))]
        saying, due = [], time.perf_counter()
        for hall, people, numbers in parts * messages:
            number = next(numbers)
            hall.said[number] = time.perf_counter()
            saying.append(asyncio.create_task(say_in_turn([next(people)], [number])))
            due += 0.5 / A_SECOND
            await asyncio.sleep(max(0, due - time.perf_counter()))
        taken = [milliseconds for times in (await asyncio.gather(*saying))[::2] for milliseconds in times]
        self.hub.refuse(messages - len(taken))
        if not taken:
            raise RuntimeError("The hub acknowledges nothing any more.")
        return percentile(taken, 50)

    async def all_at_once(self) -> dict[str, int]:
        """Nearly everybody writes at the same moment."""
        self.shrink(CROWD)
        await self.hub.open(CROWD)
        numbers, voices = self.hub.expect(WRITERS), self.hub.voices(WRITERS)
        taken = await asyncio.gather(*(voice.say(number) for voice, number in zip(voices, numbers, strict=True)))
        self.hub.refuse(taken.count(False))
        lost = await self.hub.missing()
        return {"heard": self.hub.heard, "lost": lost, "refused": taken.count(False)}

    def shrink(self, sockets: int) -> None:
        for hall in (self.hub, self.bare):
            hall.close(but=sockets)


def delays(hall: Hall) -> dict[str, float]:
    return {"p50": percentile(hall.milliseconds, 50), "p99": percentile(hall.milliseconds, 99)}


async def work(job: dict) -> dict:
    with ExitStack() as stack:
        senders = stack.enter_context(Senders(**job["senders"])) if job["senders"] else None
        evening, found = Evening(job, senders=senders), {"sizes": {}}
        found["memory"] = await evening.begin(max(job["sizes"]))
        for size in sorted(job["sizes"], reverse=True):
            evening.shrink(size)
            found["sizes"][size] = [await evening.one_round(seconds=job["seconds"]) for _ in range(job["times"])]
        return found | {"all": await evening.all_at_once()}


if __name__ == "__main__":
    gc.disable()  # its own pauses would count as the servers'
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
