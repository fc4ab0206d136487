"""The desk of those who advise: everybody whom they follow, and what is due; being away; bringing some of them together."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.models import User
from events.actions.absences import come_back
from events.models import Event, Reach
from learning.actions import absences
from learning.actions.supervision import bring_together
from learning.advice import AdviceDesk
from learning.forms.advising import AbsenceForm, TogetherForm
from learning.models import Advising


def advises(request) -> None:
    if not request.user.has_perm("entrepreneurs.advise"):
        raise Http404


@login_required
@never_cache
def desk(request):
    advises(request)
    return render(request, "learning/advising/desk.html", {"desk": AdviceDesk(request.user)})


@login_required
@never_cache
def away(request):
    advises(request)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.perform(absences.be_away, request.user):
        messages.success(request, _("Saved. You are not offered meanwhile, and those who wait for you are told."))
        return redirect("learning:advising_desk")
    context = {"form": form, "absences": AdviceDesk(request.user).absences}
    return render(request, "learning/advising/away.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def back(request, pk):
    come_back(get_object_or_404(request.user.absences, pk=pk))
    return redirect("learning:advising_away")


@login_required
@never_cache
def together(request):
    """Group supervision, in one step."""
    advises(request)
    people = User.objects.filter(pk__in=Advising.objects.followed_by(request.user).values("learner")).order_by("name", "pk")
    events = Event.objects.hosted_by(request.user).filter(hosts__user=request.user, reach=Reach.INVITED, state="published").upcoming()
    form = TogetherForm(request.POST or None, people=people, events=events.prefetch_related("texts"), zone=request.user.time_zone)
    if request.method == "POST" and form.perform(bring_together, request.user):
        messages.success(request, _("They are invited."))
        return redirect(reverse("events:event", args=[form.result.pk]))
    context = {"form": form, "has_anybody": people.exists()}
    return render(request, "learning/advising/together.html", context, status=422 if form.errors else 200)
