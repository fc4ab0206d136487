"""Who facilitates a course: named by coordinators, and what waits for those who do."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from learning import sharing
from learning.actions import facilitators as actions
from learning.dialogue import facilitated_by, unanswered
from learning.forms.dialogue import WAYS, FacilitatorForm
from learning.models import CoursePage, Facilitator
from learning.views.reports import may_read


def course_named(course_key) -> CoursePage:
    found = CoursePage.objects.filter(translation_key=course_key).in_nearest(get_language())
    if not found:
        raise Http404
    return found[0]


@may_read
@never_cache
def facilitators(request, course_key):
    """Who they are; naming somebody more, saying by what they do it, letting somebody go."""
    course = course_named(course_key)
    known = Facilitator.objects.of(course_key).select_related("user")
    people = sharing.reachable(request.user).exclude(pk__in=known.values("user"))
    form = FacilitatorForm(request.POST if "user" in request.POST else None, people=people)
    if "user" in request.POST and form.perform(actions.name_facilitator, course):
        return redirect("learning:facilitators", course_key=course_key)
    if request.method == "POST" and not form.is_bound:
        arrange(request, known)
        return redirect("learning:facilitators", course_key=course_key)
    context = {"course": course, "facilitators": known, "form": form, "ways": WAYS}
    return render(request, "learning/dialogue/facilitators.html", context, status=422 if form.errors else 200)


def arrange(request, known) -> None:
    number = request.POST.get("facilitator", "")
    facilitator = get_object_or_404(known, pk=number if number.isdigit() else 0)
    if "remove" in request.POST:
        actions.let_go(facilitator)
    elif request.POST.get("by", "") in {"", *Facilitator.By.values}:
        actions.say_by(facilitator, by=request.POST.get("by", ""))


@login_required
@never_cache
def facilitating(request):
    """Which courses I facilitate, and which questions in their lessons nobody has answered."""
    mine = list(Facilitator.objects.filter(user=request.user))
    courses = CoursePage.objects.live().filter(translation_key__in=[one.course_key for one in mine]).in_nearest(get_language()) if mine else []
    places = facilitated_by(request.user) if mine else []
    context = {"courses": courses, "places": places, "questions": unanswered(request.user, places) if places else []}
    return render(request, "learning/dialogue/facilitating.html", context)


@login_required
@require_POST
def step_down(request, course_key):
    actions.let_go(get_object_or_404(Facilitator.objects.filter(user=request.user), course_key=course_key))
    return redirect("learning:facilitating")
