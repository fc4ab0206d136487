"""What came of lessons: answers to practice tasks and reflections, lessons and courses finished. One lesson, whatever languages it is read in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from html import unescape
from uuid import UUID

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.words import Words
from hub import entrecomp
from learning.models import Attempt, CoursePage, Enrolment, LessonCompletion, LessonPage
from learning.portfolio.base import Part, Piece, Source, uuids

KINDS = {"practice": gettext_lazy("Practice task"), "reflection": gettext_lazy("Reflection")}


def lessons_by_key(keys: Collection[UUID], *, with_body: bool = False) -> dict[UUID, LessonPage]:
    """The live lessons in the reader's language or the nearest: one query, without what is long; two, with what is asked in them."""
    short = (
        LessonPage.objects.live()
        .filter(translation_key__in=keys)
        .only("title", "skill", "competences", "url_path", "path", "translation_key", "locale__language_code")
    )
    found = {page.translation_key: page for page in short.in_nearest(get_language())} if keys else {}
    if with_body and found:
        whole = LessonPage.objects.filter(pk__in=[page.pk for page in found.values()]).select_related("locale")
        found = {page.translation_key: page for page in whole}
    return found


def competences_of(*lessons: LessonPage | None) -> tuple[str, ...]:
    """What the lessons say that they exercise, in the order of EntreComp."""
    named = {block.value for lesson in lessons if lesson for block in lesson.competences}
    return tuple(key for key in entrecomp.COMPETENCES if key in named)


def titled(page: LessonPage | CoursePage | None) -> Words:
    return Words(page.title, page.language) if page else Words(_("A lesson that has been taken down"), get_language())


def asked_in(lesson: LessonPage | None, block_id: str) -> Words | None:
    """What the task was, in plain text; nothing of one that is not in the lesson any more."""
    found = lesson and lesson.activity(block_id)
    if not found:
        return None
    kind, value = found
    text = value["prompt"] if kind.name == "reflection" else unescape(strip_tags(value["task"].source.replace("><", "> <")))
    return Words(" ".join(text.split()), lesson.language)


class Answers(Source):
    """The newest answer to each task; a key is the lesson's and the task's, which all languages share."""

    name = "answer"
    place = 1
    title = gettext_lazy("Practice tasks and reflections")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        attempts = Attempt.objects.filter(enrolment__learner__user=owner, kind__in=KINDS).exclude(response=None)
        if keys is not None:
            attempts = attempts.filter(lesson_key__in=uuids([key.partition(":")[0] for key in keys]))
        newest = {f"{one.lesson_key}:{one.block_id}": one for one in attempts.order_by("number")}
        chosen = {key: one for key, one in newest.items() if keys is None or key in keys}
        lessons = lessons_by_key({one.lesson_key for one in chosen.values()}, with_body=keys is not None)
        for key, one in sorted(chosen.items(), key=lambda pair: pair[1].saved_at, reverse=True):
            yield self.piece(key, one, lessons.get(one.lesson_key), with_task=keys is not None)

    def piece(self, key: str, attempt: Attempt, lesson: LessonPage | None, *, with_task: bool) -> Piece:
        return Piece(
            key=key,
            kind=str(KINDS[attempt.kind]),
            title=titled(lesson),
            made_at=attempt.saved_at,
            about=asked_in(lesson, attempt.block_id) if with_task else None,
            parts=(Part(attempt.response.get("text", ""), attempt.language),),
            address=f"{lesson.url}#task-{attempt.block_id}" if lesson else "",
            competences=competences_of(lesson),
        )


class LessonsFinished(Source):
    name = "lesson"
    place = 3
    title = gettext_lazy("Lessons finished")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        done = LessonCompletion.objects.filter(enrolment__learner__user=owner).order_by("-completed_at", "-pk")
        done = done if keys is None else done.filter(lesson_key__in=uuids(keys))
        found = list(done)
        lessons = lessons_by_key({one.lesson_key for one in found})
        return (self.piece(one, lessons[one.lesson_key]) for one in found if one.lesson_key in lessons)

    def piece(self, one: LessonCompletion, lesson: LessonPage) -> Piece:
        facts = {"address": lesson.url, "competences": competences_of(lesson)}
        learnt = Part(lesson.skill, lesson.language, _("What the lesson is for"))
        return Piece(str(one.lesson_key), _("Lesson finished"), titled(lesson), one.completed_at, parts=(learnt,), **facts)


class CoursesFinished(Source):
    name = "course"
    place = 4
    title = gettext_lazy("Courses finished")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        finished = Enrolment.objects.filter(learner__user=owner).finished().order_by("-completed_at", "-pk")
        finished = finished if keys is None else finished.filter(course_key__in=uuids(keys))
        found = list(finished.prefetch_related("completions"))
        courses = CoursePage.objects.live().defer("about", "topics", "you_said").filter(translation_key__in=[one.course_key for one in found])
        courses = {page.translation_key: page for page in courses.in_nearest(get_language())} if found else {}
        lessons = lessons_by_key({done.lesson_key for one in found for done in one.completions.all()})
        return (self.piece(one, courses[one.course_key], lessons, is_theirs=owner == reader) for one in found if one.course_key in courses)

    def piece(self, one: Enrolment, course: CoursePage, lessons: dict[UUID, LessonPage], *, is_theirs: bool) -> Piece:
        done = [lessons[row.lesson_key] for row in one.completions.all() if row.lesson_key in lessons]
        parts = [Part(lesson.title, lesson.language, "" if number else _("Lessons")) for number, lesson in enumerate(done)]
        address = reverse("learning:finished", args=[one.course_key]) if is_theirs else course.url
        return Piece(
            key=str(one.course_key),
            kind=_("Course finished"),
            title=titled(course),
            made_at=one.completed_at,
            about=Words(course.lead, course.language),
            parts=tuple(parts),
            address=address,
            competences=competences_of(*done),
        )


def answer_key(lesson_key: UUID, block_id: str) -> str:
    return f"{lesson_key}:{block_id}"


def is_answer(kind: str) -> bool:
    """Whether answers to such a task can be kept."""
    return kind in KINDS
