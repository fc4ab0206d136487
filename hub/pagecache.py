"""Pages kept in front of Django for visitors who bring no cookie: the same bytes for everyone, forgotten by every publish.

A response is kept when the request brought no cookie and no query, and the response says `public` and sets no cookie. It lives for 60
seconds at most, and only as long as the generation (hub.models.Generation) that it was made under: a publish advances it, in this
process at once, in others within a second. Every request is told the generation, under which it may also share what pages are made from
(hub/shared.py); one that writes is told the last that was read, for it should not wait, and a form that is given back may be a minute behind.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass

import brotli
from asgiref.sync import sync_to_async
from django.db import DatabaseError, close_old_connections

LIFETIME = 60
MOST_PAGES = 2000
MOST_BYTES = 1024 * 1024

_generation = {"number": 0, "read_at": float("-inf")}


def forget() -> None:
    """Forget every kept page, in all processes."""
    from hub.models import Generation

    Generation.objects.advance()
    _generation["read_at"] = float("-inf")


def for_all_visitors(request, response):
    """May be kept, if whoever asks brings no cookie: then they are shown what all visitors are shown."""
    if not request.COOKIES:
        response["Cache-Control"] = f"public, max-age={LIFETIME}"
    return response


def read_generation() -> int | None:
    from hub.models import Generation

    try:
        close_old_connections()
        return Generation.objects.current()
    except DatabaseError:
        return None  # what is kept is still the best there is
    finally:
        close_old_connections()


async def generation() -> int:
    """The generation as of at most a second ago; one query a second."""
    now = time.monotonic()
    if now - _generation["read_at"] > 1:
        _generation["read_at"] = now
        number = await sync_to_async(read_generation)()
        if number is not None:
            _generation["number"] = number
    return _generation["number"]


@dataclass(slots=True)
class Kept:
    """A page as it is sent: its headers and body by encoding, ready to go."""

    generation: int
    until: float
    etag: bytes
    by_encoding: dict[bytes, tuple[list[tuple[bytes, bytes]], bytes]]


class PageCache:
    def __init__(self, app):
        self.app = app
        self.pages: OrderedDict[tuple, Kept] = OrderedDict()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        number = scope["generation"] = await generation() if scope["method"] == "GET" else _generation["number"]
        if scope["method"] != "GET" or scope["query_string"]:
            return await self.app(scope, receive, send)
        headers = dict(scope["headers"])
        if b"cookie" in headers or b"authorization" in headers or b"range" in headers:
            return await self.app(scope, receive, send)
        key = (scope.get("scheme"), headers.get(b"host"), headers.get(b"x-forwarded-proto"), scope["path"])
        kept = self.pages.get(key)
        if kept is None or kept.generation != number or kept.until < time.monotonic():
            kept = await self.fetch(scope, receive, send, number)
            if kept is None:
                return None
            self.keep(key, kept)
        return await self.answer(kept, headers, send)

    def keep(self, key, kept: Kept) -> None:
        self.pages[key] = kept
        self.pages.move_to_end(key)
        while len(self.pages) > MOST_PAGES:
            self.pages.popitem(last=False)

    async def fetch(self, scope, receive, send, number: int) -> Kept | None:
        """Ask Django; None if its response may not be kept, and has been sent on as it came."""
        plain = {**scope, "headers": [header for header in scope["headers"] if header[0] not in {b"accept-encoding", b"if-none-match"}]}
        start, chunks = None, []

        async def collect(message):
            nonlocal start
            if message["type"] == "http.response.start" and may_be_kept(message):
                start = message
            elif start is None:
                await send(message)
            else:
                chunks.append(message.get("body", b""))

        await self.app(plain, receive, collect)
        if start is None:
            return None
        return prepare(start["headers"], b"".join(chunks), number)

    async def answer(self, kept: Kept, headers: dict, send) -> None:
        if headers.get(b"if-none-match") == kept.etag:
            await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", kept.etag), (b"vary", b"Accept-Encoding, Cookie")]})
            return await send({"type": "http.response.body", "body": b""})
        accepted = headers.get(b"accept-encoding", b"")
        encoding = next((encoding for encoding in (b"br", b"gzip") if encoding in accepted), b"")
        response_headers, body = kept.by_encoding[encoding]
        await send({"type": "http.response.start", "status": 200, "headers": response_headers})
        return await send({"type": "http.response.body", "body": body})


def may_be_kept(start) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    length = int(headers.get(b"content-length", MOST_BYTES + 1))
    return start["status"] == 200 and b"public" in headers.get(b"cache-control", b"") and b"set-cookie" not in headers and length <= MOST_BYTES


def prepare(headers, body: bytes, number: int) -> Kept:
    etag = b'"%s"' % hashlib.sha256(body).hexdigest()[:24].encode()
    left = {b"content-length", b"content-encoding", b"etag", b"vary"}
    common = [(name, value) for name, value in headers if name.lower() not in left]
    common += [(b"etag", etag), (b"vary", b"Accept-Encoding, Cookie")]
    bodies = {b"": body, b"gzip": gzip.compress(body, 9), b"br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=7)}
    by_encoding = {
        encoding: ([*common, *([(b"content-encoding", encoding)] if encoding else []), (b"content-length", b"%d" % len(coded))], coded)
        for encoding, coded in bodies.items()
    }
    return Kept(generation=number, until=time.monotonic() + LIFETIME, etag=etag, by_encoding=by_encoding)
