"""Enrolment and completion, counted so that nobody can be found in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    course: str
    language: str
    country: str
    enrolled: int | None
    finished: int | None


def rows() -> list[Row]:
    return []
