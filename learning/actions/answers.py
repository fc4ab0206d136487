"""Answering: saved as given, said twice it is there once, judged by what the attempt began with."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.actions.progress import enrol, record_completion
from learning.activities import Activity
from learning.activities.base import Response
from learning.models import Attempt, Enrolment, Learner, LessonPage


class UnknownActivity(ValidationError):
    """The lesson has no such activity, or no longer."""


class ForeignAttempt(ValidationError):
    """The attempt is somebody else's, or belongs to another activity."""


class StaleAnswer(ValidationError):
    """Something newer is saved already, from another device or another tab; `attempt` holds it."""

    def __init__(self, attempt: Attempt):
        self.attempt = attempt
        super().__init__(
            _("You have answered this somewhere else in the meantime. Both are kept, that one and what you wrote here: choose which to go on with.")
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser says of an answer it sends: the attempt by its own name, a revision that grows with every change, the last revision it had
    seen saved, and the open page that it comes from. A plain form says none of it."""

    attempt_id: UUID | None = None
    revision: int | None = None
    base: int | None = None
    source: str = ""


@transaction.atomic
def save_answer(lesson: LessonPage, *, learner: Learner, block_id: str, response: Response, sent: Sent = Sent()) -> Attempt:
    """Save `response` as the answer in an attempt, which begins with its first answer.

    What is said again is the answer already saved, and so is what the same page has said more newly since. What was written without knowing of a
    newer answer from elsewhere raises StaleAnswer and changes nothing.
    """
    activity, value = find_activity(lesson, block_id)
    enrolment = enrol(lesson.course, learner=learner, language=lesson.language)
    enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    attempt = find_attempt(enrolment, lesson=lesson, block_id=block_id, attempt_id=sent.attempt_id) or begin(
        enrolment, lesson=lesson, block_id=block_id, activity=activity, value=value, attempt_id=sent.attempt_id
    )
    if is_known(attempt, response=response, sent=sent):
        return attempt
    if is_stale(attempt, sent=sent):
        raise StaleAnswer(attempt)
    attempt.response, attempt.saved_at, attempt.language = response, timezone.now(), lesson.language
    attempt.revision, attempt.source = sent.revision or attempt.revision + 1, sent.source
    attempt.save(update_fields=["response", "revision", "source", "saved_at", "language"])
    record_completion(enrolment, lesson=lesson)
    return attempt


def is_known(attempt: Attempt, *, response: Response, sent: Sent) -> bool:
    if sent.revision is None:
        return response == attempt.response
    return sent.revision <= attempt.revision and (response == attempt.response or sent.source == attempt.source != "")


def is_stale(attempt: Attempt, *, sent: Sent) -> bool:
    if attempt.checked_at:
        return True
    if sent.revision is None:
        return False
    return sent.revision <= attempt.revision or (sent.source != attempt.source and (sent.base or 0) < attempt.revision)


@transaction.atomic
def check_answer(attempt: Attempt, *, activity: Activity) -> Attempt:
    """Judge the answer by the attempt's own criterion, once. A further try is a further attempt."""
    attempt = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    if not attempt.checked_at:
        attempt.checked_at, attempt.is_right = timezone.now(), activity.judge(attempt.response, attempt.criterion)
        attempt.save(update_fields=["checked_at", "is_right"])
    return attempt


def find_activity(lesson: LessonPage, block_id: str):
    if found := lesson.activity(block_id):
        return found
    raise UnknownActivity(_("This task is not part of the lesson any more. Your earlier answers to it are kept."))


def find_attempt(enrolment: Enrolment, *, lesson: LessonPage, block_id: str, attempt_id: UUID | None) -> Attempt | None:
    """The attempt that the browser names; without a name, the one still open."""
    if attempt_id is None:
        attempts = enrolment.attempts.filter(lesson_key=lesson.translation_key, block_id=block_id, checked_at=None)
        return attempts.order_by("-number").first()
    attempt = Attempt.objects.filter(pk=attempt_id).first()
    if attempt and (attempt.enrolment_id, attempt.lesson_key, attempt.block_id) != (enrolment.pk, lesson.translation_key, block_id):
        raise ForeignAttempt(_("This answer belongs to somebody else, or to another task. Load the page again."))
    return attempt


def begin(enrolment: Enrolment, *, lesson: LessonPage, block_id: str, activity: Activity, value, attempt_id: UUID | None) -> Attempt:
    last = enrolment.attempts.filter(lesson_key=lesson.translation_key, block_id=block_id).order_by("-number").first()
    everywhere = in_every_language(lesson, block_id) if activity.judges_in_every_language else {lesson.language: value}
    return Attempt.objects.create(
        pk=attempt_id or uuid4(),
        enrolment=enrolment,
        lesson_key=lesson.translation_key,
        block_id=block_id,
        kind=activity.name,
        number=last.number + 1 if last else 1,
        criterion=activity.criterion(value, languages=everywhere),
        language=lesson.language,
    )


def in_every_language(lesson: LessonPage, block_id: str) -> dict:
    """The activity's content by language, in all live translations of the lesson."""
    lessons = LessonPage.objects.live().filter(translation_key=lesson.translation_key).select_related("locale")
    found = {other.language: other.activity(block_id) for other in lessons} | {lesson.language: lesson.activity(block_id)}
    return {language: activity[1] for language, activity in found.items() if activity}
