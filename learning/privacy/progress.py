"""What learning keeps of those who learn: what they answered, and what they said of a course."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.blocks.list_block import ListValue

from hub import privacy
from hub.privacy.registry import Basis, Person
from learning import guests
from learning.models import Attempt, CourseFeedback, CoursePage, Enrolment, Learner, LessonCompletion, LessonPage
from learning.models.pages import nearest_of

UNTIL_ERASED = gettext_lazy("Until you erase it; a guest's, at the latest thirteen months after the last visit")
SECRET = gettext_lazy("A secret by which somebody could act as you")


def learners(person: Person):
    if person.user:
        return Learner.objects.filter(user=person.user)
    guest = person.as_guest(Learner)
    return Learner.objects.filter(pk=guest.pk) if guest else Learner.objects.none()


def of(model, path: str):
    """The rows of a model that belong to the person's learner."""
    return lambda person: model.objects.filter(**{f"{path}__in": learners(person)})


# What a row means


def nearest(pages, key, *, language: str):
    """The page with this translation key, in this language or the nearest; None if it is gone."""
    versions = {page.language: page for page in pages.filter(translation_key=key).select_related("locale")}
    return nearest_of(versions, language) if versions else None


def titled(pages, key) -> str:
    page = nearest(pages, key, language=get_language())
    return page.title if page else str(key)


def explain_enrolment(enrolment: Enrolment) -> dict[str, Any]:
    return {_("Course"): titled(CoursePage.objects.all(), enrolment.course_key)}


def explain_completion(completion: LessonCompletion) -> dict[str, Any]:
    return {_("Lesson"): titled(LessonPage.objects.all(), completion.lesson_key)}


def explain_feedback(feedback: CourseFeedback) -> dict[str, Any]:
    return explain_enrolment(feedback.enrolment)


def explain_attempt(attempt: Attempt) -> dict[str, Any]:
    lesson = nearest(LessonPage.objects.all(), attempt.lesson_key, language=attempt.language)
    activity = lesson.activity(attempt.block_id) if lesson else None
    if activity is None:
        return {_("Lesson"): lesson.title if lesson else str(attempt.lesson_key)}
    _kind, value = activity
    return {_("Lesson"): lesson.title, _("Task"): str(value.get("question") or value.get("title") or ""), _("Your answer"): in_words(attempt, value)}


def in_words(attempt: Attempt, value) -> Any:
    """The answer, with options by their words where it has them by their ids. For a pair, the first words are the left, the last the right."""
    words = {item.id: texts(item.value) for child in value.values() if isinstance(child, ListValue) for item in child.bound_blocks}
    found = []
    for given in (attempt.response or {}).values():
        if isinstance(given, dict):
            found += [f"{first(words, left)}: {last(words, right)}" for left, right in given.items()]
        else:
            found += [first(words, one) for one in (given if isinstance(given, list) else [given])]
    return found[0] if len(found) == 1 else found


def texts(value) -> list[str]:
    return [text for text in value.values() if isinstance(text, str)] if hasattr(value, "values") else [str(value)]


def first(words: dict[str, list[str]], id_) -> str:
    return next(iter(words.get(id_, [])), str(id_))


def last(words: dict[str, list[str]], id_) -> str:
    return next(reversed(words.get(id_, [])), str(id_))


privacy.register_guests(find=guests.guest_of, forget=lambda response: response.delete_cookie(guests.COOKIE))

privacy.register(
    Learner,
    purpose=gettext_lazy("So that your answers are yours, on every device or in this browser"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=learners,
    withheld={"token_hash": SECRET},
)
privacy.register(
    Enrolment,
    purpose=gettext_lazy("So that you can go on where you left off"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Enrolment, "learner"),
    explain=explain_enrolment,
)
privacy.register(
    Attempt,
    purpose=gettext_lazy("So that nothing that you have answered is lost"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Attempt, "enrolment__learner"),
    withheld={"criterion": gettext_lazy("The answer to the task: it belongs to the course, and would spoil it")},
    explain=explain_attempt,
)
privacy.register(
    LessonCompletion,
    purpose=gettext_lazy("So that you can show what you have finished"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(LessonCompletion, "enrolment__learner"),
    explain=explain_completion,
)
privacy.register(
    CourseFeedback,
    purpose=gettext_lazy("So that the course becomes better"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=of(CourseFeedback, "enrolment__learner"),
    explain=explain_feedback,
)
privacy.nothing_personal(
    "Courses and lessons, written for everybody to read",
    *("learning.CoursePage", "learning.LessonPage", "learning.LessonMeeting", "learning.LessonChallenge"),
)
