"""The socket: it tells what happens in the feeds that its browser follows, and takes nothing that is to be kept (that comes by HTTP)."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Coroutine
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError
from django.http import HttpRequest, parse_cookie

from hub.live import hints, registry
from hub.live.reading import encode
from hub.live.switchboard import switchboard

logger = logging.getLogger(__name__)

PATH = "/live/"
MOST_UNACKNOWLEDGED = 512 * 1024  # bytes; a browser that is further behind comes back and catches up
MOST_TEXT = 16 * 1024
MOST_NUMBER = 2**53 - 1  # that a browser can count to
STRIKES = 5
PAUSE = 1.5  # seconds between two signals of one socket
TRY_AGAIN, POLICY, SIGNED_OUT = 1013, 1008, 4401  # why a socket is closed


class Malformed(ValueError):
    """Something that is no message of ours."""


class Socket:
    """One browser tab. Its numbers are how far it has been told of each feed that it follows."""

    def __init__(self, scope, receive, send):
        self.receive, self.emit = receive, send
        self.cookies = cookies_in(dict(scope["headers"]))
        self.user = None  # or a guest
        self.number = 0  # by which its turn comes
        self.seqs: dict[str, int] = {}
        self.since: dict[str, int] = {}  # before which its user was not there
        self.hides: frozenset[int] = frozenset()
        self.outbox: list[dict[str, Any]] = []
        self.waiting: asyncio.Task | None = None  # for the server to take what it was given last
        self.unacknowledged: list[int] = []  # the length of each frame
        self.bytes_out = self.frames_acknowledged = self.strikes = 0
        self.signalled_at = float("-inf")
        self.is_ending = False

    async def run(self) -> None:
        await self.receive()
        try:
            await self.serve()
        except DatabaseError as error:
            logger.warning("A socket was closed (%s); its browser comes back.", type(error).__name__)
            self.close(TRY_AGAIN)
        finally:
            switchboard.leave(self)
            if self.waiting:
                self.waiting.cancel()

    async def serve(self) -> None:
        self.user = await switchboard.ask(listener_of, self.cookies)
        if self.user is None:
            return self.close(SIGNED_OUT)
        await self.emit({"type": "websocket.accept"})
        self.hides = await switchboard.ask(registry.hidden_from, self.user)
        switchboard.enter(self)
        await switchboard.follow(self, {registry.personal(self.user): MOST_NUMBER})
        await self.listen()

    # To the browser

    def tell(self, message: dict[str, Any]) -> None:
        self.send(encode(message))

    def send(self, frame: bytes) -> None:
        """The server's own send never says that nobody reads, so what is not acknowledged is counted."""
        self.bytes_out += len(frame)
        self.unacknowledged.append(len(frame))
        if self.bytes_out > MOST_UNACKNOWLEDGED and len(self.unacknowledged) > 1:
            self.close(TRY_AGAIN)
        else:
            self.put({"type": "websocket.send", "bytes": frame})

    def close(self, code: int = SIGNED_OUT) -> None:
        """Nothing more is sent; the browser comes back, if it may, and asks for what it has missed."""
        if not self.is_ending:
            switchboard.leave(self)
            self.outbox.clear()
            self.put({"type": "websocket.close", "code": code})
            self.is_ending = True

    def put(self, message: dict[str, Any]) -> None:
        """Put it into the outbox, and empty that if the server takes what it is given."""
        if not self.is_ending:
            self.outbox.append(message)
            if self.waiting is None:
                self.empty()

    def empty(self) -> None:
        """A server takes a message at once, unless its own buffer is full: only then is there a task, that waits. One for each of a thousand sockets
        would cost more than the sending does."""
        while self.outbox:
            taking = self.emit(self.outbox.pop(0))
            try:
                self.waiting = asyncio.create_task(self.wait(Begun(taking, waits_for=taking.send(None))))
                return
            except StopIteration:
                continue
            except Exception:  # the browser has gone, as `listen` is told too
                return switchboard.leave(self)

    async def wait(self, taking: Begun) -> None:
        try:
            await taking
            self.waiting = None
            self.empty()
        except Exception:
            switchboard.leave(self)

    # From the browser

    async def listen(self) -> None:
        while (event := await self.receive())["type"] != "websocket.disconnect":
            if self.is_ending:
                continue
            try:
                await self.hear(message_in(event))
            except Malformed:
                self.strike()

    def strike(self) -> None:
        self.strikes += 1
        self.tell({"error": "malformed"})
        if self.strikes >= STRIKES:
            self.close(POLICY)

    async def hear(self, message: dict[str, Any]) -> None:
        if "got" in message:
            self.acknowledge(message["got"])
        if "follow" in message:
            await switchboard.follow(self, feeds_in(message["follow"], already=len(self.seqs)))
        for key in texts_in(message.get("unfollow", [])):
            if key != registry.personal(self.user):  # by which it is told to go
                switchboard.forget(self, key)
        if "signal" in message:
            await self.signal(message["signal"])

    def acknowledge(self, count: Any) -> None:
        """The browser has got so many frames since it opened the socket."""
        known = self.frames_acknowledged + len(self.unacknowledged)
        if not isinstance(count, int) or not self.frames_acknowledged <= count <= known:
            raise Malformed
        new, self.frames_acknowledged = count - self.frames_acknowledged, count
        self.bytes_out -= sum(self.unacknowledged[:new])
        del self.unacknowledged[:new]

    async def signal(self, said: Any) -> None:
        """Pass on that something is happening, to those who follow the same feed; more often than now and then it is not."""
        if not isinstance(said, dict) or not isinstance(said.get("feed"), str):
            raise Malformed
        key, what, now = said["feed"], said.get("what"), time.monotonic()
        if key in self.seqs and what in registry.kind_of(key).signals and now - self.signalled_at > PAUSE:
            self.signalled_at = now
            await hints.pass_on(key, what, registry.number_in_signals(self.user))

    def is_signed_in(self) -> bool:
        """Asked of the database: whether the session is still there, and still this user's; or the cookie still this guest's."""
        return listener_of(self.cookies) == self.user


class Begun:
    """A coroutine whose first step was made by hand, and which waits now: for a task to bring to its end."""

    def __init__(self, coroutine: Coroutine, *, waits_for: Any):
        self.coroutine, self.waits_for = coroutine, waits_for

    def __await__(self):
        while True:
            try:
                value = yield self.waits_for
            except BaseException as error:
                step, value = self.coroutine.throw, error
            else:
                step = self.coroutine.send
            try:
                self.waits_for = step(value)
            except StopIteration as end:
                return end.value


def listener_of(cookies: dict[str, str]):
    """The user who is signed in in the browser's session, and may listen; where nobody is, the guest whom its cookies know; or None."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(cookies.get(settings.SESSION_COOKIE_NAME, ""))
    found = registry.listener_in(get_user(request), cookies)
    return found if found and (registry.is_guest(found) or registry.is_admitted(found)) else None


def message_in(event: dict[str, Any]) -> dict[str, Any]:
    text = event.get("text")
    if not text or len(text) > MOST_TEXT:
        raise Malformed
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(message, dict):
        raise Malformed
    return message


def feeds_in(told: Any, *, already: int) -> dict[str, int]:
    is_right = isinstance(told, dict) and all(type(seq) is int and 0 <= seq <= MOST_NUMBER and len(key) <= 80 for key, seq in told.items())
    if not is_right or len(told) + already > registry.MOST_FEEDS:
        raise Malformed
    return told


def texts_in(told: Any) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(text, str) for text in told):
        raise Malformed
    return told


def cookies_in(headers: dict[bytes, bytes]) -> dict[str, str]:
    return parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))


async def application(scope, receive, send) -> None:
    if scope["path"] == PATH and is_from_here(scope):
        return await Socket(scope, receive, send).run()
    await receive()
    return await send({"type": "websocket.close"})


def is_from_here(scope) -> bool:
    """Whether one of our own pages asks: other sites' pages would come with our reader's cookie."""
    headers = dict(scope["headers"])
    return urlsplit(headers.get(b"origin", b"")).netloc == headers.get(b"host")
