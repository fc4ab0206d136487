"""Handing in a practice task, and the dialogue about it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hub import notices
from learning import advisers, guests, turns
from learning.actions import submissions as actions
from learning.activities.base import MOST_TEXT
from learning.advice import name_lessons
from learning.forms.advising import HandInForm, SubmissionCommentForm
from learning.models import Submission
from learning.progress import enrolment_in, tasks_of
from learning.views.answers import lesson_to_answer


@login_required
@never_cache
def hand_in(request, lesson_key, block_id):
    """What stands in the lesson, to be looked over and handed in; what was handed in before has a page of its own, with the next version."""
    lesson = lesson_to_answer(request, lesson_key)
    activity = lesson.activity(block_id)
    if activity is None or activity[0].name != "practice":
        raise Http404
    learner, _token = guests.ensure(request)
    comes_along = request.POST.get("text")  # what stands in the lesson's form, where that sends here
    sent = request.POST if request.method == "POST" and comes_along is None else None
    form = HandInForm(sent, initial={"body": written_before(lesson, learner, block_id) if comes_along is None else comes_along[:MOST_TEXT]})
    if sent and form.perform(actions.hand_in, lesson, learner=learner, block_id=block_id):
        messages.success(request, _("Handed in. Your adviser is told."))
        return redirect(form.result)
    known = Submission.objects.owned_by(request.user).filter(lesson_key=lesson_key, block_id=block_id).first()
    context = {"lesson": lesson, "block_id": block_id, "form": form, "readers": names(request.user), "known": known}
    return render(request, "learning/advising/hand_in.html", context, status=422 if form.errors else 200)


def names(learner) -> str:
    """Of those who read what they hand in."""
    return ", ".join(user.shown_name for user in advisers.reading(learner))


def written_before(lesson, learner, block_id: str) -> str:
    task = tasks_of(lesson, enrolment=enrolment_in(lesson.course, learner=learner))[block_id]
    return (task.response or {}).get("text", "")


def readable(request, pk) -> Submission:
    return get_object_or_404(Submission.objects.visible_to(request.user).with_people(), pk=pk)


@login_required
@never_cache
def submission(request, pk):
    found = readable(request, pk)
    for kind in ("submission_new", "submission_said"):
        notices.close(request.user, kind, about=actions.about(found))
    return show(request, found, SubmissionCommentForm())


def show(request, found: Submission, form, *, version: HandInForm | None = None):
    is_mine, told = found.user == request.user, turns.turns(found, reader=request.user)
    last = told[-1].version
    feed, seq = turns.followed_in(found, reader=request.user)
    context = {
        "submission": name_lessons([found])[0],
        "turns": told,
        "form": form,
        "version": (version or HandInForm(initial={"body": last.body, "language": last.language}, prefix="version")) if is_mine else None,
        "is_mine": is_mine,
        "readers": names(request.user) if is_mine else "",
        "feed": feed,
        "seq": seq,
    }
    return render(request, "learning/advising/submission.html", context, status=422 if form.errors or (version and version.errors) else 200)


@login_required
@require_POST
def new_version(request, pk):
    """Also in the lesson, as long as that is there."""
    found = get_object_or_404(Submission.objects.owned_by(request.user).with_people(), pk=pk)
    form = HandInForm(request.POST, prefix="version")
    lesson = name_lessons([found])[0].lesson
    if lesson and lesson.activity(found.block_id):
        done = form.perform(actions.hand_in, lesson, learner=found.enrolment.learner, block_id=found.block_id)
    else:
        done = form.perform(actions.add_version, found, by=request.user)
    if done:
        messages.success(request, _("Handed in. Your adviser is told."))
        return redirect(f"{found.get_absolute_url()}#now")
    return show(request, found, SubmissionCommentForm(), version=form)


@login_required
@require_POST
def comment(request, pk):
    found = readable(request, pk)
    form = SubmissionCommentForm(request.POST)
    if form.perform(actions.comment, found, by=request.user):
        return redirect(form.result)
    return show(request, found, form)


@login_required
@require_POST
def take_back(request, pk):
    found = get_object_or_404(Submission.objects.owned_by(request.user).with_people(), pk=pk)
    actions.take_back(found)
    messages.success(request, _("Taken back. Your adviser cannot open it any more; you keep all of it."))
    return redirect(found)
