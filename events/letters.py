"""What those who come are told, in one line each; the mails to those who have no account, and the confirmation to those who have one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import clocks
from events.models import Event, EventText, Guest, Registration
from hub import mail, notices

DECIDED = {
    Registration.State.COMING: "admitted",
    Registration.State.WAITING: "in_line",
    Registration.State.APPLIED: "applied",
    Registration.State.OFFERED: "offered",
    Registration.State.DECLINED: "declined",
}


def line(what: str, title: str) -> str:
    """In the reader's language."""
    lines = {
        "admitted": _("You have a seat: %(title)s"),
        "in_line": _("You are on the waiting list: %(title)s"),
        "applied": _("Your application is with the hosts: %(title)s"),
        "offered": _("A seat is kept for you, if you answer in time: %(title)s"),
        "declined": _("You were not given a seat: %(title)s"),
        "passed": _("The seat that was kept for you has gone to the next in line: %(title)s"),
        "moved": _("It has moved: %(title)s"),
        "cancelled": _("It will not take place: %(title)s"),
        "tomorrow": _("It begins within a day: %(title)s"),
        "soon": _("It begins within the hour: %(title)s"),
        "invited": _("You are invited: %(title)s"),
        "feedback": _("How was it? %(title)s"),
        "theme": _("A theme that you asked for is taken up: %(title)s"),
    }
    return lines[what] % {"title": title}


def line_of(what: str, event: Event, state: str) -> str:
    """What is to be said now: an answer by what it was, a reminder by how soon it is."""
    if what == "decided":
        what = DECIDED[state]
    elif what == "reminder":
        what = "soon" if event.starts_at - timezone.now() <= timedelta(hours=1) else "tomorrow"
    return line(what, text_of(event).title)


def text_of(event: Event) -> EventText:
    """In the language of now: one event is told of to readers of several."""
    return event.text_in(get_language() or event.language)


def write(seat: Registration, what: str) -> None:
    """To a guest, in their language and on their clock."""
    with translation.override(mail.spoken(seat.guest.language)):
        post("event", language=seat.guest.language, to=seat.guest.email, **facts_of(seat, what, zone=seat.guest.time_zone))


def confirm(seat: Registration) -> None:
    """To a user who has registered just now, unless they want no such mail; the page of what is new would tell them nothing."""
    if notices.wants_mail(seat.user, "event_registered"):
        with translation.override(mail.spoken(seat.user.language)):
            mail.send("event", seat.user, **facts_of(seat, "decided", zone=seat.user.time_zone))


def facts_of(seat: Registration, what: str, *, zone: str) -> dict[str, Any]:
    """What a mail says of a seat, in the language of now."""
    facts = {"line": line_of(what, seat.event, seat.state), "moment": moment(seat.event, zone), "event": seat.event}
    return facts | ({"until": clocks.instant(seat.offered_until, zone=zone)} if seat.offered_until else {})


def invite(event: Event, *, to: str, language: str, by: str) -> None:
    """To somebody by their address, whom the hosts would like to come."""
    with translation.override(mail.spoken(language)):
        text = text_of(event)
        facts = {"line": line("invited", text.title), "moment": moment(event, event.zone), "event": event, "lead": text.lead, "by": by}
        post("event_invited", language=language, to=to, **facts)


def send_news(guest: Guest, what: str, *, event: Event, to: str = "") -> None:
    """To a guest, what is new about an event; the link opens it also in another browser, and leads on `to` a part of it."""
    with translation.override(mail.spoken(guest.language)):
        address = reverse("events:by_link", args=[event.key]) + (f"?to={to}" if to else "")
        invitation = _("Two questions, and the hosts read your answers without your name:") if to else _("See it, and register; you need no account:")
        post("event_news", language=guest.language, to=guest.email, line=line(what, text_of(event).title), invitation=invitation, address=address)


def send_code(event: Event, *, to: str, language: str, code: str) -> None:
    post("event_code", language=language, to=to, code=code, event=event)


def post(kind: str, *, language: str, to: str, **context) -> None:
    subject, body = mail.render(kind, language=language, **context)
    mail.post(kind, subject=subject, body=body, to=to, language=language)


def moment(event: Event, zone: str) -> str:
    """Day and hours on the reader's clock, which is named."""
    clock = ZoneInfo(zone)
    hours = clocks.hours(event.starts_at, event.ends_at, zone=clock)
    return f"{clocks.whole_day(event.starts_at.astimezone(clock).date())}, {clocks.in_place(hours, zone)}"
