"""Enrolling, going on, finishing, and taking a guest's progress into an account."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learning.models import CourseFeedback, CoursePage, Enrolment, Learner, LessonCompletion, LessonPage, SheetVersion

THIRTEEN_MONTHS = timedelta(days=396)


class NotEnrolled(ValidationError):
    """Only somebody in the course can do this."""


def enrol(course: CoursePage, *, learner: Learner, language: str) -> Enrolment:
    """Be in the course, in `language` from now on; said again, it is the enrolment already there."""
    enrolment, is_new = Enrolment.objects.get_or_create(learner=learner, course_key=course.translation_key, defaults={"language": language})
    if not is_new and enrolment.language != language:
        enrolment.language = language
        enrolment.save(update_fields=["language"])
    return enrolment


@transaction.atomic
def join(course: CoursePage, *, learner: Learner, language: str, pace: str) -> Enrolment:
    """Be in the course at this pace, whether new in it or not."""
    enrolment = enrol(course, learner=learner, language=language)
    enrolment.pace = pace
    enrolment.save(update_fields=["pace"])
    return enrolment


def remember_place(enrolment: Enrolment, *, lesson: LessonPage) -> None:
    """Where to go on next time; one update, and none within the same minute in the same place."""
    now = timezone.now()
    if enrolment.last_lesson_key != lesson.translation_key or (now - enrolment.last_seen_at).total_seconds() > 60:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson_key=lesson.translation_key, last_seen_at=now, language=lesson.language)


def record_completion(enrolment: Enrolment, *, lesson: LessonPage) -> None:
    """Date the lesson, and the course, if what is answered by now finishes them. Evidence alone does; nothing is ever undated."""
    answered = enrolment.attempts.filter(lesson_key=lesson.translation_key).exclude(response=None).values_list("block_id", flat=True)
    if lesson.required_activities() <= set(answered):
        finish_lesson(enrolment, lesson_key=lesson.translation_key, course=lesson.course)


@transaction.atomic
def read_lesson(lesson: LessonPage, *, learner: Learner) -> Enrolment:
    """Finish a lesson that asks nothing: to have read it is enough."""
    enrolment = enrol(lesson.course, learner=learner, language=lesson.language)
    record_completion(enrolment, lesson=lesson)
    return enrolment


def finish_lesson(enrolment: Enrolment, *, lesson_key: UUID, course: CoursePage) -> None:
    _completion, is_new = LessonCompletion.objects.get_or_create(enrolment=enrolment, lesson_key=lesson_key)
    if is_new and enrolment.completed_at is None:
        required = {lesson.translation_key for lesson in course.lessons if lesson.is_required}
        finished = set(enrolment.completions.values_list("lesson_key", flat=True))
        if required and required <= finished:
            enrolment.completed_at = timezone.now()
            enrolment.save(update_fields=["completed_at"])


def give_feedback(enrolment: Enrolment, *, helped: str, unclear: str, language: str) -> CourseFeedback:
    """Say what helped and what was unclear; said again, it replaces what was said before."""
    if not enrolment.completed_at:
        raise NotEnrolled(_("Feedback is asked for at the end of the course."))
    feedback, _is_new = CourseFeedback.objects.update_or_create(
        enrolment=enrolment, defaults={"helped": helped, "unclear": unclear, "language": language}
    )
    return feedback


def remember_visit(guest: Learner) -> None:
    """When the guest was last here, to the day; one update a day at most."""
    now = timezone.now()
    if now - guest.seen_at > timedelta(days=1):
        Learner.objects.filter(pk=guest.pk).update(seen_at=now)


def forget_old_guests() -> int:
    """Erase guests who have not been here for 13 months, with all they answered; how many. Their browser forgets them after 12."""
    old = Learner.objects.guests().filter(seen_at__lt=timezone.now() - THIRTEEN_MONTHS)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def claim(guest: Learner, *, user) -> Learner:
    """What a guest has learnt becomes the user's. What the user has answered already stays the newest; the guest's is kept before it."""
    guest = Learner.objects.select_for_update().get(pk=guest.pk)
    own = Learner.objects.select_for_update().filter(user=user).first()
    if guest.user_id:
        return own or guest
    if own is None:
        guest.user, guest.token_hash = user, None
        guest.save(update_fields=["user", "token_hash"])
        return guest
    for enrolment in guest.enrolments.all():
        take_over(enrolment, learner=own)
    take_over_sheets(guest, learner=own)
    guest.delete()
    return own


def take_over_sheets(guest: Learner, *, learner: Learner) -> None:
    """What a guest has filled in becomes the account's; beside what the account has written in the same task, outside the lesson."""
    SheetVersion.objects.filter(by=guest).update(by=learner)
    tasks = set(learner.sheets.exclude(lesson_key=None).values_list("lesson_key", "block_id"))
    for sheet in guest.sheets.all():
        if (sheet.lesson_key, sheet.block_id) in tasks:
            sheet.lesson_key, sheet.block_id = None, ""
        sheet.owner = learner
        sheet.save(update_fields=["owner", "lesson_key", "block_id"])


def take_over(enrolment: Enrolment, *, learner: Learner) -> None:
    """Move a guest's enrolment to an account, or into the account's own enrolment in the same course."""
    own = learner.enrolments.filter(course_key=enrolment.course_key).first()
    if own is None:
        enrolment.learner = learner
        enrolment.save(update_fields=["learner"])
        return
    for place, attempt in enrolment.attempts.latest_by_block().items():
        make_room(own, lesson_key=attempt.lesson_key, block_id=place, places=attempt.number)
    enrolment.attempts.update(enrolment=own)
    enrolment.completions.exclude(lesson_key__in=own.completions.values("lesson_key")).update(enrolment=own)
    if not CourseFeedback.objects.filter(enrolment=own).exists():
        CourseFeedback.objects.filter(enrolment=enrolment).update(enrolment=own)
    own.completed_at = min(filter(None, [own.completed_at, enrolment.completed_at]), default=None)
    own.save(update_fields=["completed_at"])


def make_room(enrolment: Enrolment, *, lesson_key: UUID, block_id: str, places: int) -> None:
    """Number the account's own attempts after those of the guest, so that its own stay the newest."""
    for attempt in enrolment.attempts.filter(lesson_key=lesson_key, block_id=block_id).order_by("-number"):
        attempt.number += places
        attempt.save(update_fields=["number"])
