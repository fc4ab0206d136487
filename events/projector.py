"""The room on a big screen, as everybody in it may see it: what is on now, a poll, the questions on top, what groups report, and how to join."""

from __future__ import annotations

from functools import cached_property

from events.models import Question
from events.pollpage import PollSeen
from events.roompage import RoomPage
from events.roundpage import GroupSeen, RoundSeen
from hub import qr

MOST_QUESTIONS = 5


class Projector(RoomPage):
    """A host's page on which nothing is the hosts' alone."""

    is_leader = False

    def __init__(self, page: RoomPage, *, site: str):
        super().__init__(page.request, page.presence, is_leader=False, who=page.who)
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
        return self.site + self.event.get_join_url()

    @property
    def written_address(self) -> str:
        """As somebody types it."""
        return self.address.partition("://")[2]

    @property
    def code(self) -> str:
        return qr.draw(self.address)
