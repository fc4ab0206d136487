"""Whom somebody could meet, and why."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from entrepreneurs.actions import matches as actions
from entrepreneurs.matching import Matching, dismissed_by
from entrepreneurs.models import Dismissal, Profile, User
from hub.pagecache import for_all_visitors


@login_required
@never_cache
def matches(request):
    found = Matching(request.user)
    context = {"matching": found, "suggestions": found.suggestions(), "put_off": dismissed_by(request.user)}
    return render(request, "people/matches.html", context)


def how(request):
    """For everybody: from what suggestions are made, and from what they never are."""
    return for_all_visitors(request, render(request, "people/how.html"))


def suggested(request, pk) -> User:
    others = Profile.objects.visible_to(request.user).listed().exclude(user=request.user).select_related("user")
    return get_object_or_404(others, pk=pk).user


@login_required
@require_POST
def dismiss(request, pk):
    person = suggested(request, pk)
    actions.dismiss(request.user, person=person)
    messages.success(request, _("%(name)s is not suggested to you for ninety days. You can take that back below.") % {"name": person.shown_name})
    return redirect("people:matches")


@login_required
@require_POST
def bring_back(request, pk):
    """Also of somebody who is not shown any more: what one has said oneself can be taken back."""
    found = Dismissal.objects.filter(user=request.user, person=pk).select_related("person").first()
    actions.bring_back(request.user, person=found.person if found else suggested(request, pk))
    return redirect("people:matches")
