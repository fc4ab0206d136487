"""Which lessons ask for which event: taken from the lessons as they are published, so that it is known without reading them all."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event


class LessonMeeting(models.Model):
    """An activity of a lesson, in all its languages, that is met by having been at an event or having watched its recording."""

    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("event"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson_key", "block_id"], name="activity_asks_for_one_event")]

    def __str__(self):
        return f"{self.lesson_key}: {self.event_id}"
