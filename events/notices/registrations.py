"""What somebody is told of a seat they have, wait for or have lost, of an invitation; and hosts, of who applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.letters import line_of
from events.models import Event, Registration
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Part, Told

Seat = Registration.State


def of_seat(what: str, *, states: Iterable[str] = (Seat.COMING, Seat.WAITING, Seat.OFFERED, Seat.APPLIED), **event) -> Callable:
    """How a kind is told: while one's seat is in one of these states, and the event as it should be."""

    def tell(user: User, abouts: Iterable[str]) -> dict[str, Told]:
        found = user.event_registrations.filter(event__in=set(map(key_of, abouts)), state__in=states, **event)
        seats = found.select_related("event").prefetch_related("event__texts")
        return {f"event:{seat.event_id}": Told(line_of(what, seat.event, seat.state), address(seat)) for seat in seats}

    return tell


def address(seat: Registration) -> str:
    return reverse("events:event", args=[seat.event_id])


def invited(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Until they have answered in some way."""
    found = Event.objects.upcoming().filter(pk__in=set(map(key_of, abouts)), state="published", invitations__user=user)
    unanswered = found.exclude(pk__in=user.event_registrations.values("event")).prefetch_related("texts")
    return {f"event:{one.pk}": Told(line_of("invited", one, ""), one.get_absolute_url()) for one in unanswered}


def applied(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as somebody waits for the hosts' answer."""
    waiting = Registration.objects.filter(state=Seat.APPLIED).values("event")
    found = Event.objects.hosted_by(user).filter(pk__in=set(map(key_of, abouts)) & set(waiting.values_list("event", flat=True)))
    return {
        f"event:{one.pk}": Told(_("Somebody has applied for a seat: %(title)s") % {"title": one.title}, reverse("events:people", args=[one.pk]))
        for one in found.prefetch_related("texts")
    }


def drafted(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Recaps that wait for their hosts."""
    found = Event.objects.hosted_by(user).filter(pk__in=set(map(key_of, abouts)), recap__published_at=None, recap__isnull=False)
    text = _("What came of it is drafted, and waits for you: %(title)s")
    return {
        f"event:{one.pk}": Told(text % {"title": one.title}, reverse("events:edit_recap", args=[one.pk])) for one in found.prefetch_related("texts")
    }


DECIDED = (Seat.COMING, Seat.WAITING, Seat.DECLINED)
notices.register("event_invited", Part.EVENTS, label=gettext_lazy("Somebody invites me to an event"), tell=invited)
notices.register("event_registered", Part.EVENTS, label=gettext_lazy("I have registered for an event"))
notices.register("event_decided", Part.EVENTS, label=gettext_lazy("Hosts have answered my application"), tell=of_seat("decided", states=DECIDED))
notices.register("event_offered", Part.EVENTS, label=gettext_lazy("A seat that I wait for is free"), tell=of_seat("offered", states=(Seat.OFFERED,)))
notices.register(
    "event_passed", Part.EVENTS, label=gettext_lazy("A seat that was kept for me is gone"), tell=of_seat("passed", states=(Seat.CANCELLED,))
)
notices.register(
    "event_reminder",
    Part.EVENTS,
    label=gettext_lazy("An event that I come to begins soon"),
    tell=of_seat("reminder", states=(Seat.COMING,), event__state="published"),
)
notices.register(
    "event_moved", Part.EVENTS, label=gettext_lazy("An event I am registered for has moved"), tell=of_seat("moved", event__state="published")
)
notices.register(
    "event_cancelled",
    Part.EVENTS,
    label=gettext_lazy("An event I am registered for was cancelled"),
    tell=of_seat("cancelled", event__state="cancelled"),
)
notices.register("event_applied", Part.EVENTS, label=gettext_lazy("Somebody applies for a seat at an event that I lead"), tell=applied)
notices.register("event_recap", Part.EVENTS, label=gettext_lazy("What came of an event that I lead is drafted"), tell=drafted)
