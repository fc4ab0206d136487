"""Reported mistakes as those who mend them see them. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from learning.models import LessonPage, Mistake
from learning.models.pages import nearest_of


@dataclass(frozen=True, slots=True)
class Reported:
    """A mistake with its lesson: in the language in which it was seen, or else the nearest; None once there is none."""

    mistake: Mistake
    lesson: LessonPage | None

    @property
    def is_changed(self) -> bool:
        """Whether another version of the lesson is live by now."""
        return bool(self.lesson and self.mistake.revision and self.lesson.live_revision_id != self.mistake.revision)

    @property
    def edit_address(self) -> str:
        """Where editors change it, at the part that is meant."""
        part = f"#block-{self.mistake.block_id}-section" if self.mistake.block_id else ""
        return reverse("wagtailadmin_pages:edit", args=[self.lesson.pk]) + part


def with_lessons(mistakes: Iterable[Mistake]) -> list[Reported]:
    """Two queries, however many."""
    mistakes = list(mistakes)
    keys = {mistake.lesson_key for mistake in mistakes}
    fields = ("title", "path", "url_path", "translation_key", "live", "live_revision", "locale__language_code")
    lessons = LessonPage.objects.filter(translation_key__in=keys).only(*fields).by_key() if keys else {}
    return [
        Reported(mistake, nearest_of(versions, mistake.language) if (versions := lessons.get(mistake.lesson_key)) else None) for mistake in mistakes
    ]


def of_reporter(user) -> list[Reported]:
    """What somebody has reported, the newest first."""
    return with_lessons(Mistake.objects.reported_by(user))
