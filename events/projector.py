"""The room on a big screen, as everybody in it may see it: what is on now, a poll, the questions on top, what groups report, and how to join."""

from __future__ import annotations

from functools import cached_property

import segno
from django.urls import reverse

from events.models import Event, Question, Reach
from events.pollpage import PollSeen
from events.roompage import RoomPage
from events.roundpage import GroupSeen, RoundSeen

MOST_QUESTIONS = 5


class Projector(RoomPage):
    """A host's page on which nothing is the hosts' alone."""

    is_leader = False

    def __init__(self, page: RoomPage, *, site: str):
        super().__init__(presence=page.presence, is_leader=False, who=page.who)
        self.site = site  # "https://tvers.example"

    @cached_property
    def shown_polls(self) -> list[PollSeen]:
        """Those that are open; when none is, the newest whose results are shown."""
        is_open = [seen for seen in self.polls if seen.poll.is_open]
        return is_open or [seen for seen in self.polls if seen.count][:1]

    @cached_property
    def top_questions(self) -> list[Question]:
        return [question for question in self.questions if question.state == Question.State.OPEN][:MOST_QUESTIONS]

    @cached_property
    def going_on(self) -> RoundSeen | None:
        """The groups that talk, or report back."""
        return next((seen for seen in self.begun if seen.round.is_alive), None)

    @property
    def reports(self) -> list[GroupSeen]:
        """The one that is on now; where none is, all that there are."""
        if self.going_on is None or not self.going_on.round.shows_reports:
            return []
        written = [seen for seen in self.going_on.reports if seen.group.report]
        return [seen for seen in written if seen.group.pk == self.going_on.round.shown_id] or written

    @property
    def address(self) -> str:
        return self.site + address_of(self.event)

    @property
    def written_address(self) -> str:
        """As somebody types it."""
        return self.address.partition("://")[2]

    @property
    def code(self) -> str:
        """The address as a QR code: an SVG that is black on white in the dark too, or phones would not read it."""
        return segno.make(self.address, micro=False, error="m").svg_inline(border=2, dark="#000", light="#fff", omitsize=True)


def address_of(event: Event) -> str:
    """Where somebody joins: by the link with a key, where one has to be invited."""
    return reverse("events:by_link", args=[event.key]) if event.reach == Reach.INVITED else reverse("events:event", args=[event.pk])
