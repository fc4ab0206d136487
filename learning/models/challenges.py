"""Which lessons help with which challenge of the board: taken from the lessons as they are published, to be known without reading them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Challenge


def on_board() -> list[tuple[str, str]]:
    """What editors choose from: all that everybody sees, the newest first."""
    return [(str(one.pk), one.title) for one in Challenge.objects.listed().exclude(title="").order_by("-pk")]


class LessonChallenge(models.Model):
    """A lesson, in all its languages, helps with a challenge."""

    lesson_key = models.UUIDField()
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("challenge"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson_key", "challenge"], name="lesson_helps_once")]

    def __str__(self):
        return f"{self.lesson_key}: {self.challenge_id}"
