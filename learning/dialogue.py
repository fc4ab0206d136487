"""The conversation of a lesson, one for all its languages: which lessons have one, who reads it, who speaks, and what waits for an answer there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext_lazy

from entrepreneurs import discussing
from entrepreneurs.models import Block, Contribution, User
from learning.models import CoursePage, Enrolment, Facilitator, LessonPage

REFLECTION = "reflection"


class LessonPlace(discussing.Place):
    """A live lesson, unless its course has none of this. Whoever has an account reads, and speaks once they are in the course."""

    kind = "lesson"
    kinds = {REFLECTION: gettext_lazy("A reflection"), discussing.QUESTION: gettext_lazy("A question")}
    heading = gettext_lazy("Talk about this lesson")
    readers = gettext_lazy("Everybody who has an account can read it, in every language of the lesson. Those who take the course can write.")
    invitation = gettext_lazy("To write here, begin the course: answer a task, or choose your pace on the page of the course.")

    def __init__(self, lesson: LessonPage, *, course: CoursePage, enrolment: Enrolment | None = None):
        self.lesson, self.course, self.enrolment = lesson, course, enrolment
        self.key, self.title, self.language = str(lesson.translation_key), lesson.title, lesson.language

    @classmethod
    def found(cls, keys: Iterable[str]) -> dict[str, LessonPlace]:
        """Those that are live, in the reader's language or the nearest; two queries."""
        lessons = LessonPage.objects.live().filter(translation_key__in=filter(None, map(as_key, keys))).as_steps().in_nearest(get_language())
        return {place.key: place for place in places_of(lessons)}

    @property
    def url(self) -> str:
        return self.lesson.get_url()

    def readable_by(self, user) -> bool:
        return user.is_authenticated

    def speakable_by(self, user) -> bool:
        return self.is_enrolled(user) or user.pk in self.facilitators() or self.moderated_by(user)

    def is_enrolled(self, user) -> bool:
        """No query for the learner whose page it is."""
        if self.enrolment:
            return True
        return Enrolment.objects.filter(learner__user=user, course_key=self.course.translation_key).exists()

    def facilitators(self) -> set[int]:
        return set(self.guides)

    @cached_property
    def guides(self) -> set[int]:
        return set(Facilitator.objects.of(self.course.translation_key).values_list("user", flat=True))


discussing.register(LessonPlace)


def as_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def places_of(lessons: list[LessonPage]) -> list[LessonPlace]:
    """The conversations of these lessons; one query, for their courses."""
    paths = {lesson.path[: -lesson.steplen] for lesson in lessons}
    courses = CoursePage.objects.live().filter(path__in=paths, has_dialogue=True).only("path", "translation_key", "has_dialogue") if paths else ()
    by_path = {course.path: course for course in courses}
    found = [(lesson, by_path.get(lesson.path[: -lesson.steplen])) for lesson in lessons]
    return [LessonPlace(lesson, course=course) for lesson, course in found if course]


def facilitated_by(user: User) -> list[LessonPlace]:
    """The conversations of all lessons of the courses that `user` facilitates; three queries."""
    keys = Facilitator.objects.filter(user=user).values("course_key")
    paths = list(CoursePage.objects.live().filter(translation_key__in=keys).values_list("path", flat=True))
    return places_of(LessonPage.objects.live().as_steps().standing_in(paths).in_nearest(get_language())) if paths else []


def unanswered(user: User, places: Iterable[LessonPlace]) -> list[tuple[Contribution, LessonPlace]]:
    """The questions there that nobody but their author has answered, the oldest first, with their places; two queries."""
    by_name = {place.name: place for place in places}
    answers = Contribution.objects.standing().filter(answers_to=OuterRef("pk")).exclude(author=OuterRef("author"))
    asked = Contribution.objects.standing().threads().filter(place__in=by_name, kind=discussing.QUESTION).exclude(author=user)
    found = asked.exclude(Exists(answers)).exclude(author__in=Block.objects.hidden_from(user)).select_related("author").order_by("pk")
    return [(said, by_name[said.place]) for said in found]
