"""Registering for an event: by those with an account, and by guests, who prove an address."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from events.actions import guests
from events.actions import registrations as actions
from events.forms.registrations import CodeForm, GuestForm, RegisterForm, ReturnForm
from events.guests import is_known, keys_in, on_their_clock, remember, who_asks
from events.models import AddressProof, Event, Registration


def seen(request, pk) -> Event:
    visible = Event.objects.visible_to(who_asks(request), keys=keys_in(request)).exclude(state="draft")
    return get_object_or_404(visible.with_words().with_numbers(), pk=pk)


@never_cache
@on_their_clock
def register(request, pk):
    """One's own seat, or the way to one."""
    event, who = seen(request, pk), who_asks(request)
    if not is_known(who):
        return begin(request, event, GuestForm(request.POST or None, initial={"time_zone": event.zone}, event=event))
    seat = Registration.objects.of(who).filter(event=event).first()
    form = RegisterForm(request.POST or None, event=event, seat=seat)
    if request.method == "POST" and form.perform(actions.register, event, who=who, language=get_language()):
        tell(request, form.result)
        return redirect(event)
    return show(request, event, form, seat=seat)


@never_cache
def come_back(request, pk):
    """A guest in another browser: the address is enough, for it is proven again."""
    event = seen(request, pk)
    return redirect("events:register", pk=pk) if is_known(who_asks(request)) else begin(request, event, ReturnForm(request.POST or None))


def begin(request: HttpRequest, event: Event, form: GuestForm | ReturnForm) -> HttpResponse:
    """Somebody unknown: what they fill in waits until they have proven their address."""
    if request.method == "POST" and form.perform(guests.ask_code, event, language=get_language()):
        return redirect("events:prove", pk=event.pk, key=form.result.key)
    return show(request, event, form, is_return=isinstance(form, ReturnForm))


def show(request: HttpRequest, event: Event, form, **context) -> HttpResponse:
    context |= {"event": event, "form": form, "is_hidden": True}
    return render(request, "events/registration/register.html", context, status=422 if form.errors else 200)


@never_cache
def prove(request, pk, key):
    """The code from the mail."""
    proof = get_object_or_404(AddressProof.objects.select_related("event"), event=pk, key=key)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.perform(guests.prove, proof):
        seat, token = form.result
        tell(request, seat)
        response = redirect(seat.event)
        remember(response, token)
        return response
    context = {"event": proof.event, "form": form, "email": proof.email, "is_hidden": True}
    return render(request, "events/registration/code.html", context, status=422 if form.errors else 200)


@require_POST
def change_seat(request, pk):
    """Take the seat that is kept, or give up one's own."""
    seat = get_object_or_404(Registration.objects.of(who_asks(request)).select_related("event"), event=pk)
    try:
        if "accept" in request.POST:
            tell(request, actions.accept(seat))
        elif "cancel" in request.POST:
            actions.cancel(seat)
            messages.success(request, _("Your seat is free for somebody else. Thank you for saying so."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("events:mine" if seat.event.reach == "invited" else seat.event)


def tell(request: HttpRequest, seat: Registration) -> None:
    texts = {
        Registration.State.COMING: _("You have a seat. Welcome."),
        Registration.State.WAITING: _("You are on the waiting list. When a seat is free, we tell you, and keep it for you until you can answer."),
        Registration.State.APPLIED: _("The hosts have your application, and we tell you what they answer."),
        Registration.State.OFFERED: _("A seat is kept for you. Take it in time."),
    }
    messages.success(request, texts[seat.state])


@never_cache
def mine(request):
    """Where somebody comes, waits, or is invited; what is over, last."""
    who = who_asks(request)
    seats = Registration.objects.of(who).standing().exclude(role="host").select_related("event__programme", "event__organisation")
    found = list(seats.prefetch_related("event__texts", "event__tongues", "event__hosts__user").order_by("event__starts_at"))
    asked = Event.objects.upcoming().exclude(state="draft").with_words()
    invited = asked.filter(invitations__user=who).exclude(registrations__user=who) if who.is_authenticated else []
    context = {
        "coming": [seat for seat in found if not seat.event.is_over],
        "past": [seat for seat in reversed(found) if seat.event.is_over],
        "invited": invited,
        "is_known": is_known(who),
    }
    return render(request, "events/registration/mine.html", context)
