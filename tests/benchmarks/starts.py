"""Starting, and memory."""

from __future__ import annotations

import re
import shutil
import sys
import time
from pathlib import Path
from urllib.request import urlopen

from hub.supervisor import ROOT
from tests.benchmarks.load import ask, request
from tests.benchmarks.pages import NOBODY
from tests.benchmarks.peers import hub, hub_environment, peer, plain_environment
from tests.benchmarks.programs import Program, memory
from tests.benchmarks.results import Result, Section, at_most, paired
from tests.services import free_port, wait_for

QUIET = 2  # seconds after which a server is idle
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "*.mo", ".*_cache")
STEP = re.compile(r"^ +(\S.*?) \.+ ([\d.]+) s$", re.MULTILINE)


def starting(data: Path, peer_folder: Path, *, times: int, views: int) -> Section:
    section = Section("Starting, and memory", "the site that `wagtail start` makes, on the same server.")
    seconds, megabytes = {"hub": [], "peer": []}, {"hub": [], "peer": []}
    for _ in range(times):
        for name, program, page in (("hub", hub(data), "/en/"), ("peer", peer(peer_folder), "/")):
            with program:
                seconds[name].append(program.start(page))
                time.sleep(QUIET)
                megabytes[name].append(program.memory())
    section.results += [
        paired("server start to first page", seconds["hub"], seconds["peer"], unit=" s", goal=at_most(2.5, " s")),
        paired("server, idle", megabytes["hub"], megabytes["peer"], unit=" MB", goal=at_most(150, " MB")),
        *after_views(data, views),
    ]
    everything(data, section)
    section.notes.append(f"Memory is proportional set size (PSS); idle is {QUIET} s after the first page.")
    return section


def after_views(data: Path, views: int) -> list[Result]:
    """Memory after page views all over the site, in turn kept (no cookie) and made (a cookie), against the same server when idle."""
    with hub(data) as server:
        server.start("/en/")
        time.sleep(QUIET)
        idle = server.memory()
        requests = [request(path, port=server.port, cookie=cookie) for path in addresses(server) for cookie in ("", NOBODY)]
        results = []
        for part, name in ((views // 2, f"server, after {views // 2:,} page views"), (views - views // 2, f"server, after {views:,} page views")):
            ask(requests, port=server.port, connections=4, count=part)
            time.sleep(QUIET)
            results.append(Result(f"{name} (baseline: idle)", server.memory(), " MB", idle, server.memory() / idle))
    return results


def addresses(server: Program) -> list[str]:
    """Every public page in every language."""
    with urlopen(server.url + "/sitemap.xml") as response:  # noqa: S310
        found = re.findall(r"<loc>[^<]*?//[^/<]+([^<]*)</loc>", response.read().decode())
    if not found:
        raise RuntimeError("The sitemap names no page.")
    return found


def everything(data: Path, section: Section) -> None:
    """All processes that `make run` leaves running, by the same supervisor."""
    port = free_port()
    command = [sys.executable, "-m", "hub.supervisor", "--port", str(port)]
    with Program(command, port=port, env=hub_environment(data), log=data / "supervisor.log") as supervisor:
        supervisor.start("/en/")
        wait_for(lambda: len(supervisor.family()) >= 4, what="the worker and the timetable")
        time.sleep(QUIET * 3)
        shares = {name_of(pid): memory(pid) for pid in supervisor.family()}
    section.results.append(Result("all processes of `make run`, idle", sum(shares.values()), " MB"))
    section.notes.append("All processes: " + ", ".join(f"{name} {share:.0f} MB" for name, share in shares.items()) + ".")


def name_of(pid: int) -> str:
    command = Path(f"/proc/{pid}/cmdline").read_text()
    names = {"hub.supervisor": "supervisor", "daphne": "web", "db_worker": "worker", "timetable": "timetable"}
    return next((name for part, name in names.items() if part in command), f"process {pid}")


def make_run(folder: Path) -> Section:
    """`make run` on a copy without an environment, data or caches, and once more."""
    section = Section("`make run` to the first page", "none; packages come over this machine's network.")
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    env = plain_environment() | {"UV_CACHE_DIR": str(folder / "uv"), "PIP_CACHE_DIR": str(folder / "pip")}
    for name in ("cold: no environment, no data, no package cache", "warm: the second time"):
        port = free_port()
        with Program(["make", "run", f"PORT={port}"], port=port, env=env, log=folder / "make.log", cwd=copy) as program:
            section.results.append(Result(name, program.start("/en/", patience=300), " s"))
    steps = STEP.findall((folder / "make.log").read_text())
    section.notes.append(
        "Cold, in seconds: " + ", ".join(f"{step.lower()} {seconds}" for step, seconds in steps) + "; the rest is the server's start."
    )
    return section
