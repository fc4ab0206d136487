"""A room as one of those who are in it sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from events.counts import Counted
from events.forms.rooms import AnswerForm, AskForm, SayForm
from events.models import Event, GroupRound, Hand, Item, Poll, Presence, Question, QuestionVote, Registration, Room, RoomMessage, Vote, Voted
from events.models.afterwards import is_noted
from events.pollpage import PollSeen
from events.roomchallenges import ChallengesInRoom
from events.roomnow import RoomNow, now_in
from events.roundpage import RoundSeen, rounds_of
from events.video import Video, video_of
from hub.live import registry
from hub.live.models import Feed


@dataclass
class RoomPage(ChallengesInRoom):
    """The room, and who looks at it. Forms that were refused are in `forms` by their names, to be given back."""

    request: HttpRequest
    presence: Presence
    is_leader: bool
    who: object
    forms: dict[str, Form] = field(default_factory=dict)
    error: str = ""
    refused: str = ""  # which part of the page the error is about
    lost: str = ""  # what somebody wrote where they may not write any more

    @cached_property
    def seqs(self) -> dict[str, int]:
        """How far each feed is. Read first, so that nothing that happens meanwhile is missed."""
        return Feed.objects.last_seqs([self.room.feed_key, self.room.hosts_key])

    @property
    def seq(self) -> int:
        return self.seqs[self.room.feed_key]

    @property
    def hosts_seq(self) -> int:
        return self.seqs[self.room.hosts_key]

    @cached_property
    def now(self) -> RoomNow:
        return now_in(self.request, self.room, self.seqs)

    @property
    def event(self) -> Event:
        return self.now.event

    @property
    def host_clock(self) -> datetime | None:
        """The hour of the start on the hosts' clock, where it is not the reader's."""
        theirs, mine = self.event.starts_at.astimezone(self.event.clock), timezone.localtime(self.event.starts_at)
        return theirs.replace(tzinfo=None) if theirs.utcoffset() != mine.utcoffset() else None

    @property
    def host_place(self) -> str:
        return self.event.zone.rpartition("/")[2].replace("_", " ")

    @property
    def blank(self) -> dict:
        """A row with nothing in it, which the page's script fills in."""
        now, language = timezone.now(), get_language()
        return {"pk": 0, "votes": 0, "seq": 0, "body": "", "language": language, "created_at": now, "raised_at": now, "state": "open", "title": ""}

    @property
    def room(self) -> Room:
        return self.presence.room

    @property
    def seat(self) -> Registration:
        return self.presence.registration

    @property
    def is_observing(self) -> bool:
        """Whoever observes reads everything, and is given no form."""
        return self.seat.role == Registration.Role.OBSERVER

    @property
    def may_speak(self) -> bool:
        return not self.is_observing and self.room.is_alive

    @property
    def is_waiting(self) -> bool:
        """Whether it has not opened for this reader."""
        return not self.is_leader and not self.room.is_closed and not self.room.is_open

    @property
    def standing(self) -> str:
        """In a word, by which the page's script knows when it has to be drawn anew."""
        if self.room.is_rehearsal:
            return "rehearsal"
        return "closed" if self.room.is_closed else "open" if self.room.is_open else "waiting"

    @property
    def asks_about_attendance(self) -> bool:
        is_asked = not self.presence.was_asked and not self.seat.may_record_attendance
        return is_asked and self.room.is_open and not self.is_observing

    @property
    def asks_about_noting(self) -> bool:
        """In a focus group, of whoever takes part and has not said yet whether what they say may be noted."""
        is_asked = self.seat.role == Registration.Role.PARTICIPANT and self.seat.noting_said_at is None
        return is_asked and is_noted(self.event) and self.room.is_open

    @cached_property
    def hides(self) -> frozenset[int]:
        return registry.hidden_from(self.who)

    def unhidden(self, rows: Iterable) -> list:
        return [row for row in rows if not row.by or row.by.user_id not in self.hides]

    @property
    def say(self) -> Form:
        return self.forms.get("say") or SayForm(auto_id="say_%s")

    @property
    def ask(self) -> Form:
        return self.forms.get("ask") or AskForm(auto_id="ask_%s")

    @property
    def answer(self) -> Form:
        return AnswerForm(auto_id=False)

    # What happens

    @cached_property
    def messages(self) -> list[RoomMessage]:
        return self.unhidden(self.now.messages)

    @cached_property
    def questions(self) -> list[Question]:
        return self.unhidden(self.now.questions)

    @cached_property
    def upvoted(self) -> set[int]:
        """The questions that this reader would like to hear answered."""
        found = QuestionVote.objects.filter(by=self.seat, question__room=self.room)
        return set(found.values_list("question", flat=True)) if self.questions else set()

    @cached_property
    def held(self) -> list[Question]:
        """For hosts, all that wait; for others, their own, if it has their name on it."""
        if not self.numbers["held"]:
            return []
        held = self.room.questions.held().with_votes()
        return self.unhidden(held if self.is_leader else held.filter(by=self.seat))

    @cached_property
    def hands(self) -> list[Hand]:
        return self.unhidden(self.now.hands)

    @property
    def has_hand_up(self) -> bool:
        return any(hand.by_id == self.seat.pk for hand in self.hands)

    @property
    def numbers(self) -> dict:
        return self.now.numbers

    # Who is here

    @property
    def here(self) -> tuple[int, bool]:
        return self.now.here

    @cached_property
    def names(self) -> list[str]:
        """Of those who agree to be named."""
        return sorted(presence.registration.shown_name for presence in self.room.presences.here().named())

    # What is on

    @property
    def items(self) -> list[Item]:
        return self.now.items

    @property
    def item(self) -> Item | None:
        return next((item for item in self.items if item.pk == self.room.item_id), None)

    @property
    def next_item(self) -> Item | None:
        """The one after the one that is on; the first, before anything is on."""
        keys = [item.pk for item in self.items]
        place = keys.index(self.room.item_id) + 1 if self.room.item_id in keys else 0
        return self.items[place] if place < len(self.items) else None

    @cached_property
    def video(self) -> Video | None:
        return video_of(self.room.event.video) if self.room.event.video else None

    # Groups

    @cached_property
    def rounds(self) -> list[RoundSeen]:
        return rounds_of(self) if self.is_leader or self.now.rounds else []

    @property
    def begun(self) -> list[RoundSeen]:
        return [seen for seen in self.rounds if seen.round.state != GroupRound.State.PREPARED]

    # Polls

    @cached_property
    def polls(self) -> list[PollSeen]:
        """Those that are or were put to the room, the newest first."""
        return [self.seen(poll, count) for poll, count in self.now.polls if self.is_leader or poll.state != Poll.State.DRAFT]

    @cached_property
    def votes(self) -> dict[int, list[Vote]]:
        """This reader's, by poll, where polls are not anonymous."""
        found = defaultdict(list)
        for vote in Vote.objects.filter(poll__event=self.room.pk, by=self.seat):
            found[vote.poll_id].append(vote)
        return found

    @cached_property
    def voted(self) -> set[int]:
        """The anonymous polls in which this reader has voted."""
        return set(Voted.objects.filter(poll__event=self.room.pk, by=self.seat).values_list("poll", flat=True))

    def seen(self, poll: Poll, count: Counted) -> PollSeen:
        mine = [] if poll.is_anonymous else self.votes[poll.pk]
        has_voted = poll.pk in self.voted if poll.is_anonymous else bool(mine)
        shows = self.is_leader or poll.shown_at is not None
        text = next((vote.text for vote in mine if vote.text), "")
        return PollSeen(poll, has_voted, {vote.option_id for vote in mine if vote.option_id}, text, count if shows else None, count.voted)
