"""What coordinators decide about organisations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from entrepreneurs.actions import memberships
from entrepreneurs.actions import organisations as actions
from entrepreneurs.forms.organisations import BringForm, DeclineForm, MergeForm
from entrepreneurs.models.organisations import decided_by
from entrepreneurs.views.organisations import drafts_of
from hub.models import Organisation

may_decide = permission_required("entrepreneurs.moderate", raise_exception=True)


@login_required
@may_decide
@never_cache
def waiting(request):
    """Those that ask to join, those that wait longest first."""
    found = Organisation.objects.waiting()
    return render(request, "organisations/waiting.html", {"organisations": found})


@login_required
@may_decide
@never_cache
def bring(request):
    """One that a coordinator knows: here at once, and whoever leads it is invited."""
    form = BringForm(request.POST or None)
    if request.method == "POST" and form.perform(memberships.bring, request.user):
        messages.success(request, _("It is here, and the invitation is on its way."))
        return redirect("organisations:desk", slug=form.result.slug)
    return render(request, "organisations/bring.html", {"form": form}, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
def decide(request, slug):
    """Verify it, or say what is missing; take it off, let it come back, or let it become part of another."""
    organisation = get_object_or_404(decided_by(request.user), slug=slug)
    decline = DeclineForm(request.POST if "decline" in request.POST else None)
    merge = MergeForm(request.POST if "merge" in request.POST else None, organisation=organisation)
    if request.method == "POST" and decided(request, organisation, decline, merge):
        return redirect("organisations:waiting")
    leads = organisation.memberships.accepted().leading().select_related("user")
    context = {"organisation": organisation, "decline": decline, "merge": merge, "leads": leads, "pages": drafts_of(organisation)}
    return render(request, "organisations/decide.html", context, status=422 if decline.errors or merge.errors else 200)


def decided(request, organisation: Organisation, decline: DeclineForm, merge: MergeForm) -> bool:
    if decline.is_bound:
        return decline.perform(actions.decline, organisation)
    if merge.is_bound:
        return merge.perform(actions.merge, organisation)
    wishes = {"verify": actions.verify, "leave": actions.leave, "back": actions.come_back}
    for name in wishes.keys() & request.POST.keys():
        wishes[name](organisation)
        return True
    return False
