"""Discussions on pages of their own, and what is said in them. A page's script sends the same forms, and is answered in JSON."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import discussions as actions
from entrepreneurs.discussing import Place, place_named
from entrepreneurs.forms.discussions import AnswerForm, ChangeContributionForm, ContributionForm
from entrepreneurs.models import Contribution
from entrepreneurs.threads import contribution_as_json
from entrepreneurs.views.conversations import number
from hub.forms import wants_json


def place_for(request, name: str) -> Place:
    place = place_named(name)
    if place is None or not place.readable_by(request.user):
        raise Http404
    return place


def found_for(request, pk: int) -> tuple[Contribution, Place]:
    """What the reader reads in a place that they read."""
    place = place_for(request, get_object_or_404(Contribution.objects.values_list("place", flat=True), pk=pk))
    return get_object_or_404(Contribution.objects.visible_to(request.user, place).select_related("author"), pk=pk), place


def mine(request, pk: int) -> tuple[Contribution, Place]:
    said, place = found_for(request, pk)
    if said.author_id != request.user.pk or said.deleted_at:
        raise Http404
    return said, place


@login_required
@never_cache
def discussion(request, place):
    """The newest, or those before a number."""
    return show(request, place_for(request, place), before=number(request.GET.get("before")))


@login_required
@never_cache
def thread(request, pk):
    said, place = found_for(request, pk)
    return show(request, place, only=said.thread_id)


def show(request, place: Place, *, status: int = 200, **shown):
    return render(request, "entrepreneurs/discussions/page.html", {"place": place, **shown}, status=status)


@login_required
@require_POST
def contribute(request, place):
    place = place_for(request, place)
    form = ContributionForm(request.POST, place=place)
    if form.perform(actions.contribute, place, author=request.user):
        return accepted(request, form.result, place, address=f"{place.url}#contribution-{form.result.pk}")
    return refused(request, form, place)


@login_required
@require_POST
def answer(request, pk):
    """Say something in a thread. One that has gone meanwhile is told so, with what was written still in the box."""
    said, place = found_for(request, pk)
    form = AnswerForm(request.POST, auto_id=f"answer-{said.thread_id}-%s")
    if form.perform(actions.answer, place, author=request.user, to=said):
        return accepted(request, form.result, place, address=form.result.get_absolute_url())
    return refused(request, form, place, only=said.thread_id)


def accepted(request, said: Contribution, place: Place, *, address: str):
    if wants_json(request):
        return JsonResponse(contribution_as_json(said, facilitators=place.facilitators()))
    return redirect(address)


def refused(request, form, place: Place, **shown):
    if wants_json(request):
        return JsonResponse({"message": " ".join(text for texts in form.errors.values() for text in texts)}, status=422)
    form.data = form.data.copy()
    form.data["client_id"] = form.data.get("client_id") or str(uuid4())
    return show(request, place, form=form, status=422, **shown)


@login_required
def change(request, pk):
    said, place = mine(request, pk)
    written = {"title": said.title, "body": said.body}
    form = ChangeContributionForm(request.POST or None, initial=written, has_title=bool(said.title))
    if request.method == "POST" and form.perform(actions.change, said, by=request.user):
        return redirect(said)
    return render(request, "entrepreneurs/discussions/change.html", {"said": said, "place": place, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def take_back(request, pk):
    said, place = mine(request, pk)
    actions.take_back(said, by=request.user)
    return redirect(place.url)


@login_required
def remove(request, pk):
    """Asked once more, for those who moderate the place."""
    said, place = found_for(request, pk)
    if said.deleted_at or not place.moderated_by(request.user):
        raise Http404
    if request.method == "POST":
        actions.remove(said, place=place, by=request.user)
        return redirect(place.url)
    return render(request, "entrepreneurs/discussions/remove.html", {"said": said, "place": place})
