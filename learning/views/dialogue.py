"""Sharing a reflection from a lesson's task in the lesson's conversation: never without being asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepreneurs.actions import discussions as actions
from entrepreneurs.discussing import place_named
from entrepreneurs.forms.discussions import ContributionForm
from learning.activities import ACTIVITIES
from learning.dialogue import REFLECTION
from learning.models import Attempt, LessonPage
from learning.progress import enrolment_in
from learning.views.answers import lesson_to_answer


@login_required
@never_cache
def share_reflection(request, lesson_key, block_id):
    """What was written there, to be read once more, changed and shared. The answer itself stays private, and as it is."""
    lesson = lesson_to_answer(request, lesson_key)
    place, written = place_named(f"lesson:{lesson_key}"), reflection_in(request, lesson, block_id)
    if place is None:
        raise Http404
    if written is None:
        messages.error(request, _("There is nothing saved to share yet. Save what you wrote first."))
        return redirect(f"{lesson.get_url(request)}#task-{block_id}")
    initial = {"kind": REFLECTION, "body": written.response.get("text", ""), "language": written.language}
    form = ContributionForm(request.POST or None, place=place, initial=initial)
    if request.method == "POST" and form.perform(actions.contribute, place, author=request.user):
        return redirect(f"{lesson.get_url(request)}#contribution-{form.result.pk}")
    context = {"lesson": lesson, "place": place, "form": form, "block_id": block_id}
    return render(request, "learning/dialogue/share.html", context, status=422 if form.errors else 200)


def reflection_in(request, lesson: LessonPage, block_id: str) -> Attempt | None:
    """The learner's newest answer to a reflection of the lesson; None before it is saved."""
    found = lesson.activity(block_id)
    if found is None or found[0].name != ACTIVITIES["reflection"].name:
        raise Http404
    enrolment = enrolment_in(lesson.course, learner=request.learner)
    attempts = enrolment.attempts.filter(lesson_key=lesson.translation_key) if enrolment else Attempt.objects.none()
    written = attempts.latest_by_block().get(block_id)
    return written if written and written.response else None
