"""What those who tried a practice say of it: read, said, withdrawn, and taken away by moderators."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.forms.conversations import AdultForm
from entrepreneurs.views.connections import is_adult_now
from hub.pagecache import for_all_visitors
from learning.actions import endorsements as actions
from learning.forms.endorsements import EndorsementForm, RemoveForm
from learning.models import Endorsement, Practice

ON_ITS_PAGE = 10  # those that came last; all of them stand on pages of their own
A_PAGE = 24


def endorsements(request, pk):
    """All that is said of one, the newest first."""
    found = get_object_or_404(Practice.objects.visible_to(request.user).with_words(), pk=pk)
    page = Paginator(found.endorsements.visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"practice": found, "page_of": page, "canonical": request.path if found.is_listed else "", "is_hidden": not found.is_listed}
    response = render(request, "learning/practices/endorsements.html", context)
    return for_all_visitors(request, response) if found.is_listed else response


def beside(practice: Practice, user) -> dict:
    """What the practice's own page shows of it: the newest, and whether there are more. A query, and another for whoever is signed in."""
    found = list(practice.endorsements.visible_to(user)[: ON_ITS_PAGE + 1])
    has_said = any(said.author_id == user.pk for said in found)
    return {"endorsements": found[:ON_ITS_PAGE], "has_more_endorsements": len(found) > ON_ITS_PAGE, "has_said": has_said}


@login_required
@never_cache
def endorse(request, pk):
    found = get_object_or_404(Practice.objects.listed().with_words(), pk=pk)
    data = [request.POST] if request.method == "POST" else []
    adult = None if request.user.said_adult_at else AdultForm(*data)
    form = EndorsementForm(*data, user=request.user)
    if data and is_adult_now(request, adult) and form.perform(actions.endorse, found, user=request.user):
        messages.success(request, _("Thank you. Your words stand on the page of the practice, and those who write it are told."))
        return redirect(f"{found.get_absolute_url()}#tried")
    context = {"practice": found, "form": form, "adult": adult, "said": found.endorsements.of(request.user).select_related("organisation").first()}
    context["is_theirs"] = Practice.objects.editable_by(request.user).filter(pk=pk).exists()
    return render(request, "learning/practices/endorse.html", context, status=422 if data else 200)


@login_required
@require_POST
def withdraw_endorsement(request, pk, endorsement):
    found = get_object_or_404(Endorsement.objects.of(request.user).select_related("practice"), pk=endorsement, practice=pk)
    actions.withdraw(found)
    messages.success(request, _("Withdrawn: your words are gone."))
    return redirect(found.practice if found.practice.is_listed else "learning:practices")


@login_required
@never_cache
def remove_endorsement(request, pk, endorsement):
    """By moderators, with a reason."""
    found = get_object_or_404(Endorsement.objects.removable_by(request.user), pk=endorsement, practice=pk)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.remove, found):
        messages.success(request, _("It is taken away, and whoever wrote it is told why."))
        return redirect(found.practice)
    return render(request, "learning/practices/remove.html", {"form": form, "said": found}, status=422 if form.errors else 200)
