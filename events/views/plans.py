"""Action plans on screen: the steps all on one page, and what is reported of one."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions import plans as actions
from events.forms.challenges import ReportForm, StepRows
from events.guests import is_known, who_asks
from events.models import Challenge, PlanStep
from events.views.challenges import refuse, show_form


def plan(request, pk):
    """For whoever has answered the challenge, the hosts of its event, and moderators."""
    who = who_asks(request)
    if not is_known(who):
        return redirect_to_login(request.get_full_path())
    found = get_object_or_404(Challenge.objects.planned_by(who), pk=pk)
    initial = [{"id": step.pk, **{name: getattr(step, name) for name in actions.FACTS}} for step in found.steps.select_related("responsible")]
    rows = StepRows(request.POST or None, initial=initial, prefix="row", form_kwargs={"event": found.event, "people": people_of(found)})
    if request.method == "POST" and rows.is_valid() and saved(request, found, rows):
        return redirect(request.path) if "more" in request.POST else redirect(found)
    context = {"challenge": found, "formset": rows}
    return render(request, "events/challenges/plan.html", context, status=422 if request.method == "POST" else 200)


def saved(request, found: Challenge, rows) -> bool:
    try:
        actions.set_steps(found, rows=rows.kept(), language=get_language())
    except ValidationError as refusal:
        refuse(request, refusal)
        return False
    return True


def people_of(challenge: Challenge):
    """Those who can be reminded: who has answered it, taken it up or leads its event, and whoever is named already."""
    found = Q(pk__in=challenge.adoptions.exclude(user=None).values("user")) | Q(pk__in=challenge.ventures.values("user"))
    found |= Q(pk__in=challenge.steps.exclude(responsible=None).values("responsible"))
    if challenge.event_id:
        found |= Q(pk__in=challenge.event.hosts.agreed().values("user"))
    return User.objects.filter(found).order_by("name", "pk")


def report(request, pk, step):
    """For those who write the plan, and whoever does the step."""
    who = who_asks(request)
    if not is_known(who):
        return redirect_to_login(request.get_full_path())
    found = get_object_or_404(PlanStep.objects.reportable_by(who).select_related("challenge"), pk=step, challenge=pk)
    initial = {"state": found.state, "evidence": found.evidence, "address": found.address, "language": found.language}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.perform(actions.report, found):
        return redirect(found.challenge)
    facts = {"title": _("How far is it?"), "lead": found.what, "lead_language": found.language, "button": _("Report it")}
    return show_form(request, form, challenge=found.challenge, back=found.challenge.get_absolute_url(), **facts)
