"""Who comes, as hosts see it: those who have a seat, wait or apply, those who are invited; the list to take along, and the poster."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events import tables
from events.actions import invitations
from events.actions import registrations as actions
from events.forms.registrations import InviteForm
from events.models import Registration
from events.views.planning import led
from hub import qr
from hub.sheets import as_csv

SHOWN = ("applied", "coming", "offered", "waiting", "cancelled", "declined")  # the order in which hosts look


@login_required
@never_cache
def people(request, pk):
    """All of them, by how they stand; inviting more."""
    event = led(request, pk)
    form = InviteForm(request.POST or None, initial={"language": event.language})
    if request.method == "POST" and form.perform(invitations.invite, event, by=request.user):
        number = len(form.result)
        messages.success(
            request, ngettext("%(number)d invitation is on its way.", "%(number)d invitations are on their way.", number) % {"number": number}
        )
        return redirect("events:people", pk=pk)
    by_state = {state: [] for state in SHOWN}
    for seat in tables.seats_of(event):
        by_state[seat.state].append(seat)
    groups = [(state, Registration.State(state).label, seats) for state, seats in by_state.items() if seats]
    invited = event.invitations.select_related("user")
    context = {"event": event, "groups": groups, "form": form, "invitations": invited, "link": request.build_absolute_uri(event.get_join_url())}
    return render(request, "events/registration/people.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def person(request, pk, seat):
    """What hosts decide about one of them."""
    found = get_object_or_404(led(request, pk).registrations.exclude(role="host").select_related("event"), pk=seat)
    if "admit" in request.POST or "decline" in request.POST:
        actions.decide(found, admits="admit" in request.POST)
    elif request.POST.get("role") in {Registration.Role.OBSERVER, Registration.Role.PARTICIPANT}:
        actions.set_role(found, role=request.POST["role"])
    return redirect(reverse("events:people", args=[pk]) + f"#seat-{seat}")


@login_required
def people_csv(request, pk):
    event = led(request, pk)
    return as_csv(f"event-{event.pk}", *tables.people(event))


@login_required
def poster(request, pk):
    """To print and hang up: what, when, where, and a code that a phone's camera opens."""
    event = led(request, pk)
    link = request.build_absolute_uri(event.get_join_url())
    return render(request, "events/registration/poster.html", {"event": event, "link": link, "code": qr.draw(link)})


@login_required
@require_POST
def withdraw(request, pk, invitation):
    """An invitation is taken back; whoever has registered by then keeps their seat."""
    get_object_or_404(led(request, pk).invitations, pk=invitation).delete()
    return redirect(reverse("events:people", args=[pk]) + "#invited")
