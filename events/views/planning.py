"""An event as its hosts make it: begun with four things, finished part by part, published, moved, repeated, cancelled."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepreneurs.models import User
from events import patterns
from events.actions import events as actions
from events.forms.events import AgainForm, CancelForm, MakeForm, SeriesForm
from events.forms.planning import PARTS
from events.forms.rows import rows_of
from events.lists import LISTS
from events.models import Event, Reach, ThemeProposal
from hub.models import Programme


def led(request, pk) -> Event:
    return get_object_or_404(Event.objects.hosted_by(request.user).with_words(), pk=pk)


@login_required
def make(request):
    """With all that is needed; published at once, or kept as a draft."""
    if not actions.may_make(request.user):
        raise Http404
    key = request.GET.get("theme", "")
    theme = ThemeProposal.objects.open().with_votes().filter(pk=key).first() if key.isdecimal() else None
    asked = {"theme": theme.pk, "title": theme.title, "language": theme.language} if theme else {}
    programme = Programme.objects.filter(key=request.GET.get("programme", "")).first()
    if programme and request.GET.get("reach") in Reach.values:
        asked |= {"programme": programme.key, "reach": request.GET["reach"]}
    form = MakeForm(request.POST or None, user=request.user, starts=patterns.starts(request.user), initial=asked)
    if request.method == "POST" and form.perform(patterns.begin, request.user):
        if "publish" in request.POST:
            actions.publish(form.result)
            messages.success(request, _("It stands in the calendar. Everything else can be added now, or later."))
        return redirect("events:plan", pk=form.result.pk)
    return render(request, "events/make.html", {"form": form, "theme": theme, "programme": programme}, status=422 if form.errors else 200)


@login_required
def plan(request, pk):
    """Everything that is in it, with what could be, and the way to change each."""
    event = led(request, pk)
    parts = [("part", name, form.title, form.told(event), form.invitation) for name, form in PARTS.items()]
    lists = [("list", name, each.title, each.told(event), each.invitation) for name, each in LISTS.items()]
    return render(request, "events/plan.html", {"event": event, "sections": parts + lists})


@login_required
def part(request, pk, name):
    event = led(request, pk)
    if name not in PARTS:
        raise Http404
    form = PARTS[name](request.POST or None, initial=PARTS[name].initial_of(event))
    if request.method == "POST" and form.perform(PARTS[name].action, event):
        return saved(request, event)
    return show(request, event, form, title=form.title, lead=form.lead)


@login_required
def rows(request, pk, name):
    """One of the lists: what is there, and some empty rows for more."""
    event = led(request, pk)
    if name not in LISTS:
        raise Http404
    each, people = LISTS[name], User.objects.connected_with(request.user)
    formset = rows_of(each.row)(request.POST or None, initial=each.initial(event), prefix="row", form_kwargs={"event": event, "people": people})
    if request.method == "POST" and formset.is_valid():
        each.save(event, rows=formset.kept())
        return redirect(request.path) if "more" in request.POST else saved(request, event)
    context = {"event": event, "list": each, "formset": formset}
    return render(request, "events/rows.html", context, status=422 if request.method == "POST" else 200)


def saved(request, event: Event):
    messages.success(request, _("Saved."))
    return redirect("events:plan", pk=event.pk)


def show(request, event: Event, form, **context):
    context |= {"event": event, "form": form}
    return render(request, "events/part.html", context, status=422 if form.errors else 200)


# What is done with the whole of it


@login_required
@require_POST
def publish(request, pk):
    event = led(request, pk)
    try:
        actions.publish(event)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("events:plan", pk=event.pk)


@login_required
def cancel(request, pk):
    """With the reason; a draft goes without one."""
    event = led(request, pk)
    if event.is_draft and request.method == "POST":
        actions.cancel(event, because="")
        return redirect("events:desk")
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.cancel, event):
        return redirect(event)
    lead = _("It stays in the calendar as cancelled. Those who are registered are told at once, with your reason.")
    return show(request, event, form, title=_("Cancel this event"), lead=lead, button=_("Cancel it, and tell everybody"), is_hard=True)


@login_required
def again(request, pk):
    event = led(request, pk)
    form = AgainForm(request.POST or None, initial={"at": event.at}, zone=event.zone)
    if request.method == "POST" and form.perform(actions.copy, event, by=request.user, earlier=event):
        return redirect("events:plan", pk=form.result.pk)
    lead = _("A draft like this one on another day. Nobody is registered for it, and speakers are asked anew.")
    return show(request, event, form, title=_("The same again"), lead=lead, button=_("Make the draft"))


@login_required
def series(request, pk):
    event = led(request, pk)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.perform(actions.repeat, event, by=request.user):
        return saved(request, event)
    lead = _("All of them begin at the same hour on your clock, in summer and in winter. Each can be moved or cancelled alone.")
    return show(request, event, form, title=_("Make a series of it"), lead=lead, button=_("Make the series"))
