"""Decisions of partners on screen, with how they were worded before."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from entrepreneurs.actions import decisions as actions
from entrepreneurs.forms.workspaces import DecisionForm, RewordForm
from entrepreneurs.models import PartnerDecision
from entrepreneurs.views.workspaces import for_members, page_of, show, show_form


@for_members
def decisions(request, workspace):
    return show(request, workspace, "decisions", decisions=page_of(request, workspace.decisions.with_words()))


@for_members
def write_down(request, workspace):
    form = DecisionForm(request.POST or None, workspace=workspace)
    if request.method == "POST" and form.perform(actions.write_down, workspace, by=request.user):
        messages.success(request, _("It is written down."))
        return redirect("workspaces:decisions", key=workspace.key)
    lead = _("It can be worded anew later. What it said before stays readable.")
    return show_form(request, workspace, form, place="decisions", title=_("Write down a decision"), lead=lead, button=_("Write it down"))


def found_in(request, workspace, pk) -> PartnerDecision:
    found = PartnerDecision.objects.visible_to(request.user).select_related("written_by").prefetch_related("organisations")
    return get_object_or_404(found, pk=pk, workspace=workspace)


@for_members
def decision(request, workspace, pk):
    found = found_in(request, workspace, pk)
    return show(request, workspace, "decision", decision=found, earlier=found.earlier.select_related("written_by"))


@for_members
def reword(request, workspace, pk):
    """Whoever has not read the last wording is shown it, and keeps what they wrote."""
    found = found_in(request, workspace, pk)
    initial = {name: getattr(found, name) for name in ("edition", *actions.WORDS)} | {"organisations": list(found.organisations.all())}
    form = RewordForm(request.POST or None, initial=initial, workspace=workspace)
    if request.method == "POST" and form.perform(actions.reword, found, by=request.user):
        return redirect(found)
    lead, current = _("How it stands now is kept beside, with who wrote it and when."), None
    if form.non_field_errors():
        form.data, current = form.data.copy(), found
        form.data["edition"] = found.edition
    facts = {"current": current, "title": _("Word it anew"), "lead": lead, "button": _("Save the new wording")}
    return show_form(request, workspace, form, place="decisions", **facts)
