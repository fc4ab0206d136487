"""`python -m tests.benchmarks.analysing`: analyses words in every language in this process, and says how long that took, as JSON."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path

import django

from hub.supervisor import ROOT
from tests.benchmarks.programs import memory

LANGUAGES = ["nb", "sv", "en", "fi", "is", "ga", "el", "pl", "et", "uk"]
ANALYSERS = {"simplemma", "pymorphy3", "snowballstemmer"}
WORD = re.compile(r"[^\W\d_]{2,}")


def vocabulary(language: str) -> list[str]:
    """Different words, each once."""
    lessons = sorted((ROOT / "learning" / "content").rglob(f"*.{language}.yaml"))
    pairs = [ROOT / "tests" / "search" / folder / f"{language}.yaml" for folder in ("pairs", "unseen")]
    return sorted({word for path in lessons or pairs for word in WORD.findall(rows(path))})


def rows(path: Path) -> str:
    return "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))


def measure(language: str) -> dict[str, float]:
    from search.analysis import analyse, load

    words = vocabulary(language)
    text = " ".join(words)
    return {
        "load": seconds(lambda: load(language)),
        "first": len(words) / seconds(lambda: analyse(text, language)),
        "again": len(words) / seconds(lambda: analyse(text, language)),
    }


def seconds(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    django.setup()
    import hub.urls  # noqa: F401

    modules, before = len(ANALYSERS & set(sys.modules)), memory(os.getpid())
    languages = {language: measure(language) for language in LANGUAGES}
    print(json.dumps({"modules": modules, "before": before, "after": memory(os.getpid()), "languages": languages}))


if __name__ == "__main__":
    main()
