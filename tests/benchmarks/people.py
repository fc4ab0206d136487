"""Learners in the measured hub: one who is signed in and has come half way, and a crowd beside them."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from entrepreneurs.models import User
from learning.actions.answers import save_answer
from learning.actions.progress import enrol
from learning.models import Attempt, CoursePage, Enrolment, Learner, LessonCompletion
from learning.models.progress import hash_of, new_token

LEARNER = "learner@tvers.example"


def signed_in() -> Client:
    """The fictional learner, in all courses, with the first lesson of each half answered."""
    user = User.objects.get(email=LEARNER)
    learner, _is_new = Learner.objects.get_or_create(user=user)
    for course in CoursePage.objects.live().filter(locale__language_code="en"):
        enrol(course, learner=learner, language="en")
        lesson = course.lessons[0]
        texts = [id_ for id_, activity, _value in lesson.activities() if activity.name in {"reflection", "practice", "short_text"}]
        for block_id in texts[:2]:
            save_answer(lesson, learner=learner, block_id=block_id, response={"text": "So far I have thought of the mill."})
    client = Client()
    client.force_login(user)
    return client


def crowd(size: int) -> None:
    """So many further learners, each in every course, with one lesson finished."""
    learners = Learner.objects.bulk_create(Learner(token_hash=hash_of(new_token())) for _ in range(size))
    for course in CoursePage.objects.live().filter(locale__language_code="en"):
        lesson = course.lessons[0]
        block_id, activity, _value = next(lesson.activities())
        enrolments = Enrolment.objects.bulk_create(
            Enrolment(learner=learner, course_key=course.translation_key, language="en") for learner in learners
        )
        facts = {"lesson_key": lesson.translation_key, "block_id": block_id, "kind": activity.name, "number": 1, "language": "en"}
        Attempt.objects.bulk_create(
            Attempt(pk=uuid4(), enrolment=one, criterion={}, response={"text": "An answer."}, revision=1, **facts) for one in enrolments
        )
        LessonCompletion.objects.bulk_create(LessonCompletion(enrolment=one, lesson_key=lesson.translation_key) for one in enrolments)
