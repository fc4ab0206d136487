"""Polls on screen: made at the hosts' desk, put to the room, answered there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from events.actions import polls as actions
from events.actions import voting
from events.forms.polls import GroupTextsForm, HallForm, PollForm, VoteForm
from events.models import Event, Poll
from events.views.planning import led
from events.views.rooms import attempt, done, for_leaders, for_those_inside, refuse_form

# At the desk


def show(request, event: Event, form: PollForm, *, poll: Poll | None = None) -> HttpResponse:
    context = {"event": event, "form": form, "poll": poll, "polls": event.polls.prefetch_related("options")}
    return render(request, "events/polls.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def polls(request, pk):
    """All polls of an event, and a form for one more."""
    event = led(request, pk)
    form = PollForm(request.POST or None, event=event)
    if request.method == "POST" and form.perform(actions.save_poll, event):
        return redirect("events:polls", pk=pk)
    return show(request, event, form)


@login_required
@never_cache
def poll(request, pk, poll):
    """Change one that is prepared, or take it away."""
    event = led(request, pk)
    found = get_object_or_404(event.polls, pk=poll)
    if "drop" in request.POST:
        return attempt_drop(request, event, found)
    form = PollForm(request.POST or None, event=event, poll=found)
    if request.method == "POST" and form.perform(actions.save_poll, event, poll=found):
        return redirect("events:polls", pk=pk)
    return show(request, event, form, poll=found)


def attempt_drop(request, event: Event, found: Poll) -> HttpResponse:
    try:
        actions.drop(found)
    except actions.IsOut as refusal:
        form = PollForm({}, event=event, poll=found)
        form.add_error(None, refusal)
        return show(request, event, form, poll=found)
    return redirect("events:polls", pk=event.pk)


# In the room


def out(page, poll: int) -> Poll:
    return get_object_or_404(page.room.event.polls.out(), pk=poll)


@for_those_inside
def vote(request, page, poll):
    found = out(page, poll)
    form = VoteForm(request.POST, poll=found)
    if form.perform(voting.vote, found, by=page.seat):
        return done(request, page, f"poll-{poll}")
    return refuse_form(request, page, f"poll-{poll}", form)


@for_leaders
def lead(request, page, poll):
    """Put it to the room, close it, show what came of it or not."""
    found = get_object_or_404(page.room.event.polls, pk=poll)
    wish = request.POST.get("do")
    if wish in {"show", "hide"}:
        return attempt(request, page, "lead", actions.show_results, found, is_shown=wish == "show")
    return attempt(request, page, "lead", actions.open_poll if wish == "open" else actions.close_poll, found)


@for_leaders
def hall(request, page, poll):
    found = get_object_or_404(page.room.event.polls, pk=poll)
    form = HallForm(request.POST, poll=found)
    if form.perform(actions.enter_from_hall, found, by=page.who):
        return done(request, page, "lead")
    return refuse_form(request, page, "lead", form)


@for_leaders
def group(request, page, poll):
    found = get_object_or_404(page.room.event.polls, pk=poll)
    form = GroupTextsForm(request.POST)
    return done(request, page, "lead") if form.perform(actions.group_texts, found) else refuse_form(request, page, "lead", form)
