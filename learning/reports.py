"""Enrolment and completion, counted so that nobody can be found in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from hub import languages
from hub.suppression import FEWEST, at_least, suppress
from learning.models import CoursePage, Enrolment


@dataclass(frozen=True, slots=True)
class Row:
    """How many are, and have finished, in a course by language and country; None where the count is suppressed. Totals have no language."""

    course: str
    language: str
    country: str
    enrolled: int | None
    finished: int | None

    @property
    def cells(self) -> list[str]:
        return [self.course, self.language, self.country, shown(self.enrolled), shown(self.finished)]


def shown(count: int | None) -> str:
    return _("under %(number)d, or kept back") % {"number": FEWEST} if count is None else str(count)


def rows() -> list[Row]:
    """For each course: its total, then each language and country; one query for the counts, two for the titles.

    Counts under five are suppressed. Where one alone is, the smallest other count of the course is too, or it could be worked out from the total.
    """
    titles = {course.translation_key: course.title for course in CoursePage.objects.in_nearest(get_language())}
    enrolled, finished = count()
    found = []
    for course_key in sorted({key for key, _language, _country in enrolled}, key=lambda key: titles.get(key, "")):
        title = titles.get(course_key, _("A course that is there no more"))
        found += rows_of(title, cells_of(course_key, enrolled), cells_of(course_key, finished))
    return found


def count() -> tuple[Counter, Counter]:
    enrolled, finished = Counter(), Counter()
    for course_key, language, country, completed_at in Enrolment.objects.order_by().values_list(
        "course_key", "language", "learner__user__country", "completed_at"
    ):
        cell = (course_key, language, country or "")
        enrolled[cell] += 1
        finished[cell] += completed_at is not None
    return enrolled, finished


def cells_of(course_key: UUID, counts: Counter) -> dict[tuple[str, str], int]:
    return {(language, country): number for (key, language, country), number in counts.items() if key == course_key}


def rows_of(title: str, enrolled: dict, finished: dict) -> list[Row]:
    kept_enrolled, kept_finished = suppress(enrolled), suppress(finished)
    total = Row(title, _("all languages"), _("all countries"), at_least(sum(enrolled.values())), at_least(sum(finished.values())))
    return [total] + [
        Row(title, languages.NAMES[language], countries.name(country) or _("not said"), kept_enrolled[cell], kept_finished[cell])
        for cell in sorted(enrolled)
        for language, country in [cell]
    ]
