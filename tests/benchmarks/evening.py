"""Five hundred in the room of a live event: they come in, talk, and vote; and the same bytes at the bare server. A process of its own.

`python -m tests.benchmarks.evening` reads one job from its input and writes what it found to its output, both as JSON.
"""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from itertools import count, cycle
from urllib.parse import urlencode
from uuid import uuid4

from tests.benchmarks.frames import Line
from tests.benchmarks.halls import AT_ONCE, FROM_NOW_ON, Hall, HubHall
from tests.benchmarks.results import percentile
from tests.benchmarks.voices import LENGTH, TOKEN, WORDS, BareVoice

A_SECOND, SECONDS = 20, 10  # messages in the room, and how long people talk; as long as all have for their votes
AT_DOORS = 20  # lines by which people fetch the page and send what they write


def gather(job: dict) -> dict:
    command = [sys.executable, "-m", "tests.benchmarks.evening"]
    return json.loads(subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True).stdout)


class Door:
    """A line by which requests are sent one after the other, each in somebody's name."""

    def __init__(self, *, port: int):
        self.port, self.writer = port, None

    async def ask(self, method: str, path: str, *, session: str, form: dict | None = None) -> bool:
        body, host = urlencode(form or {}).encode(), f"127.0.0.1:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Accept: application/json", f"X-CSRFToken: {TOKEN}"]
        lines += [f"Cookie: sessionid={session}; csrftoken={TOKEN}", "Content-Type: application/x-www-form-urlencoded"]
        request = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
        try:
            return await self.send(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.writer = None
            return await self.send(request)

    async def send(self, request: bytes) -> bool:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        await self.reader.readexactly(int(LENGTH.search(head)[1]))
        return head.startswith(b"HTTP/1.1 200")


class Doors:
    """So many of them; whoever finds all busy waits for one."""

    def __init__(self, *, port: int, number: int):
        self.free: asyncio.Queue[Door] = asyncio.Queue()
        for _number in range(number):
            self.free.put_nowait(Door(port=port))

    async def ask(self, method: str, path: str, **facts) -> bool:
        door = await self.free.get()
        try:
            return await door.ask(method, path, **facts)
        finally:
            self.free.put_nowait(door)


class RoomHall(HubHall):
    """The hub's sockets follow the room, each of them another's."""

    def __init__(self, *, port: int, pid: int, event: int, sessions: list[str]):
        super().__init__(port=port, pid=pid, group=event, sessions=sessions)
        self.feed, self.path = f"room:{event}", f"/en/events/{event}/room/"
        self.doors = Doors(port=port, number=AT_DOORS)

    async def come(self) -> float:
        """Everybody loads the page, and then follows the room; the seconds until the last of them does."""
        begun = time.perf_counter()
        gate = asyncio.Semaphore(AT_ONCE)

        async def enter(session: str) -> Line:
            async with gate:
                if not await self.doors.ask("GET", self.path, session=session):
                    raise RuntimeError("Somebody was not let in.")
                return await self.line()

        self.whose = cycle(self.sessions)
        self.lines = list(await asyncio.gather(*map(enter, self.sessions)))
        return time.perf_counter() - begun

    async def say(self, number: int) -> bool:
        form = {"body": WORDS.format(number=number), "language": "en", "client_id": str(uuid4())}
        return await self.doors.ask("POST", self.path + "say/", session=self.sessions[number % len(self.sessions)], form=form)

    async def vote(self, place: int, poll: list) -> float:
        """The milliseconds until it is acknowledged."""
        key, options = poll
        begun, form = time.perf_counter(), {"options": options[place % 2]}
        if not await self.doors.ask("POST", f"{self.path}polls/{key}/vote/", session=self.sessions[place], form=form):
            raise RuntimeError("A vote was refused.")
        return (time.perf_counter() - begun) * 1000


async def talk(hall: Hall, say) -> dict[str, float]:
    """Steadily, so many messages a second: how soon they are at all sockets, and the processor time that the server took."""
    numbers, before, saying, due = hall.expect(A_SECOND * SECONDS), hall.cpu(), [], time.perf_counter()
    for number in numbers:
        hall.said[number] = time.perf_counter()
        saying.append(asyncio.create_task(say(number)))
        due += 1 / A_SECOND
        await asyncio.sleep(max(0, due - time.perf_counter()))
    hall.refuse((await asyncio.gather(*saying)).count(False))
    lost = await hall.missing()
    return {"cpu": hall.cpu() - before, "p50": percentile(hall.milliseconds, 50), "p95": percentile(hall.milliseconds, 95), "lost": lost}


async def vote(hall: RoomHall, poll: list) -> list[float]:
    """All of them, evenly over the time that they have."""
    voting, pause = [], SECONDS / len(hall.sessions)
    for place, _session in enumerate(hall.sessions):
        voting.append(asyncio.create_task(hall.vote(place, poll)))
        await asyncio.sleep(pause)
    return list(await asyncio.gather(*voting))


async def work(job: dict) -> dict:
    hub, bare = RoomHall(**job["hub"]), Hall(**job["bare"])
    found = {"joined": await hub.come()}
    hub.expect(1)
    await hub.say(1)
    await hub.missing()
    voice, spoken = BareVoice(port=bare.port, model=hub.model), count(1)
    await bare.open(len(hub.lines))

    async def say_barely(_number: int) -> bool:
        return await voice.say(next(spoken))

    found |= {"hub": await talk(hub, hub.say), "bare": await talk(bare, say_barely)}
    before = hub.cpu()
    milliseconds = [await vote(hub, poll) for poll in job["polls"]]
    found["voting"] = [{"p50": percentile(times, 50), "p95": percentile(times, 95), "votes": len(times)} for times in milliseconds]
    return found | {"voting_cpu": hub.cpu() - before, "follow": FROM_NOW_ON}


if __name__ == "__main__":
    gc.disable()  # its own pauses would count as the servers'
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
