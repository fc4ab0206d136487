"""Asks a server as fast as it answers, over connections that stay open: in a process of its own, so that its work is not the server's.

`python -m tests.benchmarks.load` reads one job from its input and writes what it saw to its output, both as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections import Counter
from statistics import median

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def request(path: str, *, port: int, cookie: str = "") -> str:
    """A page asked for as a browser would."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: text/html", "Accept-Encoding: gzip, br"]
    return "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""])


def ask(requests: list[str], *, port: int, connections: int, seconds: float = 0, count: int = 0) -> dict:
    """Ask for `requests` again and again, for so long or so often; every answer has to be 200. How many came, how soon, their median (`p50`)."""
    job = {"requests": requests, "port": port, "connections": connections, "seconds": seconds, "count": count}
    command = [sys.executable, "-m", "tests.benchmarks.load"]
    seen = json.loads(subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True).stdout)
    if set(seen["statuses"]) != {"200"}:
        raise RuntimeError(f"Not all answers were 200: {seen['statuses']} for {requests[0].splitlines()[0]}")
    return seen


class Asker:
    """Hands out requests until the time is over or enough have been asked."""

    def __init__(self, job: dict):
        self.requests = [text.encode("latin-1") for text in job["requests"]]
        self.end = time.monotonic() + job["seconds"] if job["seconds"] else None
        self.left = job["count"]
        self.asked, self.statuses, self.times = 0, Counter(), []

    def next(self) -> bytes | None:
        if (time.monotonic() >= self.end) if self.end else (self.asked >= self.left):
            return None
        self.asked += 1
        return self.requests[self.asked % len(self.requests)]


class Connection(asyncio.Protocol):
    """One connection: the next request goes out when the answer to the last is complete."""

    def __init__(self, asker: Asker, is_done: asyncio.Future):
        self.asker, self.is_done, self.buffer, self.end = asker, is_done, bytearray(), None

    def connection_made(self, transport):
        self.transport = transport
        self.go_on()

    def go_on(self):
        following = self.asker.next()
        if following is None:
            self.transport.close()
        else:
            self.begun = time.monotonic()
            self.transport.write(following)

    def data_received(self, data):
        self.buffer += data
        if self.end is None and (head := self.buffer.find(b"\r\n\r\n")) >= 0:
            self.end = head + 4 + int(LENGTH.search(self.buffer, 0, head)[1])
        if self.end is not None and len(self.buffer) >= self.end:
            self.asker.statuses[int(self.buffer[9:12])] += 1
            self.asker.times.append(time.monotonic() - self.begun)
            del self.buffer[: self.end]
            self.end = None
            self.go_on()

    def connection_lost(self, error):
        if not self.is_done.done():
            self.is_done.set_result(error)


async def work(job: dict) -> dict:
    loop, begun = asyncio.get_running_loop(), time.monotonic()
    asker, ends = Asker(job), [loop.create_future() for _ in range(job["connections"])]
    for end in ends:
        await loop.create_connection(lambda end=end: Connection(asker, end), "127.0.0.1", job["port"])
    await asyncio.gather(*ends)
    answered = sum(asker.statuses.values())
    if answered != asker.asked:
        asker.statuses["none"] += asker.asked - answered
    return {"answered": answered, "seconds": time.monotonic() - begun, "statuses": asker.statuses, "p50": median(asker.times)}


if __name__ == "__main__":
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
