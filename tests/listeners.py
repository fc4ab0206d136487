"""Browsers as the server's sockets see them: they follow feeds, hear what is told, acknowledge it, and come back after a gap."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

import websockets


@dataclass
class Listener:
    """One socket of one user; `heard` is every event of every feed in the order in which it was told, `rows` what it knows of them."""

    address: str
    session: str
    seqs: dict[str, int]
    heard: list[tuple[str, int, str]] = field(default_factory=list)
    rows: dict[tuple[str, str], dict | None] = field(default_factory=dict)
    signals: list[dict] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    pause: float = 0

    async def listen(self, *, acknowledges: bool = True) -> None:
        """Until cancelled: connect, follow, hear; and again, when the line is lost."""
        while True:
            try:
                async with self.connect() as socket:
                    await self.converse(socket, acknowledges=acknowledges)
            except (OSError, websockets.WebSocketException) as error:
                if isinstance(error, websockets.ConnectionClosed) and error.rcvd:
                    self.codes.append(error.rcvd.code)
                await asyncio.sleep(0.1)

    def connect(self, **facts):
        headers = {"Cookie": f"sessionid={self.session}", "Origin": self.address}
        address = self.address.replace("http", "ws") + "/live/"
        facts = {"compression": None, "open_timeout": 30, "ping_interval": None, "max_size": None} | facts
        return websockets.connect(address, additional_headers=headers, **facts)

    async def converse(self, socket, *, acknowledges: bool) -> None:
        await socket.send(json.dumps({"follow": self.seqs}))
        got = 0
        async for frame in socket:
            got += 1
            self.take(json.loads(frame))
            await asyncio.sleep(self.pause)
            if acknowledges and got % 50 == 0:
                await socket.send(json.dumps({"got": got}))

    def take(self, message: dict) -> None:
        for key, batch in message.get("feeds", {}).items():
            if (known := self.seqs.get(key)) is None:  # one's own feed, which every socket is told of
                continue
            fresh = [event for event in batch["events"] if event["seq"] > known]
            assert not batch.get("limited"), "further behind than is told"
            assert [event["seq"] for event in fresh] == list(range(known + 1, batch["seq"] + 1)), "a gap"
            self.heard += [(key, event["seq"], event["kind"]) for event in fresh]
            for table, rows in batch["rows"].items():
                self.rows |= {(table, number): row for number, row in rows.items()}
            self.seqs[key] = max(known, batch["seq"])
        self.closed += message.get("closed", [])
        self.signals += [signal for signals in message.get("signals", {}).values() for signal in signals]

    def bodies(self) -> list[str]:
        """What was said, in the order of its numbers."""
        messages = [row for (table, _number), row in self.rows.items() if table == "message" and row]
        return [row["body"] for row in sorted(messages, key=lambda row: row["seq"])]


async def until(is_so, *, seconds: float = 20, what: str = "it") -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not is_so():
        if asyncio.get_running_loop().time() > end:
            raise TimeoutError(f"Waited {seconds} s for {what}.")
        await asyncio.sleep(0.02)
