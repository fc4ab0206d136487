"""Mistakes in lessons: reported by whoever reads, also without an account, and mended by those who may change the lesson."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hub.models import Notice
from hub.notices.actions import mark_read
from learning.actions import mistakes as actions
from learning.forms.dialogue import MistakeForm, SettleForm
from learning.lessonparts import parts_of
from learning.mistakes import of_reporter, with_lessons
from learning.models import LessonPage, Mistake

SETTLED_SHOWN = 30


@never_cache
def report_mistake(request, lesson_key):
    """Where it is, and what is wrong; `?at=` is the part of the lesson that they came from."""
    found = LessonPage.objects.live().filter(translation_key=lesson_key).in_nearest(get_language())
    if not found:
        raise Http404
    lesson, reporter = found[0], request.user if request.user.is_authenticated else None
    form = MistakeForm(request.POST or None, parts=parts_of(lesson), initial={"block_id": request.GET.get("at", "")})
    facts = {"reporter": reporter, "address": get_adapter(request).get_client_ip(request)}
    if request.method == "POST" and form.perform(actions.report_mistake, lesson, **facts):
        messages.success(request, _("Thank you. Those who write this lesson read it, and mend what is wrong."))
        return redirect("learning:my_mistakes") if reporter else redirect(lesson.get_url(request))
    return render(request, "learning/mistakes/report.html", {"lesson": lesson, "form": form}, status=422 if form.errors else 200)


def mark_seen(user, kind: str) -> None:
    """All notices of it: the page shows everything that they tell of."""
    mark_read(user, Notice.objects.visible_to(user).filter(kind=kind).unread())


@login_required
@never_cache
def my_mistakes(request):
    """What I have reported, and what became of it."""
    mark_seen(request.user, actions.SETTLED)
    return render(request, "learning/mistakes/mine.html", {"mistakes": of_reporter(request.user)})


@login_required
@never_cache
def mistakes(request):
    """For editors: what is open in the lessons that they may change, the oldest first, and what was settled last."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    mark_seen(request.user, actions.REPORTED)
    seen = Mistake.objects.visible_to(request.user)
    context = {"open": with_lessons(seen.open().order_by("pk")), "settled": with_lessons(seen.exclude(state=Mistake.State.OPEN)[:SETTLED_SHOWN])}
    return render(request, "learning/mistakes/list.html", context)


@login_required
@never_cache
def mistake(request, pk):
    """One of them; settling it, with a word to whoever reported it."""
    found = get_object_or_404(Mistake.objects.visible_to(request.user).select_related("reporter"), pk=pk)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.settle, found):
        messages.success(request, _("Settled."))
        return redirect("learning:mistakes")
    context = {"reported": with_lessons([found])[0], "mistake": found, "form": form}
    return render(request, "learning/mistakes/mistake.html", context, status=422 if form.errors else 200)
