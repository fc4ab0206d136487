"""This process's sockets by the feeds they follow, its one subscription to the channel layer, and its one look at the database a second."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any

from channels.layers import get_channel_layer
from django.db import connections

from hub.live import hints, registry
from hub.live.models import Feed
from hub.live.reading import Batch, encode, read, read_from

if TYPE_CHECKING:
    from hub.live.sockets import Socket

logger = logging.getLogger(__name__)

TOGETHER = 0.025  # seconds within which what happens shares a frame
LOOK = 1.0  # seconds between two looks at the database, for what no hint told
BEAT = 20  # looks between two heartbeats of a socket
RECHECK = 60  # looks between two checks whether it may still listen


class Switchboard:
    def __init__(self):
        self.followers: dict[str, set[Socket]] = defaultdict(set)
        self.sockets: set[Socket] = set()
        self.moved: set[str] = set()
        self.signals: dict[str, set[tuple[str, int | str]]] = defaultdict(set)
        self.numbers = count()
        self.told_at = 0.0
        self.tasks: list[asyncio.Task] = []
        self.teller: asyncio.Task | None = None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="live")

    async def ask(self, question: Callable, *facts: Any) -> Any:
        """The database's answer, from one thread whose connection stays open; after an error it is opened anew."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, answer, question, facts)

    # Who is there

    def enter(self, socket: Socket) -> None:
        socket.number = next(self.numbers)
        self.sockets.add(socket)
        if not self.tasks:
            self.tasks = [asyncio.create_task(lasting(work)) for work in (self.listen, self.look)]
            hints.loop = asyncio.get_running_loop()

    def leave(self, socket: Socket, *keys: str) -> None:
        self.sockets.discard(socket)
        for key in [*socket.seqs, *keys]:
            self.forget(socket, key)

    def forget(self, socket: Socket, key: str) -> None:
        socket.seqs.pop(key, None)
        self.followers[key].discard(socket)
        if not self.followers[key]:
            del self.followers[key]

    async def follow(self, socket: Socket, after: dict[str, int]) -> None:
        """Let the socket follow those of the feeds that its user may, from these numbers on. It joins first, and is read what it missed second."""
        since = await self.ask(registry.followable, socket.user, list(after))
        for key in since:
            self.followers[key].add(socket)
        batches = await self.ask(read_from, {key: max(after[key], number) for key, number in since.items()})
        if socket not in self.sockets:  # it has gone meanwhile
            return self.leave(socket, *since)
        told = {key: batch.told(hides=socket.hides, since=since[key]) for key, batch in batches.items()}
        socket.tell({"feeds": told} | refused(after, since))
        socket.since |= since
        socket.seqs |= {key: batch.seq for key, batch in batches.items()}
        self.tell_of(since)  # what has happened between the reading and now

    # What happens

    async def listen(self) -> None:
        """Hear the hints of all processes."""
        layer = get_channel_layer()
        channel = await layer.new_channel("switchboard.")
        await layer.group_add(hints.GROUP, channel)
        while True:
            message = await layer.receive(channel)
            if message["type"] == "moved":
                self.tell_of([message["key"]])
            elif message["key"] in self.followers:
                self.signals[message["key"]].add((message["what"], message["who"]))
                self.tell_soon()

    async def look(self) -> None:
        """Find what no hint told of, and from time to time say how far each feed is, and ask who may still listen."""
        number = 0
        while True:
            await asyncio.sleep(LOOK)
            number += 1
            if not self.followers:
                continue
            last = await self.ask(Feed.objects.last_seqs, list(self.followers))
            self.tell_of(key for key, seq in last.items() if any(socket.seqs.get(key, seq) < seq for socket in self.followers.get(key, ())))
            for socket in self.whose_turn(number, of=BEAT):
                socket.tell({"seqs": socket.seqs})
            for socket in self.whose_turn(number, of=RECHECK):
                await self.recheck(socket)

    def whose_turn(self, number: int, *, of: int) -> list[Socket]:
        """A part of the sockets, in so many looks each of them once: a thousand at once would hold up what is told meanwhile."""
        return [socket for socket in self.sockets if socket.number % of == number % of]

    def tell_of(self, keys: Iterable[str]) -> None:
        self.moved |= {key for key in keys if key in self.followers}
        if self.moved:
            self.tell_soon()

    def tell_soon(self) -> None:
        if self.teller is None or self.teller.done():
            self.teller = asyncio.create_task(self.tell())

    async def tell(self) -> None:
        """At once if the last frame is older than TOGETHER, else with what happens meanwhile; until there is nothing more to tell."""
        while self.moved or self.signals:
            await asyncio.sleep(max(0, self.told_at + TOGETHER - time.monotonic()))
            self.told_at = time.monotonic()
            moved, self.moved = self.moved, set()
            signals, self.signals = self.signals, defaultdict(set)
            self.pass_on(signals)
            try:
                await self.deliver(moved)
            except Exception as error:  # the database is away: the next look finds what has moved
                logger.warning("What happened could not be read (%s); it is read again in a second.", type(error).__name__)

    def pass_on(self, signals: dict[str, set[tuple[str, int | str]]]) -> None:
        for key, passing in signals.items():
            for socket in list(self.followers.get(key, ())):
                heard = [{"what": what, "who": who} for what, who in sorted(passing, key=str) if who not in socket.hides]
                if key in socket.seqs and heard:
                    socket.tell({"signals": {key: heard}})

    async def deliver(self, keys: Iterable[str]) -> None:
        """What happened in these feeds, to all who follow them. Whoever may no longer follow is told nothing of it."""
        after = {key: min(known) for key in keys if (known := [socket.seqs[key] for socket in self.followers.get(key, ()) if key in socket.seqs])}
        batches = await self.ask(read, after)
        for key, batch in batches.items():
            await self.revoke(key, batch)
        for key, batch in batches.items():
            frames: dict[tuple[int, frozenset[int], int], bytes] = {}
            for socket in list(self.followers.get(key, ())):
                if socket.seqs.get(key, batch.seq) < batch.seq:
                    socket.send(self.frame(key, batch, socket, frames))
                    socket.seqs[key] = batch.seq

    def frame(self, key: str, batch: Batch, socket: Socket, frames: dict) -> bytes:
        """The same bytes for all who have heard as much, hide the same people, and were there when what has changed was new."""
        since = socket.since[key]
        shape = socket.seqs[key], socket.hides & batch.authors, since if batch.oldest <= since else 0
        if shape not in frames:
            frames[shape] = encode({"feeds": {key: batch.after(shape[0]).told(hides=shape[1], since=shape[2])}})
        return frames[shape]

    # Who may no longer listen

    async def revoke(self, key: str, batch: Batch) -> None:
        revoking = registry.kind_of(key).revoking
        whose = {registry.named_in(event.ids) for event in batch.events if event.kind in revoking}
        for socket in list(self.followers.get(key, ())) if whose else ():
            if whose & {registry.personal(socket.user), None}:
                await self.recheck(socket)

    async def recheck(self, socket: Socket) -> None:
        """Ask anew whether the socket's user is signed in, whom they hide, and which of its feeds they may follow."""
        if not await self.ask(socket.is_signed_in):
            return socket.close()
        socket.hides = await self.ask(registry.hidden_from, socket.user)
        asked = list(socket.seqs)  # it may follow more while the question is asked
        allowed = await self.ask(registry.followable, socket.user, asked)
        if gone := [key for key in asked if key not in allowed]:
            for key in gone:
                self.forget(socket, key)
            socket.tell({"closed": gone})


def refused(after: dict[str, int], since: dict[str, int]) -> dict[str, list[str]]:
    closed = [key for key in after if key not in since]
    return {"closed": closed} if closed else {}


def answer(question: Callable, facts: tuple) -> Any:
    try:
        return question(*facts)
    except Exception:
        connections.close_all()
        raise


async def lasting(work: Callable) -> None:
    """Do the work for as long as the process lives, whatever happens to the database and the channel layer."""
    while True:
        try:
            await work()
        except Exception as error:
            logger.warning("%s was interrupted (%s) and goes on.", work.__name__, type(error).__name__)
            await asyncio.sleep(LOOK)


switchboard = Switchboard()
