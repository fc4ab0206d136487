"""What was measured, as a table that a person reads."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Goal:
    """What is wanted of a figure (`of` = "ratio" or "measured"): at most or at least so much."""

    words: str
    is_met_by: Callable[[float], bool]
    of: str = "ratio"


def at_most(limit: float, unit: str = "", *, of: str = "measured") -> Goal:
    return Goal(f"≤ {figure(limit)}{unit}", lambda value: value <= limit, of)


def at_least(limit: float, *, of: str = "ratio") -> Goal:
    return Goal(f"≥ {figure(limit)}", lambda value: value >= limit, of)


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what was measured, the baseline's figure in the same unit, and the goal if there is one."""

    name: str
    measured: float
    unit: str = ""
    baseline: float | None = None
    ratio: float | None = None
    goal: Goal | None = None

    def cells(self) -> list[str]:
        baseline = "–" if self.baseline is None else figure(self.baseline) + self.unit
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}" if self.ratio < 10 else figure(self.ratio)
        return [self.name, figure(self.measured) + self.unit, baseline, ratio, self.goal.words if self.goal else "–", self.met()]

    def met(self) -> str:
        if self.goal is None:
            return "–"
        return "yes" if self.goal.is_met_by(self.ratio if self.goal.of == "ratio" else self.measured) else "NO"


@dataclass(slots=True)
class Section:
    """Results that share a baseline, and what one must know to read them."""

    title: str
    baseline: str
    results: list[Result] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def table(self) -> list[str]:
        rows = [["What", "Measured", "Baseline", "Ratio", "Goal", "Met"], *(result.cells() for result in self.results)]
        widths = [max(len(row[column]) for row in rows) for column in range(6)]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
        return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]

    def text(self) -> str:
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([f"## {self.title}", "", f"Baseline: {self.baseline}", "", *self.table(), *([""] if notes else []), *notes, ""])


def paired(name: str, measured: list[float], baseline: list[float], *, unit: str = "", goal: Goal | None = None) -> Result:
    """A result of several rounds: medians, and the median of the ratios of measurements that were made beside each other."""
    ratio = median(one / other for one, other in zip(measured, baseline, strict=True))
    return Result(name, median(measured), unit, median(baseline), ratio, goal)


def figure(value: float) -> str:
    """With as many digits as mean something."""
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def machine() -> str:
    """The kind of machine, without its name."""
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory_of_machine():.0f} GB of memory, {platform.system()}, {python}"


def memory_of_machine() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
