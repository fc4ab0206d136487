"""Courses, lessons and progress in templates."""

from uuid import UUID, uuid4

from django import template
from django.db.models import Q
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from wagtail.models import Page

from entrepreneurs.models import Network, Profile
from entrepreneurs.models.networks import NetworkSubject
from events.models import Challenge, NetworkChallenge
from hub.models import Organisation, ProgrammePage, Topic
from hub.shared import shared
from learning import advisers, guests, methods
from learning.actions.progress import remember_place
from learning.models import CoursePage, LessonChallenge, LessonPage, Practice, Story, StoryConsent
from learning.portfolio.lessons import answer_key, is_answer
from learning.progress import Task, enrolment_in, give_programmes, give_readers, tasks_of, way_through, ways_through_all

register = template.Library()

NETWORKS = 6  # below a lesson


@register.simple_tag(takes_context=True)
def way(context, course: CoursePage):
    """The way through a course, as the request's learner has walked it."""
    learner = getattr(context["request"], "learner", None)
    return way_through(course, enrolment=enrolment_in(course, learner=learner))


@register.simple_tag(takes_context=True)
def tasks(context, lesson: LessonPage, way):
    """The lesson's tasks for the request's learner; a form that was refused stands in them as it was given."""
    if way.enrolment and not context["request"].is_preview:
        remember_place(way.enrolment, lesson=lesson)
    found = tasks_of(lesson, enrolment=way.enrolment)
    if not context["request"].is_preview:
        give_readers(found, lesson, user=context["request"].user)
    again = context["request"].GET.get("again")
    if again in found:
        found[again].wants_new = True
    if refused := context.get("refused"):
        refused.can_hand_in, refused.handed_in = found[refused.id].can_hand_in, found[refused.id].handed_in
        found[refused.id] = refused
    return found


@register.simple_tag(takes_context=True)
def activity(context, tasks, block, lesson: LessonPage):
    """One activity as a form, in the state that it is in."""
    task = tasks.get(block.id)
    return render_task(context["request"], lesson=lesson, task=task) if task else ""


def render_task(request, *, lesson: LessonPage, task) -> str:
    """A task's form. Only a page that belongs to one learner carries an attempt and a token. It takes nothing else from the request, because
    what the context processors add would be made again for each task.
    """
    is_personal = bool(request.COOKIES)
    context = {"task": task, "value": task.value, "lesson": lesson, "is_personal": is_personal, **task.shown}
    if request.user.is_authenticated and lesson.course:
        context["can_share"] = lesson.live and lesson.course.has_dialogue
    if is_personal:
        context |= {"attempt_id": task.open_attempt.pk if task.open_attempt else uuid4(), "csrf_token": get_token(request)}
        if is_answer(task.kind.name) and request.user.is_authenticated:
            context["keeps"] = answer_key(lesson.translation_key, task.id)
    return render_to_string(task.kind.template_name, context)


@register.simple_tag(takes_context=True)
def activity_preview(context, value):
    """An activity as learners will meet it, for the editor who chooses among its kinds."""
    return render_task(context["request"], lesson=LessonPage(), task=Task("preview", 1, 1, value.block, value))


@register.filter
def nth(items, place: int):
    return items[place]


@register.filter
def numbered(name, number: int) -> str:
    """As a row of a list is called: "Sale 2"."""
    return f"{name} {number}"


@register.filter
def position(way, lesson: LessonPage):
    return way.step(lesson.translation_key)


@register.simple_tag
def neighbours(way, lesson: LessonPage):
    """The lessons before and after; None at either end."""
    keys = [step.lesson.translation_key for step in way.steps]
    here = keys.index(lesson.translation_key) if lesson.translation_key in keys else 0
    return {
        "before": way.steps[here - 1] if here else None,
        "after": way.steps[here + 1] if here + 1 < len(way.steps) else None,
    }


@register.simple_tag(takes_context=True)
def ways(context, programme_page=None):
    """The ways through all courses, or those of a programme; those in the reader's language first."""
    found = ways_through_all(context["request"])
    return [way for way in found if programme_page is None or way.course.programme_page.programme_id == programme_page.programme_id]


@register.simple_tag(takes_context=True)
def programmes(context):
    """The programme pages in the reader's language."""
    request = context["request"]
    return shared(request, ("programmes", request.LANGUAGE_CODE), lambda: programmes_in(request.LANGUAGE_CODE))


def programmes_in(language: str) -> list[ProgrammePage]:
    pages = ProgrammePage.objects.live().filter(locale__language_code=language)
    return list(pages.select_related("programme").order_by("programme_id").defer("aims", "goals", "audience"))


@register.simple_tag(takes_context=True)
def goals(context, paths):
    """Where all `paths` of the page lead in the reader's language, by translation key; three queries however many."""
    request = context["request"]
    pages = [block.value["page"] for block in paths if block.value["page"]]
    return shared(request, ("goals", context["page"].pk), lambda: goals_of(pages, language=request.LANGUAGE_CODE))


def goals_of(pages: list[Page], *, language: str) -> dict[UUID, Page]:
    """The live pages in a language; a course knows its programme."""
    wanted = {"translation_key__in": [page.translation_key for page in pages], "locale__language_code": language}
    courses = list(CoursePage.objects.live().filter(**wanted).only("title", "url_path", "path", "translation_key"))
    give_programmes(courses)
    others = Page.objects.live().filter(**wanted).only("url_path", "translation_key")
    return {page.translation_key: page for page in [*others, *courses]}


@register.simple_tag(takes_context=True)
def path_to(context, page: Page | None):
    """Where a path leads in the reader's language; None where it leads to nothing that they can read."""
    if page is None:
        return None
    request, known = context["request"], context.get("goals")
    found = (goals_of([page], language=request.LANGUAGE_CODE) if known is None else known).get(page.translation_key)
    if found is None:
        return None
    is_course = isinstance(found, CoursePage)
    return {"url": found.get_url(request), "course": found.title if is_course else "", "key": found.programme.key if is_course else ""}


@register.simple_tag(takes_context=True)
def is_forgotten(context) -> bool:
    """Whether this browser brings the cookie of a guest who is known no more."""
    return guests.is_forgotten(context["request"])


@register.simple_tag(takes_context=True)
def lessons_for(context, challenge: Challenge) -> list[LessonPage]:
    """The live lessons that help with a challenge, or with one that has become part of it; each once, in the reader's language or the nearest."""
    keys = LessonChallenge.objects.filter(Q(challenge=challenge) | Q(challenge__merged_into=challenge)).values("lesson_key")
    return LessonPage.objects.live().filter(translation_key__in=keys).as_steps().in_nearest(context["request"].LANGUAGE_CODE)


@register.simple_tag
def challenges_of(lesson: LessonPage) -> list[Challenge]:
    """Those of the board that a lesson helps with; one that has become part of another is that other."""
    helped = LessonChallenge.objects.filter(lesson_key=lesson.translation_key)
    keys = Q(pk__in=helped.values("challenge")) | Q(pk__in=helped.values("challenge__merged_into"))
    return list(Challenge.objects.listed().filter(keys))


@register.simple_tag(takes_context=True)
def networks_for(context, lesson: LessonPage) -> list[Network]:
    """The networks about what its course meets, or that work on a challenge it helps with. Shared by all readers; one query, or two."""
    return shared(context["request"], ("networks_for", lesson.pk), lambda: networks_meeting(lesson))


def networks_meeting(lesson: LessonPage) -> list[Network]:
    topics = Topic.objects.filter(pk__in=[block["value"] for block in lesson.course.topics.raw_data]).values("slug")
    about = Network.objects.open().about(NetworkSubject.Kind.CHALLENGE, topics)
    helped = LessonChallenge.objects.filter(lesson_key=lesson.translation_key).values("challenge")
    working = NetworkChallenge.objects.filter(challenge__in=helped).values("network")
    return list(Network.objects.open().filter(Q(pk__in=about.values("pk")) | Q(pk__in=working)).prefetch_related("texts")[:NETWORKS])


@register.simple_tag
def minutes_of(content: dict) -> int | None:
    """How long a method takes in all."""
    return methods.all_minutes(content)


@register.filter
def criteria_rows(content: dict) -> list[dict]:
    """The criteria of an assessment, each description beside its level."""
    return [{"title": one["title"], "cells": list(zip(content["levels"], one["descriptions"], strict=True))} for one in content["criteria"]]


@register.simple_tag
def practices_of(organisation: Organisation) -> list[Practice]:
    """What an organisation tells of, as everybody sees it; the newest."""
    return list(Practice.objects.listed().filter(organisation=organisation).with_words()[:24])


@register.simple_tag
def stories_of(practice: Practice) -> list[Story]:
    """What those who did it tell of a practice, as everybody sees it today; a query, and one for their words."""
    return list(Story.objects.listed().filter(practice=practice).with_words()[:12])


@register.simple_tag
def is_told_of(user) -> bool:
    """Whether somebody is asked, or was, to agree to a story; a query."""
    return StoryConsent.objects.visible_to(user).exists()


@register.simple_tag(takes_context=True)
def can_be_asked(context, profile: Profile) -> bool:
    """Whether the reader can ask somebody to be their adviser; a query."""
    return advisers.offered_to(context["user"]).filter(pk=profile.pk).exists()
