"""The conversation of a lesson, and those who facilitate its course, in templates."""

from __future__ import annotations

from django import template

from learning.dialogue import LessonPlace
from learning.models import CoursePage, Facilitator, LessonPage

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_place(context, lesson: LessonPage, way) -> LessonPlace | None:
    """Where somebody who is signed in talks about a lesson; None for visitors, whose pages are the same for all, and for drafts. No query."""
    request = context["request"]
    if request.is_preview or not lesson.live or not request.user.is_authenticated:
        return None
    return LessonPlace(lesson, course=lesson.course, enrolment=way.enrolment)


@register.simple_tag(takes_context=True)
def facilitators_of(context, course: CoursePage) -> list[Facilitator]:
    """Those whom the reader may know; visitors, whose page is the same for all, those who are shown to everybody. One query."""
    return list(Facilitator.objects.of(course.translation_key).shown_to(context["request"].user))
