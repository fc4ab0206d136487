"""Which challenges a lesson helps with, as its editors say."""

from __future__ import annotations

from django.db import transaction

from events.models import Challenge
from hub import pagecache
from learning.models import LessonChallenge, LessonPage


@transaction.atomic
def note_challenges(lesson: LessonPage) -> None:
    """Remember what a published lesson helps with; one that is gone by now is left out."""
    known = Challenge.objects.filter(pk__in=[block.value for block in lesson.challenges if block.value])
    LessonChallenge.objects.filter(lesson_key=lesson.translation_key).delete()
    LessonChallenge.objects.bulk_create(LessonChallenge(lesson_key=lesson.translation_key, challenge=one) for one in known)
    transaction.on_commit(pagecache.forget)
