"""Events that count for a course: noted for whoever was there or has watched, when it happens and when they enrol later."""

from __future__ import annotations

from django.db import transaction

from events.models import Event, Registration, Watch
from hub import languages
from learning.actions.answers import save_answer
from learning.activities.meeting import ATTENDED, WATCHED, Meeting
from learning.models import CoursePage, Enrolment, LessonMeeting, LessonPage


@transaction.atomic
def note_meetings(lesson: LessonPage) -> None:
    """Remember which events a published lesson asks for."""
    keys = {id_: value["event"] for id_, kind, value in lesson.activities() if isinstance(kind, Meeting) and value["event"]}
    events = {str(event.key): event for event in Event.objects.filter(key__in=keys.values())}
    LessonMeeting.objects.filter(lesson_key=lesson.translation_key).delete()
    LessonMeeting.objects.bulk_create(
        LessonMeeting(lesson_key=lesson.translation_key, block_id=id_, event=events[key]) for id_, key in keys.items() if key in events
    )


def count_event(event: Event, *, user, way: str) -> None:
    """For every lesson that asks for the event, of every course that the user is in."""
    for meeting in event.lessons.all():
        for lesson, enrolment in lessons_of(meeting, user=user):
            record(meeting, lesson=lesson, enrolment=enrolment, way=way)


def count_past(enrolment: Enrolment) -> None:
    """What somebody has been at, or watched, before they enrolled."""
    user = enrolment.learner.user
    if user is None:
        return
    for meeting in LessonMeeting.objects.filter(lesson_key__in=lesson_keys(enrolment)).select_related("event"):
        if way := way_of(user, meeting.event):
            count_event(meeting.event, user=user, way=way)


def way_of(user, event: Event) -> str:
    if Registration.objects.filter(event=event, user=user).exclude(entered_at=None).exists():
        return ATTENDED
    return WATCHED if Watch.objects.filter(recording__event=event, user=user).exists() else ""


def lesson_keys(enrolment: Enrolment) -> list:
    course = CoursePage.objects.filter(translation_key=enrolment.course_key).first()
    return [lesson.translation_key for lesson in course.lessons] if course else []


def lessons_of(meeting: LessonMeeting, *, user) -> list[tuple[LessonPage, Enrolment]]:
    """The lesson in the language in which the user takes its course, if they do."""
    versions = {page.language: page for page in LessonPage.objects.live().filter(translation_key=meeting.lesson_key).select_related("locale")}
    if not versions:
        return []
    course_key = next(iter(versions.values())).course.translation_key
    enrolment = Enrolment.objects.filter(learner__user=user, course_key=course_key).first()
    return [(versions[languages.nearest(enrolment.language, set(versions))], enrolment)] if enrolment else []


def record(meeting: LessonMeeting, *, lesson: LessonPage, enrolment: Enrolment, way: str) -> None:
    """As an answer; one that is there already stays, whichever way it came."""
    known = enrolment.attempts.filter(lesson_key=meeting.lesson_key, block_id=meeting.block_id).exclude(response=None)
    if lesson.activity(meeting.block_id) and not known.exists():
        save_answer(lesson, learner=enrolment.learner, block_id=meeting.block_id, response={"way": way})
