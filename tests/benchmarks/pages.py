"""Pages: kept ones against a raw response, made ones against the front page of `wagtail start`."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.load import ask, request
from tests.benchmarks.programs import Program, daphne
from tests.benchmarks.results import Result, Section, at_least, at_most, paired

COURSE = "/en/merse/business-models-where-people-are-few/"
PAGES = {"front page": "/en/", "course": COURSE, "lesson": f"{COURSE}how-thin-is-thin/"}
NOBODY = "x=1"  # a cookie that belongs to nobody: signed out, but personal, so that the page is made for this request alone

MANY, FEW = 16, 4  # connections at once: to kept pages, to pages that are made


@dataclass
class Target:
    """One page of one server, and what each round found."""

    server: Program
    request: str
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def measure(self, *, connections: int, seconds: float) -> None:
        before = self.server.cpu()
        seen = ask([self.request], port=self.server.port, connections=connections, seconds=seconds)
        self.rates.append(seen["answered"] / seen["seconds"])
        self.costs.append((self.server.cpu() - before) / seen["answered"] * 1000)


def rounds(targets: list[Target], *, connections: int, seconds: float, times: int) -> None:
    """Measure all targets in turn, again and again, so that what disturbs one disturbs all. A first round warms up, and is not counted."""
    for target in targets:
        ask([target.request], port=target.server.port, connections=connections, count=connections * 5)
    for _ in range(times):
        for target in targets:
            target.measure(connections=connections, seconds=seconds)


def kept_pages(hub: Program, *, folder: Path, seconds: float, times: int) -> Section:
    """Public pages signed out, from the page cache."""
    section = Section(
        "Public pages, signed out, from the page cache", "a raw ASGI application that sends the same bytes and headers, on the same server."
    )
    pages = {name: PAGES[name] for name in ("front page", "lesson")}
    with raw_responses(hub, list(pages.values()), folder=folder) as raw:
        for name, path in pages.items():
            own, base = Target(hub, request(path, port=hub.port)), Target(raw, request(path, port=raw.port))
            rounds([own, base], connections=MANY, seconds=seconds, times=times)
            section.results += [
                paired(f"{name}: requests a second", own.rates, base.rates, goal=at_least(0.5)),
                paired(f"{name}: CPU a request", own.costs, base.costs, unit=" ms", goal=at_most(2, of="ratio")),
            ]
    section.notes.append(f"{MANY} connections that stay open; one process each; brotli, as browsers ask for it.")
    return section


def raw_responses(hub: Program, paths: list[str], *, folder: Path) -> Program:
    """A running raw application that answers these paths as the hub does, byte for byte."""
    responses = {path: fetch(hub, path) for path in paths}
    as_text = {path: (headers, base64.b64encode(body).decode()) for path, (headers, body) in responses.items()}
    (folder / "responses.json").write_text(json.dumps(as_text))
    raw = daphne("tests.benchmarks.raw:application", env=hub.env | {"RAW_RESPONSES": str(folder / "responses.json")}, log=folder / "raw.log")
    raw.start(paths[0])
    for path in paths:
        if fetch(raw, path) != responses[path]:
            raise RuntimeError(f"The raw application does not answer {path} as the hub does.")
    return raw


def fetch(server: Program, path: str) -> tuple[list[list[str]], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path, headers={"Accept": "text/html", "Accept-Encoding": "gzip, br"})
    response = connection.getresponse()
    found = [[name.lower(), value] for name, value in response.getheaders()], response.read()
    connection.close()
    return found


def made_pages(hub: Program, peer: Program, *, session: str, seconds: float, times: int) -> Section:
    """Pages that Django makes for one request, signed out and signed in."""
    section = Section("Pages made for one request", "the front page of `wagtail start`, DEBUG off, on SQLite and on the same server.")
    base = Target(peer, request("/", port=peer.port, cookie=NOBODY))
    out = {name: Target(hub, request(path, port=hub.port, cookie=NOBODY)) for name, path in PAGES.items()}
    signed_in = {name: Target(hub, request(path, port=hub.port, cookie=f"sessionid={session}")) for name, path in PAGES.items()}
    rounds([base, *out.values(), *signed_in.values()], connections=FEW, seconds=seconds, times=times)
    for name, target in out.items():
        section.results.append(paired(f"{name}, signed out: CPU", target.costs, base.costs, unit=" ms", goal=at_most(1.6, of="ratio")))
    for name, target in signed_in.items():
        section.results.append(paired(f"{name}, signed in: CPU", target.costs, base.costs, unit=" ms"))
    section.results.append(Result("front page, signed out: requests a second", median(out["front page"].rates), "", median(base.rates)))
    section.notes += [
        f"The page cache is passed by with the cookie `{NOBODY}`, which belongs to nobody: "
        "the hub treats such a visitor as signed out, and makes the page for them alone.",
        f"Processor time of the server alone; {FEW} connections that stay open. The hub compresses what it sends (gzip), `wagtail start` does not.",
        "Signed in is a learner who is in all courses and has begun them.",
    ]
    return section
