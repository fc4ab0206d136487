"""What a learner has done, as pages show it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count

from hub import languages
from hub.models import ProgrammePage
from hub.shared import shared
from learning import advisers
from learning.activities import Activity, Feedback
from learning.activities.base import Response
from learning.models import Attempt, CoursePage, Enrolment, Learner, LessonCompletion, LessonPage, Submission
from learning.models.pages import nearest_of

LESSONS_A_WEEK = {Enrolment.Pace.FULL: 2, Enrolment.Pace.HALF: 1}


@dataclass
class Task:
    """One activity on a lesson's page: its content, and the newest attempt at it."""

    id: str
    number: int
    of: int
    kind: Activity
    value: Any
    attempt: Attempt | None = None
    error: str = ""
    given: Response | None = None
    wants_new: bool = False
    can_hand_in: bool = False
    handed_in: Submission | None = None

    @property
    def is_checked(self) -> bool:
        return bool(self.attempt and self.attempt.checked_at and not self.wants_new)

    @property
    def is_saved(self) -> bool:
        return bool(self.attempt and self.attempt.response and not self.wants_new)

    @property
    def response(self) -> Response | None:
        if self.given is not None:
            return self.given
        return self.attempt.response if self.is_saved else None

    @property
    def open_attempt(self) -> Attempt | None:
        return self.attempt if self.attempt and not self.is_checked and not self.wants_new else None

    @property
    def feedback(self) -> Feedback | None:
        if not self.is_checked:
            return None
        remarks = self.kind.remarks(self.value, self.attempt.response, self.attempt.criterion)
        return Feedback(self.attempt.is_right, remarks, str(self.value.get("explanation") or ""))

    @cached_property
    def shown(self) -> dict[str, Any]:
        return self.kind.shown(self.value, self.response, block_id=self.id)


def tasks_of(lesson: LessonPage, *, enrolment: Enrolment | None) -> dict[str, Task]:
    """The lesson's activities by block id; one query for a learner, none for a visitor."""
    activities = list(lesson.activities())
    attempts = enrolment.attempts.filter(lesson_key=lesson.translation_key).latest_by_block() if enrolment else {}
    return {id_: Task(id_, number, len(activities), kind, value, attempts.get(id_)) for number, (id_, kind, value) in enumerate(activities, start=1)}


def give_readers(tasks: dict[str, Task], lesson: LessonPage, *, user) -> None:
    """Practice tasks know whether they are handed in, and whether somebody would read them; a few queries for an account, none where there is no
    such task."""
    practical = [task for task in tasks.values() if task.kind.name == "practice"]
    if not practical or not user.is_authenticated:
        return
    found = Submission.objects.owned_by(user).filter(lesson_key=lesson.translation_key, taken_back_at=None)
    known, is_read = {one.block_id: one for one in found}, advisers.reading(user).exists()
    for task in practical:
        task.can_hand_in, task.handed_in = is_read, known.get(task.id)


@dataclass
class Step:
    """A lesson on the way through a course."""

    lesson: LessonPage
    number: int
    answered: int = 0
    completed_at: datetime | None = None
    is_next: bool = False

    @property
    def state(self) -> str:
        return "done" if self.completed_at else "here" if self.is_next else ""


@dataclass
class Way:
    """A course as a learner walks it: its lessons in order, which are done, and where to go on."""

    course: CoursePage
    enrolment: Enrolment | None
    steps: list[Step] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    paces = Enrolment.Pace.choices

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.is_next), None)

    @property
    def done(self) -> int:
        return sum(bool(step.completed_at) for step in self.steps)

    @property
    def minutes(self) -> int:
        return sum(step.lesson.minutes for step in self.steps)

    @property
    def hours(self) -> float:
        """To the nearest half hour, half an hour at least."""
        return max(0.5, round(self.minutes / 30) / 2)

    @property
    def whole_hours(self) -> int:
        """For the grammar of "hours"."""
        return ceil(self.hours)

    @property
    def hours_shown(self) -> str:
        """Half hours as a fraction, as every one of our languages writes them."""
        whole, half = divmod(self.hours, 1)
        return f"{int(whole) or ''}{'½' if half else ''}"

    @property
    def language_names(self) -> str:
        return ", ".join(languages.NAMES[code] for code in self.languages)

    @property
    def finish_by(self):
        """The day that the chosen pace leads to; None at one's own pace, and when all is done."""
        per_week = LESSONS_A_WEEK.get(self.enrolment.pace) if self.enrolment else None
        if not per_week or self.enrolment.completed_at:
            return None
        weeks = -(-len(self.steps) // per_week)
        return (self.enrolment.started_at + timedelta(weeks=weeks)).date()

    def step(self, lesson_key: UUID) -> Step | None:
        return next((step for step in self.steps if step.lesson.translation_key == lesson_key), None)


def way_through(course: CoursePage, *, enrolment: Enrolment | None) -> Way:
    """The course's lessons with what is done of them; two queries, two more for a learner."""
    way = Way(course, enrolment, steps_of(course.lessons), [page.locale.language_code for page in course.tongues])
    if enrolment:
        mark_done([way])
    return way


def ways_through_all(request) -> list[Way]:
    """All live courses, each once, in the nearest language to the reader's, with what is done of them; three queries, three more for a learner."""
    language = request.LANGUAGE_CODE
    offers = shared(request, ("offers", language), lambda: offers_in(language))
    enrolments = {enrolment.course_key: enrolment for enrolment in Enrolment.objects.visible_to(request.learner)}
    ways = [Way(offer.course, enrolments.get(offer.course.translation_key), steps_of(offer.lessons), offer.languages) for offer in offers]
    mark_done([way for way in ways if way.enrolment])
    return ways


class Offer(NamedTuple):
    """A course as all who read a language are offered it."""

    course: CoursePage
    lessons: list[LessonPage]
    languages: list[str]


def offers_in(language: str) -> list[Offer]:
    """Those in the language itself first; three queries."""
    courses = CoursePage.objects.live().defer("about", "topics", "you_said").by_key()
    lessons: dict[UUID, list[LessonPage]] = {}
    places = {page.path: key for key, versions in courses.items() for page in versions.values()}
    for versions in LessonPage.objects.live().as_steps().standing_in(places).by_key().values():
        lesson = nearest_of(versions, language)
        lessons.setdefault(places[lesson.path[: -lesson.steplen]], []).append(lesson)
    offers = [Offer(nearest_of(versions, language), lessons.get(key, []), sorted(versions)) for key, versions in courses.items()]
    give_programmes([offer.course for offer in offers])
    return sorted(offers, key=lambda offer: (offer.course.language != language, offer.course.programme.pk))


def give_programmes(courses: list[CoursePage]) -> None:
    """Tell the courses their programme pages; one query for all."""
    paths = [course.path[: -course.steplen] for course in courses]
    pages = {page.path: page for page in ProgrammePage.objects.select_related("programme").filter(path__in=paths)}
    for course, path in zip(courses, paths, strict=True):
        course.programme_page = pages[path]


def steps_of(lessons: list[LessonPage]) -> list[Step]:
    return [Step(lesson, number) for number, lesson in enumerate(lessons, start=1)]


def mark_done(ways: list[Way]) -> None:
    """Date what is finished, count what is answered, and say where to go on; two queries for any number of courses."""
    enrolments = [way.enrolment for way in ways]
    completions = LessonCompletion.objects.filter(enrolment__in=enrolments)
    completed = {(one, lesson): day for one, lesson, day in completions.values_list("enrolment", "lesson_key", "completed_at")}
    answers = Attempt.objects.filter(enrolment__in=enrolments).exclude(response=None).values("enrolment", "lesson_key")
    answered = {(row["enrolment"], row["lesson_key"]): row["blocks"] for row in answers.annotate(blocks=Count("block_id", distinct=True))}
    for way in ways:
        for step in way.steps:
            key = (way.enrolment.pk, step.lesson.translation_key)
            step.completed_at, step.answered = completed.get(key), answered.get(key, 0)
        mark_next(way)


def mark_next(way: Way) -> None:
    """The lesson last opened, if it is not done; else the first that is not."""
    open_steps = [step for step in way.steps if not step.completed_at]
    last = [step for step in open_steps if step.lesson.translation_key == way.enrolment.last_lesson_key]
    for step in (last or open_steps)[:1]:
        step.is_next = True


def enrolment_in(course: CoursePage, *, learner: Learner | None) -> Enrolment | None:
    return Enrolment.objects.visible_to(learner).filter(course_key=course.translation_key).first()
