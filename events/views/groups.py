"""Groups on screen: prepared at the hosts' desk, and in the room chosen, written in and led."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from events.actions import groups as actions
from events.actions import notes
from events.forms.groups import GroupVideoForm, NoteForm, ReportForm, RoundForm
from events.models import Event, Group, GroupRound, Registration
from events.roompage import RoomPage
from events.views.planning import led
from events.views.rooms import address, attempt, done, for_leaders, for_those_inside, number, refuse_form, show
from hub.forms import wants_json

# At the desk


def show_desk(request, event: Event, form: RoundForm, *, round_: GroupRound | None = None) -> HttpResponse:
    context = {"event": event, "form": form, "round": round_, "rounds": event.group_rounds.prefetch_related("groups")}
    return render(request, "events/groups.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def rounds(request, pk):
    """All rounds of an event, and a form for one more."""
    event = led(request, pk)
    form = RoundForm(request.POST or None, event=event)
    if request.method == "POST" and form.perform(actions.save_round, event):
        return redirect("events:rounds", pk=pk)
    return show_desk(request, event, form)


@login_required
@never_cache
def prepared(request, pk, round_):
    """Change one that is prepared, or take it away."""
    event = led(request, pk)
    found = get_object_or_404(event.group_rounds, pk=round_)
    form = RoundForm(request.POST or None, event=event, round_=found)
    if "drop" in request.POST:
        return attempt_drop(request, event, found)
    if request.method == "POST" and form.perform(actions.save_round, event, round_=found):
        return redirect("events:rounds", pk=pk)
    return show_desk(request, event, form, round_=found)


def attempt_drop(request, event: Event, found: GroupRound) -> HttpResponse:
    try:
        actions.drop_round(found)
    except actions.HasBegun as refusal:
        form = RoundForm({}, event=event, round_=found)
        form.add_error(None, refusal)
        return show_desk(request, event, form, round_=found)
    return redirect("events:rounds", pk=event.pk)


# In the room


def group_of(page: RoomPage, **keys) -> Group:
    """One of the room's groups. Whoever may not write there is told so by the action, and shown nothing of it."""
    begun = GroupRound.objects.out().filter(event=page.room.pk)
    return get_object_or_404(Group.objects.filter(round__in=begun).select_related("round__event"), **keys)


@for_those_inside
def choose(request, page, round_):
    group = group_of(page, round=round_, pk=number(request.POST.get("group")))
    return attempt(request, page, f"round-{round_}", actions.choose, group, by=page.seat)


@for_those_inside
def note(request, page, group):
    return write(request, page, group_of(page, pk=group), NoteForm, action=notes.save_note)


@for_those_inside
def report(request, page, group):
    return write(request, page, group_of(page, pk=group), ReportForm, action=notes.save_report)


def write(request, page: RoomPage, group: Group, kind: type[NoteForm | ReportForm], *, action) -> HttpResponse:
    """Save it, or give it back: beside what stands there now, if somebody else has saved meanwhile."""
    name = "note" if kind is NoteForm else "report"
    form = kind(request.POST, auto_id=f"{name}-{group.pk}-%s")
    if form.perform(action, group, by=page.seat):
        return done(request, page, f"group-{group.pk}", version=getattr(form.result, f"{name}_version"))
    if form.has_error("__all__", "meanwhile"):
        return give_both(request, page, group, name, form)
    if not any(seen.may_write for round_ in page.rounds for seen in round_.groups if seen.group.pk == group.pk):
        page.lost = form.data.get("text", "")
    return refuse_form(request, page, f"{name}-{group.pk}", form)


def give_both(request, page: RoomPage, group: Group, name: str, form) -> HttpResponse:
    """The text stays in the box; saved again from here, it takes the place of what stands beside it."""
    group.refresh_from_db()
    text, version = getattr(group, name), getattr(group, f"{name}_version")
    if wants_json(request):
        message = " ".join(form.non_field_errors())
        return JsonResponse({"message": message, "current": text, "version": version}, status=409)
    form.data = form.data.copy()
    form.data["version"] = version
    form.current = text
    page.forms[f"{name}-{group.pk}"] = form
    page.error, page.refused = " ".join(form.non_field_errors()), f"{name}-{group.pk}"
    return show(request, page, status=409)


# What hosts do


@for_leaders
def lead(request, page, round_):
    """Send people out, call them back, end it; put a report on; bring somebody to a group."""
    found = get_object_or_404(page.event.group_rounds.select_related("event"), pk=round_)
    wish = request.POST.get("do")
    if wish == "move":
        return move(request, page, found)
    if wish in {"show", "hide"}:
        group = get_object_or_404(found.groups, pk=number(request.POST.get("group"))) if wish == "show" else None
        return attempt(request, page, "lead", actions.show_report, found, group=group)
    wishes = {"open": actions.open_round, "back": actions.call_back, "close": actions.close_round}
    return attempt(request, page, "lead", wishes[wish], found) if wish in wishes else redirect(address(page.room))


def move(request, page: RoomPage, round_: GroupRound) -> HttpResponse:
    seat = get_object_or_404(Registration.objects.filter(event=page.room.pk), pk=number(request.POST.get("seat")))
    group = get_object_or_404(round_.groups, pk=number(request.POST.get("group")))
    return attempt(request, page, "lead", actions.move, group, seat=seat)


@for_leaders
def video(request, page, group):
    found = get_object_or_404(Group.objects.filter(round__event=page.room.pk).select_related("round__event"), pk=group)
    form = GroupVideoForm(request.POST)
    return done(request, page, "lead") if form.perform(notes.set_video, found) else refuse_form(request, page, "lead", form)
