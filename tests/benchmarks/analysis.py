"""The analysis of text for search: how quick it is, how long a language takes to be read, and what all languages hold in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median

from hub.supervisor import ROOT
from tests.benchmarks.results import Result, Section, at_least, at_most

MEGABYTES = 250


def analysing(*, times: int) -> Section:
    """In fresh processes, each of which reads all ten languages."""
    runs = [measured_apart() for _ in range(times)]
    languages = list(runs[0]["languages"])
    section = Section("The analysis of text for search", "none; a process before its first search is what memory is compared with.")
    before, after = (median(run[name] for run in runs) for name in ("before", "after"))
    section.results += [
        Result("memory of ten languages", after - before, " MB", goal=at_most(MEGABYTES, " MB")),
        Result("modules of the analysers before the first search", max(run["modules"] for run in runs), goal=at_most(0)),
        Result("reading all ten languages", median(sum(each["load"] for each in run["languages"].values()) for run in runs), " s"),
    ]
    for language in languages:
        first = median(run["languages"][language]["first"] for run in runs)
        goal = at_least(1000, of="measured")
        section.results.append(Result(f"{language}: words a second that are met for the first time", first, goal=goal))
    again = median(run["languages"][language]["again"] for run in runs for language in languages)
    section.results.append(Result("words a second that were met before, all languages", again, goal=at_least(50_000, of="measured")))
    loads = {language: median(run["languages"][language]["load"] for run in runs) for language in languages}
    section.notes += [
        "Reading a language, in seconds: " + ", ".join(f"{language} {seconds:.2f}" for language, seconds in loads.items()) + ".",
        "Words: those of the hub's own lessons in nb, sv, en and uk; in the other languages those of the pairs in tests/search.",
        f"Memory is proportional set size (PSS): {before:.0f} MB with Django set up and nothing searched, {after:.0f} MB after all words.",
    ]
    return section


def measured_apart() -> dict:
    done = subprocess.run([sys.executable, "-m", "tests.benchmarks.analysing"], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
