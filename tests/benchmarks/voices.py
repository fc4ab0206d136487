"""Those who say something, each on a line of their own that stays open: in the hub's way, and in the bare server's.

`python -m tests.benchmarks.voices` reads one job from its input and writes what it saw to its output, both as JSON.
"""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import uuid4

from tests.benchmarks.frames import Line, connect

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TOKEN = "x" * 32
WORDS = "Said {number:06}, and some more words, for that is about how long it is what people say to each other."
SAID = re.compile(rb'"body":"Said (\d{6})')


class Voice:
    """Somebody in a conversation of the hub, who says things by HTTP as its page's script does."""

    def __init__(self, *, port: int, group: int, session: str):
        self.port, self.path, self.session, self.writer = port, f"/en/messages/{group}/say/", session, None

    async def say(self, number: int) -> bool:
        """Whether the hub has acknowledged it. A line that the server has closed meanwhile is opened again; the same message is not said twice."""
        request = self.request(number)
        try:
            return await self.ask(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.writer = None
            return await self.ask(request)

    async def ask(self, request: bytes) -> bool:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        await self.reader.readexactly(int(LENGTH.search(head)[1]))
        return head.startswith(b"HTTP/1.1 200")

    def request(self, number: int) -> bytes:
        form = {"body": WORDS.format(number=number), "language": "en", "client_id": str(uuid4())}
        body, host = urlencode(form).encode(), f"127.0.0.1:{self.port}"
        lines = [f"POST {self.path} HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", "Accept: application/json", f"X-CSRFToken: {TOKEN}"]
        lines += [f"Cookie: sessionid={self.session}; csrftoken={TOKEN}", "Content-Type: application/x-www-form-urlencoded"]
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


class BareVoice:
    """Somebody at the bare server, who says in one frame what the hub told in one."""

    def __init__(self, *, port: int, model: bytes):
        self.port, self.model, self.line = port, model, None

    async def say(self, number: int) -> bool:
        if self.line is None:
            self.line = await connect(self.port, self.acknowledge, path="/say")
        self.said = asyncio.get_running_loop().create_future()
        self.line.send(SAID.sub(b'"body":"Said %06d' % number, self.model))
        return await self.said

    def acknowledge(self, line: Line, frame: bytes) -> None:
        self.said.set_result(True)


async def say_in_turn(voices: Iterable, numbers: Iterable[int]) -> list[float]:
    """All voices at once, each saying the next thing when its last was answered; the milliseconds that each acknowledged thing took."""
    left, milliseconds = iter(numbers), []

    async def go_on(voice):
        for number in left:
            begun = time.perf_counter()
            if await voice.say(number):
                milliseconds.append((time.perf_counter() - begun) * 1000)

    await asyncio.gather(*(go_on(voice) for voice in voices))
    return milliseconds


def let_talk(group, *, port: int, count: int) -> dict:
    """All of the group say so many things, in a process of its own; how many milliseconds each took, and how many seconds all of them."""
    job = {"port": port, "group": group.pk, "sessions": group.sessions, "count": count}
    command = [sys.executable, "-m", "tests.benchmarks.voices"]
    return json.loads(subprocess.run(command, input=json.dumps(job), stdout=subprocess.PIPE, text=True, check=True).stdout)


async def work(job: dict) -> dict:
    voices = [Voice(port=job["port"], group=job["group"], session=session) for session in job["sessions"]]
    begun = time.perf_counter()
    milliseconds = await say_in_turn(voices, range(job["count"]))
    return {"milliseconds": milliseconds, "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
