"""Learners who answer at once, each as quickly as the hub acknowledges: in a process of its own.

`python -m tests.benchmarks.learners` reads one job from its input and writes what it saw to its output, both as JSON. Each learner comes as a
visitor, becomes a guest by the first answer, and then saves every text several times while it grows, as the lesson's page does.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections import Counter
from urllib.parse import urlencode
from uuid import uuid4

COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def let_answer(tasks: list[str], *, port: int, learners: int, revisions: int) -> dict:
    """So many learners answer all `tasks` (their addresses). The milliseconds of each save, and what was acknowledged."""
    job = {"tasks": tasks, "port": port, "learners": learners, "revisions": revisions}
    command = [sys.executable, "-m", "tests.benchmarks.learners"]
    return json.loads(subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True).stdout)


class Answering:
    """One learner, with a connection, cookies and a token of their own."""

    def __init__(self, number: int, *, job: dict, seen: dict):
        self.number, self.job, self.seen = number, job, seen
        self.cookies: dict[str, str] = {}
        self.token, self.source = "", str(uuid4())

    async def answer_all(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.job["port"])
        for address in self.job["tasks"]:
            attempt = str(uuid4())
            for revision in range(1, self.job["revisions"] + 1):
                await self.save(address, attempt=attempt, revision=revision)
        self.writer.close()

    async def save(self, address: str, *, attempt: str, revision: int) -> None:
        text = f"Learner {self.number} has thought of this {'and of that ' * revision}"
        fields = {"text": text, "attempt": attempt, "revision": revision, "base": revision - 1, "source": self.source}
        request, begun = self.request(address, urlencode(fields).encode()), time.perf_counter()
        self.writer.write(request)
        status, answer = await self.response()
        self.seen["milliseconds"].append((time.perf_counter() - begun) * 1000)
        self.seen["statuses"][status] += 1
        if status == 200 and answer["revision"] == revision:
            self.token = answer["token"]
            self.seen["acknowledged"][attempt] = text.strip()

    def request(self, address: str, body: bytes) -> bytes:
        host = f"127.0.0.1:{self.job['port']}"
        lines = [f"POST {address} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Accept: application/json"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        if self.cookies:
            lines += ["Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()), f"X-CSRFToken: {self.token}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def response(self) -> tuple[int, dict]:
        head = await self.reader.readuntil(b"\r\n\r\n")
        body = await self.reader.readexactly(int(LENGTH.search(head)[1]))
        self.cookies |= {name.decode(): value.decode() for name, value in COOKIE.findall(head)}
        status = int(head[9:12])
        return status, json.loads(body) if status == 200 else {}


async def work(job: dict) -> dict:
    seen, begun = {"milliseconds": [], "acknowledged": {}, "statuses": Counter()}, time.monotonic()
    await asyncio.gather(*(Answering(number, job=job, seen=seen).answer_all() for number in range(job["learners"])))
    return seen | {"seconds": time.monotonic() - begun}


if __name__ == "__main__":
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
