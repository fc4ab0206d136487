"""Whether what stands at an address is still there: asked politely and briefly, and never of a private network."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

from learning.models import LinkState

SECONDS = 10  # for one answer
IN_ALL = 25  # for an address, wherever it leads
MOST_REDIRECTS = 5
MOST_BYTES = 4096
PORTS = {"http": 80, "https": 443}
FOR_GOOD = {301, 308}
ELSEWHERE = FOR_GOOD | {302, 303, 307}
NOTHING_THERE = {404, 410}
NOT_FOR_PROGRAMS = {401, 402, 403, 405, 406, 407, 418, 429, 451, 999}
HIDES_OTHERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]  # IPv4 inside of IPv6


class NotAsked(ValueError):
    """An address that nobody may make the hub ask: of a private network, another port, or another scheme."""


@dataclass(frozen=True)
class Found:
    """`moved_to` is where whoever keeps the address says that it is for good."""

    state: LinkState
    moved_to: str = ""


def look(address: str, *, seconds: float = IN_ALL) -> Found:
    """What answers at the address now; it takes so many seconds at most, beside the time to find the name."""
    try:
        return follow(address, until=time.monotonic() + seconds)
    except (OSError, HTTPException, ValueError):  # also what is no address at all, and NotAsked
        return Found(LinkState.AWAY)


def follow(address: str, *, until: float) -> Found:
    here, moved_to, is_for_good = address, "", True
    for _redirect in range(MOST_REDIRECTS + 1):
        status, location = answer(here, until=until)
        if status not in ELSEWHERE or not location:
            return judged(status, moved_to)
        here, is_for_good = urljoin(here, location), is_for_good and status in FOR_GOOD
        moved_to = here if is_for_good else moved_to
    return Found(LinkState.AWAY)


def judged(status: int, moved_to: str) -> Found:
    if 200 <= status < 300:
        return Found(LinkState.MOVED if moved_to else LinkState.OK, moved_to)
    if status in NOT_FOR_PROGRAMS:
        return Found(LinkState.SHUT, moved_to)
    return Found(LinkState.GONE if status in NOTHING_THERE else LinkState.AWAY)


def answer(address: str, *, until: float) -> tuple[int, str]:
    """The status, and where it leads. Asked for the head alone first; what does not answer that is asked for a few bytes of the whole."""
    try:
        status, location = ask("HEAD", address, until=until)
    except (ConnectionError, HTTPException):
        status, location = 0, ""
    return (status, location) if 0 < status < 400 else ask("GET", address, until=until)


def ask(method: str, address: str, *, until: float) -> tuple[int, str]:
    place = urlsplit(address)
    with connected(place, until=until) as connection:
        connection.request(method, target_of(place), headers=headers())
        response: HTTPResponse = connection.getresponse()
        response.read(MOST_BYTES)
        return response.status, response.getheader("Location", "")


def headers() -> dict[str, str]:
    """Who asks, and why."""
    agent = f"TversLinkCheck/1.0 (+{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/; looks once a month whether a link still works)"
    return {"User-Agent": agent, "Accept": "*/*", "Range": f"bytes=0-{MOST_BYTES - 1}", "Connection": "close"}


def target_of(place: SplitResult) -> str:
    target = quote(place.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return target + ("?" + quote(place.query, safe="/%:@!$&'()*+,;=~-._?") if place.query else "")


# Connecting, only to what everybody can reach


class Pinned(HTTPConnection):
    """Goes to a number that was found to be public, whatever the name says a moment later."""

    def __init__(self, host: str, port: int, *, number: str, is_sealed: bool, timeout: float):
        super().__init__(host, port, timeout=timeout)
        self.number, self.is_sealed = number, is_sealed
        self.default_port = PORTS["https" if is_sealed else "http"]

    def connect(self) -> None:
        self.sock = socket.create_connection((self.number, self.port), self.timeout)
        if self.is_sealed:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def connected(place: SplitResult, *, until: float) -> Iterator[HTTPConnection]:
    """A connection that is cut when the time is up, however slowly the other side goes on speaking."""
    host, port = host_and_port(place)
    number = public_number(host, port)
    left = min(SECONDS, until - time.monotonic())
    if left <= 0:
        raise TimeoutError
    connection = Pinned(host, port, number=number, is_sealed=place.scheme == "https", timeout=left)
    timer = threading.Timer(left, cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield connection
    finally:
        timer.cancel()
        connection.close()


def cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it is not there yet, or not any more
        connection.sock.shutdown(socket.SHUT_RDWR)


def host_and_port(place: SplitResult) -> tuple[str, int]:
    if place.scheme not in PORTS or not place.hostname or place.username or place.password:
        raise NotAsked(place.scheme)
    port = place.port or PORTS[place.scheme]
    if port not in PORTS.values() and not settings.LINK_CHECK_LOOPBACK:
        raise NotAsked(port)
    return place.hostname if ":" in place.hostname else place.hostname.encode("idna").decode(), port


def public_number(host: str, port: int) -> str:
    """The first of the host's numbers. One private number among them is enough for it not to be asked."""
    numbers = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not numbers or not all(is_public(number) for number in numbers):
        raise NotAsked(host)
    return next((number for number in numbers if "." in number), numbers[0])


def is_public(number: str) -> bool:
    """Loopback is public in tests alone."""
    address = ipaddress.ip_address(number.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    if settings.LINK_CHECK_LOOPBACK and address.is_loopback:
        return True
    hides = any(address in net for net in HIDES_OTHERS if net.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not hides


def is_private(address: str) -> bool:
    """Whether it is known to lead where nobody may make the hub ask; a name that nobody knows now may be public tomorrow."""
    try:
        public_number(*host_and_port(urlsplit(address)))
    except OSError:
        return False
    except ValueError:
        return True
    return False
