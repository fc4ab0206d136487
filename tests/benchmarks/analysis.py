"""The analysis of text for search: how quick it is, how long a language takes to be read, and what all languages hold in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from hub.supervisor import ROOT
from tests.benchmarks.results import Result, Section, at_least, at_most

MEGABYTES = 250
FIRST, AGAIN = at_least(1000, of="measured"), at_least(50_000, of="measured")


def analysing(*, times: int) -> Section:
    """In fresh processes, each of which reads all ten languages; the first makes the index of each."""
    with TemporaryDirectory(prefix="tvers-analysis-") as folder:
        earliest, *runs = [measured_apart(Path(folder)) for _ in range(times + 1)]
    section = Section("The analysis of text for search", "none; what it holds in memory is compared with the same process before its first search.")
    section.results += [
        Result("memory of ten languages", median(run["after"] - run["before"] for run in runs), " MB", goal=at_most(MEGABYTES, " MB")),
        Result("modules of the analysers before the first search", max(run["modules"] for run in runs), goal=at_most(0)),
        Result("reading all ten languages, the first time ever", loading(earliest), " s"),
        Result("reading all ten languages, after that", median(map(loading, runs)), " s", goal=at_most(1, " s")),
        *speeds(runs),
    ]
    section.notes += [
        "Words: those of the hub's own lessons in nb, sv, en and uk; in the other languages those of the pairs in tests/search.",
        f"Memory is proportional set size (PSS): {median(run['before'] for run in runs):.0f} MB with Django set up and nothing searched.",
    ]
    return section


def loading(run: dict) -> float:
    return sum(each["load"] for each in run["languages"].values())


def speeds(runs: list[dict]) -> list[Result]:
    """Of each language's words that were not met before, and of all that were."""
    languages = list(runs[0]["languages"])
    first = {language: median(run["languages"][language]["first"] for run in runs) for language in languages}
    again = median(run["languages"][language]["again"] for run in runs for language in languages)
    lines = [Result(f"{language}: words a second, met for the first time", speed, goal=FIRST) for language, speed in first.items()]
    return [*lines, Result("words a second that were met before, all languages", again, goal=AGAIN)]


def measured_apart(data: Path) -> dict:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "hub.settings.demo", "DATA_DIR": str(data)}
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.analysing"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
