"""What people are told of lessons and their courses: that they facilitate one, that a mistake was reported, and what became of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from hub import notices
from hub.notices import Part, Told
from learning.actions.facilitators import NAMED
from learning.actions.mistakes import REPORTED, SETTLED
from learning.dialogue import as_key
from learning.models import CoursePage, Facilitator, LessonPage, Mistake


def key_of(about: str) -> str:
    return about.partition(":")[2]


def named(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as they are."""
    found = Facilitator.objects.filter(user=user, pk__in=map(key_of, abouts))
    courses = titles(CoursePage, {one.course_key for one in found})
    return {
        f"facilitator:{one.pk}": Told(
            _("You facilitate a course now: %(title)s") % {"title": courses[one.course_key]}, reverse("learning:facilitating")
        )
        for one in found
        if one.course_key in courses
    }


def reported(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """To those who may change the lesson, as long as a report is open."""
    keys = [key for about in abouts if (key := as_key(key_of(about)))]
    open_in = set(Mistake.objects.visible_to(user).open().filter(lesson_key__in=keys).values_list("lesson_key", flat=True))
    text, address = _("Somebody has reported a mistake in a lesson: %(title)s"), reverse("learning:mistakes")
    return {f"lesson:{key}": Told(text % {"title": title}, address) for key, title in titles(LessonPage, open_in).items()}


def settled(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    found = list(Mistake.objects.reported_by(user).exclude(state=Mistake.State.OPEN).filter(pk__in=map(key_of, abouts)))
    lessons = titles(LessonPage, {one.lesson_key for one in found})
    text = _("There is an answer to the mistake that you reported in %(title)s")
    return {
        f"mistake:{one.pk}": Told(text % {"title": lessons[one.lesson_key]}, reverse("learning:my_mistakes"))
        for one in found
        if one.lesson_key in lessons
    }


def titles(model, keys: set) -> dict:
    """In the reader's language, or the nearest; one query, none for nothing."""
    pages = model.objects.filter(translation_key__in=keys).only("title", "translation_key", "locale__language_code") if keys else None
    return {page.translation_key: page.title for page in pages.in_nearest(get_language())} if keys else {}


notices.register(NAMED, Part.LEARNING, label=gettext_lazy("I am named as facilitator of a course"), tell=named)
notices.register(REPORTED, Part.LEARNING, label=gettext_lazy("Somebody has reported a mistake in a lesson that I may change"), tell=reported)
notices.register(SETTLED, Part.LEARNING, label=gettext_lazy("A mistake that I reported has been looked at"), tell=settled)
