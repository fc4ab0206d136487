"""Many sockets that hear the same: the hub's, which follow a conversation, and the bare server's."""

from __future__ import annotations

import asyncio
import contextlib
import time
from itertools import cycle

from tests.benchmarks.frames import Line, connect
from tests.benchmarks.programs import cpu, memory
from tests.benchmarks.voices import SAID, Voice

AT_ONCE = 50  # who connect at once
PATIENCE = 20  # seconds without a word after which what was not heard will not come
FROM_NOW_ON = 2**53 - 1  # the number after which a socket follows that wants nothing old
UNACKNOWLEDGED = 128 * 1024  # bytes after which the hub is told that they have come, as browsers do


class Hall:
    """The sockets at one server, and how much they have heard, and how soon, of what was said last."""

    def __init__(self, *, port: int, pid: int):
        self.port, self.pid = port, pid
        self.lines: list[Line] = []
        self.said: dict[int, float] = {}  # when, where that matters
        self.numbers: dict[bytes, list[int]] = {}  # that stand in a frame: many sockets get the same
        self.milliseconds: list[float] = []
        self.heard = self.wanted = self.last = 0
        self.heard_at = 0.0
        self.has_heard_all = asyncio.Event()

    def cpu(self) -> float:
        return cpu(self.pid)

    def memory(self) -> float:
        return memory(self.pid)

    # Coming and going

    async def open(self, count: int) -> None:
        while (missing := count - len(self.lines)) > 0:
            self.lines += await asyncio.gather(*(self.line() for _ in range(min(missing, AT_ONCE))))

    async def line(self) -> Line:
        return await connect(self.port, self.hear)

    def close(self, *, but: int) -> None:
        for line in self.lines[but:]:
            line.transport.close()
        del self.lines[but:]

    # Hearing

    def expect(self, count: int) -> range:
        """The numbers of so many messages, which are said now, and which all who are here should hear."""
        first, self.last = self.last + 1, self.last + count
        self.heard, self.wanted = 0, count * len(self.lines)
        self.milliseconds, self.numbers, self.heard_at = [], {}, time.perf_counter()
        self.has_heard_all.clear()
        self.look()
        return range(first, self.last + 1)

    def refuse(self, count: int) -> None:
        """So many of them were not taken, and nobody will hear them."""
        self.wanted -= count * len(self.lines)
        self.look()

    def hear(self, line: Line, frame: bytes) -> None:
        now, numbers = time.perf_counter(), self.numbers.get(frame)
        if numbers is None:
            numbers = self.numbers[frame] = [int(number) for number in SAID.findall(frame)]
        if numbers:  # a heartbeat is no word
            self.heard_at = now
        self.milliseconds += [(now - self.said[number]) * 1000 for number in numbers if number in self.said]
        self.heard += len(numbers)
        self.look()

    def look(self) -> None:
        if self.heard >= self.wanted:
            self.has_heard_all.set()

    async def missing(self) -> int:
        """How many deliveries have not come when no more come."""
        while self.heard < self.wanted and time.perf_counter() - self.heard_at < PATIENCE:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.has_heard_all.wait(), 1)
        return max(0, self.wanted - self.heard)


class HubHall(Hall):
    """The hub's sockets follow the conversation from now on, each of its people with several, and acknowledge what they hear."""

    def __init__(self, *, port: int, pid: int, group: int, sessions: list[str]):
        super().__init__(port=port, pid=pid)
        self.group, self.sessions, self.whose = group, sessions, cycle(sessions)
        self.feed = f"conversation:{group}"
        self.model = b""  # the last frame in which something was said

    async def line(self) -> Line:
        is_followed = asyncio.Event()

        def wait(line: Line, frame: bytes) -> None:
            if self.feed.encode() in frame:
                line.take = self.hear
                is_followed.set()

        line = await connect(self.port, wait, path="/live/", session=next(self.whose))
        line.say(follow={self.feed: FROM_NOW_ON})
        await asyncio.wait_for(is_followed.wait(), 60)
        return line

    def hear(self, line: Line, frame: bytes) -> None:
        super().hear(line, frame)
        if self.numbers[frame]:
            self.model = frame
        line.unsaid += len(frame)
        if line.unsaid > UNACKNOWLEDGED:
            line.say(got=line.frames)
            line.unsaid = 0

    def voices(self, count: int) -> list[Voice]:
        return [Voice(port=self.port, group=self.group, session=self.sessions[number % len(self.sessions)]) for number in range(count)]
