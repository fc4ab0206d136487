"""What it costs to tell many sockets what is said in a conversation, and how soon they hear it, against a bare server that only broadcasts."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.audience import A_SECOND, CROWD, WRITERS, gather
from tests.benchmarks.groups import Group
from tests.benchmarks.programs import Program
from tests.benchmarks.results import Goal, Result, Section, at_least, at_most, paired
from tests.services import free_port

OPEN_FILES = 4096  # for the sockets of both servers in one process
MANY = 1000  # sockets for which there is a goal
LATEST, KILOBYTES = 50, 22
HOW = (
    "A delivery is one message at one socket, in a frame of its own or with others. 50 people have all the sockets, in one conversation; "
    "no compression; as many speak at once to the bare server. "
    f"p50 and p99 are from sending a message to having it, at {A_SECOND} a second, to the hub and its baseline in turn; "
    "the acknowledgement is the answer to its sender."
)


def allow_many_sockets() -> None:
    """For this process, and those that it starts from now on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < OPEN_FILES:
        raise RuntimeError(f"A process may open {hard:,} files here; a thousand sockets at two servers need {OPEN_FILES:,}: `ulimit -n`.")
    if soft < OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, hard))


def broadcaster(folder: Path, *, env: dict[str, str]) -> Program:
    port = free_port()
    return Program([sys.executable, "-m", "tests.benchmarks.broadcast", str(port)], port=port, env=env, log=folder / "broadcast.log")


def hearing(hub: Program, groups: tuple[Group, Group], *, folder: Path, by_action: bool, **pace) -> dict:
    """What the audience found: in the first of the groups all is heard, in the second nothing."""
    heard, unheard = groups
    with broadcaster(folder, env=hub.env) as bare:
        bare.start("/healthz")
        own = {"port": hub.port, "pid": hub.process.pid}
        senders = {"env": hub.env | {"DATABASE_POOL": "60"}, "group": heard.pk, "people": heard.people}
        job = {
            "hub": own | {"group": heard.pk, "sessions": heard.sessions},
            "unheard": own | {"group": unheard.pk, "sessions": unheard.sessions},
            "bare": {"port": bare.port, "pid": bare.process.pid},
            "senders": senders if by_action else None,
        }
        return gather(job | pace)


def section(found: dict, *, server: str, where: str, telling: str, goal: float | None, is_exact: bool) -> Section:
    """`is_exact` is whether the telling was measured by itself. Found as a difference it means nothing where few listen, and is left out there."""
    out = Section(f"Heard by many sockets: {server}, {where}", "a bare `websockets` server that is sent the same bytes and broadcasts them.")
    for size, rounds in sorted(found["sizes"].items(), key=lambda item: int(item[0])):
        of_telling, *others = of_size(f"{int(size):,} sockets", rounds, goal=at_least(goal) if goal and int(size) == MANY else None)
        out.results += [of_telling, *others] if is_exact or int(size) == MANY else others
    everybody = found["all"]
    wanted = everybody["heard"] + everybody["lost"]
    told = f"{WRITERS} of {CROWD} sockets' people write at once: deliveries (baseline: wanted)"
    out.results.append(Result(told, everybody["heard"], "", wanted, everybody["heard"] / max(1, wanted), at_least(1)))
    if str(MANY) in found["sizes"]:  # of a few, what one takes is lost in what the server takes anyway
        own, bare = found["memory"]["hub"], found["memory"]["bare"]
        out.results.append(Result("memory of an idle socket", own, " kB", bare, own / bare, at_most(KILOBYTES, " kB")))
    out.notes += [telling, HOW, *losses(found)]
    return out


def of_size(name: str, rounds: list[dict], *, goal: Goal | None) -> list[Result]:
    own, bare = [one["hub"] for one in rounds], [one["bare"] for one in rounds]
    rates = [one["heard"] / one["cpu"] for one in bare]
    return [
        paired(f"{name}: deliveries a CPU second, telling", [one["heard"] / one["telling"] for one in own], rates, goal=goal),
        paired(f"{name}: deliveries a CPU second, saving too", [one["heard"] / one["cpu"] for one in own], rates),
        Result(f"{name}: p50 of the acknowledgement", median(one["acknowledged"] for one in own), " ms"),
        paired(f"{name}: p50", [one["p50"] for one in own], [one["p50"] for one in bare], unit=" ms"),
        paired(f"{name}: p99", [one["p99"] for one in own], [one["p99"] for one in bare], unit=" ms", goal=at_most(LATEST, " ms")),
    ]


def losses(found: dict) -> list[str]:
    """Said only where there are some."""
    lost = sum(one["lost"] for rounds in found["sizes"].values() for one in rounds)
    refused = found["all"]["refused"]
    return [f"{lost:,} deliveries never came."] * bool(lost) + [f"{refused} of the {WRITERS} were not acknowledged."] * bool(refused)
