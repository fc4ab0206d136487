"""How well, and how quickly, the hub's search finds, beside Wagtail's stock search of the same pages."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tests.benchmarks.peers import hub_environment
from tests.benchmarks.results import Result, Section, at_least, at_most
from tests.servers import run

FEW, MANY, SOME = 1_000, 50_000, 5_000
GOAL = 0.85
NAMES = {"hub": "search", "hub_titles": "suggestions"}
STOCK = {"hub": "wagtail", "hub_titles": "wagtail_titles"}


def relevance(data: Path, folder: Path) -> Section:
    """On SQLite, with Wagtail beside it."""
    copy = folder / "judged"
    shutil.copytree(data, copy)
    scores = json.loads(run(sys.executable, "-m", "tests.search.relevance", env=hub_environment(copy)).splitlines()[-1])["scores"]
    section = Section("How well search finds, on SQLite", "Wagtail's stock search (its database backend) of the same pages, by the same queries.")
    for language, found in scores["hub"].items():
        section.results += lines(language, found, scores["wagtail"][language])
    for name in ("of pages alone", "of unseen queries"):
        for language, found in scores[f"hub, {name}"].items():
            stock = scores[f"wagtail, {name}"][language]["ndcg"]
            section.results.append(Result(f"{language}: nDCG@10, {name}", found["ndcg"], "", stock, found["ndcg"] / stock))
    section.notes += [
        "The queries of tests/search/judged, asked by a visitor of the demonstration. Wagtail indexes pages: events, people, resources, methods, "
        "challenges and countries count as not found by it. The lines of pages alone are of the queries that a page answers, all else left out.",
        "The unseen queries were judged by somebody who had seen neither the search nor its rules, after these were made; nothing is tuned by them.",
    ]
    return section


def relevance_elsewhere(data: Path, env: dict[str, str], *, where: str) -> Section:
    """On another engine, which is filled with the same documents."""
    scores = json.loads(run(sys.executable, "-m", "tests.search.relevance", data, where.lower(), env=env).splitlines()[-1])["scores"]
    section = Section(f"How well search finds, on {where}", "none; see SQLite.")
    for language, found in scores["hub"].items():
        section.results += lines(language, found, None)
    for language, found in scores["hub, of unseen queries"].items():
        section.results.append(Result(f"{language}: nDCG@10, of unseen queries", found["ndcg"], ""))
    return section


def lines(language: str, found: dict, stock: dict | None) -> list[Result]:
    told = {
        "ndcg": ("nDCG@10", at_least(GOAL, of="measured")),
        "mrr": ("mean reciprocal rank", None),
        "zero": ("share of queries that find nothing", at_most(0)),
    }
    return [Result(f"{language}: {name}", found[key], "", stock[key] if stock else None, goal=goal) for key, (name, goal) in told.items()]


def speed(env: dict[str, str], *, number: int, where: str) -> Section:
    found = json.loads(run(sys.executable, "-m", "tests.benchmarks.finding", str(number), where.lower(), env=env).splitlines()[-1])
    section = Section(f"Search among {number:,} pages, on {where}", f"Wagtail's stock search of the same pages, in the same process, on {where} too.")
    for who, name in NAMES.items():
        mine, stock = found["asked"][who], found["asked"][STOCK[who]]
        for part, goal in (("p50", at_most(1, of="ratio")), ("p99", None)):
            section.results.append(Result(f"{name}: {part}", mine[part], " ms", stock[part], mine[part] / stock[part], goal))
    put = {who: number / seconds for who, seconds in found["filling"].items()}
    section.results.append(Result("put into the index: pages a second", put["hub"], "", put["wagtail"], put["hub"] / put["wagtail"]))
    said = ", ".join(f"{each['number']} {who.replace('_', ' ')}" for who, each in found["asked"].items())
    section.notes += [
        f"Queries of one to three words, one in ten mistyped, as many as fit into a minute: {said}; without HTTP and templates. "
        "What takes longer than five seconds is stopped, and counts as five.",
        "The hub asks in the terms of all its languages, counts by facet, and looks for what was meant; "
        "Wagtail's answer is a page of hits and how many there are.",
    ]
    return section
