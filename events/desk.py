"""An adviser's desk: the events that somebody leads, and what waits for them there."""

from __future__ import annotations

from functools import cached_property

from entrepreneurs.models import User
from events.models import Event, Host, Registration, Speaker


class Desk:
    """Everything on it; a query each, where it is asked for."""

    def __init__(self, user: User):
        self.user = user

    @cached_property
    def led(self):
        """One's own, not all that a moderator might lead."""
        return Event.objects.filter(pk__in=self.user.hosting.agreed().values("event")).with_words()

    @cached_property
    def drafts(self) -> list[Event]:
        return list(self.led.filter(state="draft").order_by("starts_at"))

    @cached_property
    def coming(self) -> list[Event]:
        return list(self.led.filter(state="published").upcoming())

    @cached_property
    def past(self) -> list[Event]:
        return list(self.led.filter(state="published").past()[:20])

    @cached_property
    def applications(self) -> list[Registration]:
        """Who has applied and waits for an answer, the first of them first."""
        found = Registration.objects.filter(event__in=[event.pk for event in self.coming], state=Registration.State.APPLIED)
        return list(found.select_related("user", "guest", "event").prefetch_related("event__texts")[:50])

    @cached_property
    def asked_to_host(self) -> list[Host]:
        return list(Host.objects.filter(user=self.user, since=None).select_related("event").prefetch_related("event__texts"))

    @cached_property
    def asked_to_speak(self) -> list[Speaker]:
        found = Speaker.objects.filter(user=self.user, standing=Speaker.Standing.ASKED)
        return list(found.select_related("event").prefetch_related("event__texts"))
