"""Answers by HTTP: from a plain form, or from the page's script, which keeps them until they are acknowledged."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hub import languages
from hub.forms import wants_json
from learning import guests
from learning.actions import answers as actions
from learning.actions.progress import read_lesson
from learning.models import LessonPage
from learning.progress import Task, enrolment_in, tasks_of, way_through
from learning.templatetags.learning import render_task


def lesson_to_answer(request, lesson_key: UUID) -> LessonPage:
    """The lesson in the address's language, or the nearest; unpublished ones for those alone who are in the course."""
    versions = {page.language: page for page in LessonPage.objects.filter(translation_key=lesson_key).select_related("locale")}
    live = {language for language, page in versions.items() if page.live}
    language = languages.nearest(get_language(), live or set(versions))
    lesson = versions.get(language)
    if lesson is None or not (live or enrolment_in(lesson.course, learner=request.learner)):
        raise Http404
    return lesson


@require_POST
def answer(request, lesson_key, block_id):
    """Save what was given; with `check` in the form, judge it too. Without a script it leads back to the task."""
    lesson = lesson_to_answer(request, lesson_key)
    learner, token = guests.ensure(request)
    try:
        attempt = save(request, lesson=lesson, block_id=block_id, learner=learner)
        response = answered(request, lesson=lesson, attempt=attempt, learner=learner)
    except actions.StaleAnswer as refusal:
        response = refused(request, refusal, lesson=lesson, block_id=block_id, learner=learner, status=409)
    except ValidationError as refusal:
        response = refused(request, refusal, lesson=lesson, block_id=block_id, learner=learner, status=422)
    guests.remember(response, token)
    return response


def save(request, *, lesson: LessonPage, block_id: str, learner):
    activity, value = actions.find_activity(lesson, block_id)
    attempt = actions.save_answer(
        lesson,
        learner=learner,
        block_id=block_id,
        response=activity.read(request.POST, value),
        sent=actions.Sent(
            attempt_id=as_uuid(request.POST.get("attempt")),
            revision=as_revision(request.POST.get("revision")),
            base=as_revision(request.POST.get("base")),
            source=request.POST.get("source", "")[:36],
        ),
    )
    return actions.check_answer(attempt, activity=activity) if "check" in request.POST else attempt


def answered(request, *, lesson, attempt, learner):
    if not wants_json(request):
        return redirect(f"{lesson.get_url(request)}#task-{attempt.block_id}")
    return JsonResponse(task_state(request, lesson=lesson, attempt=attempt, learner=learner))


def task_state(request, *, lesson, attempt, learner) -> dict:
    """What the page's script needs to know after an answer: `html` replaces the task once it is checked."""
    enrolment = attempt.enrolment
    state = {
        "learner": learner.pk,
        "token": get_token(request),
        "attempt": str(attempt.pk),
        "revision": attempt.revision,
        "is_lesson_done": enrolment.completions.filter(lesson_key=lesson.translation_key).exists(),
    }
    if enrolment.completed_at:
        state["finished_address"] = reverse("learning:finished", args=[enrolment.course_key])
    if attempt.checked_at:
        task = tasks_of(lesson, enrolment=enrolment)[attempt.block_id]
        state["html"] = render_task(request, lesson=lesson, task=task)
    return state


def refused(request, refusal: ValidationError, *, lesson, block_id, learner, status):
    """Why not, by the task it concerns, with what was written still in the box."""
    message = " ".join(refusal.messages)
    if wants_json(request):
        newer = getattr(refusal, "attempt", None)
        facts = {"message": message, "learner": learner.pk, "token": get_token(request)}
        if newer:
            facts |= {"attempt": str(newer.pk), "revision": newer.revision, "is_checked": bool(newer.checked_at)}
        return JsonResponse(facts, status=status)
    task = tasks_of(lesson, enrolment=enrolment_in(lesson.course, learner=learner)).get(block_id)
    if task is None:
        raise Http404
    task.error, task.given = message, given(request, task)
    request.is_preview = False
    return render(request, lesson.get_template(request), lesson.get_context(request) | {"refused": task}, status=status)


def given(request, task: Task):
    """What was written, as far as the form can show it again."""
    try:
        return task.kind.read(request.POST, task.value)
    except ValidationError:
        text = request.POST.get("text", request.POST.get("number"))
        return None if text is None else {"text": text, "number": text}


@require_GET
@never_cache
def state(request, lesson_key):
    """Who is answering, and a token to answer with: what a page that all visitors share fetches before it is used."""
    learner = request.learner
    return JsonResponse({"learner": learner.pk if learner else None, "token": get_token(request), "is_forgotten": guests.is_forgotten(request)})


@require_POST
def read(request, lesson_key):
    """A lesson that asks nothing is finished by saying so."""
    lesson = lesson_to_answer(request, lesson_key)
    learner, token = guests.ensure(request)
    read_lesson(lesson, learner=learner)
    way = way_through(lesson.course, enrolment=enrolment_in(lesson.course, learner=learner))
    response = redirect(way.next.lesson.get_url(request) if way.next else lesson.course.get_url(request))
    guests.remember(response, token)
    return response


def as_uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValidationError(_("This answer could not be read. Load the page again and send it once more.")) from None


def as_revision(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > 2**31 - 1:
        raise ValidationError(_("This answer could not be read. Load the page again and send it once more."))
    return int(text)
