"""A conversation as one of its participants sees it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Subquery

from entrepreneurs.feeds import participant_as_json
from entrepreneurs.models import Block, Conversation, Message, Participant, User
from hub.live.models import Feed
from hub.live.registry import Row

A_PAGE = 50


@dataclass
class Talk:
    """One conversation, for one reader. `seq` is how far its feed was before anything else was read: what happens later is told from there."""

    conversation: Conversation
    reader: User
    before: int | None = None
    words: str = ""

    def __post_init__(self):
        self.seq = Feed.objects.last_seqs([self.conversation.feed_key])[self.conversation.feed_key]

    @cached_property
    def hides(self) -> set[int]:
        return Block.objects.hidden_from(self.reader)

    @cached_property
    def people(self) -> list[Participant]:
        """Who is here, but for those whom the reader hides; one query."""
        return list(self.conversation.participants.present().exclude(user__in=self.hides).select_related("user"))

    @cached_property
    def me(self) -> Participant:
        return next(participant for participant in self.people if participant.user_id == self.reader.pk)

    @property
    def others(self) -> list[Participant]:
        return [participant for participant in self.people if participant.user_id != self.reader.pk]

    @property
    def known(self) -> list[Row]:
        """Who is here, as the page's script knows them."""
        return [participant_as_json(participant) for participant in self.people]

    @property
    def title(self) -> str:
        return self.conversation.title or ", ".join(participant.user.shown_name for participant in self.others)

    @property
    def readable(self):
        return Message.objects.visible_to(self.me, hides=self.hides)

    @cached_property
    def messages(self) -> list[Message]:
        """A page of them, oldest first, with what they answer to; one query."""
        found = self.readable.select_related("author", "reply_to__author").prefetch_related("attachments")
        if self.words:
            found = found.filter(body__icontains=self.words)
        return found.page(before=self.before, size=A_PAGE)

    @property
    def earlier(self) -> int | None:
        """The number before which there may be more."""
        return self.messages[0].seq if len(self.messages) == A_PAGE else None

    @property
    def is_at_the_end(self) -> bool:
        return not self.before and not self.words

    @cached_property
    def is_open(self) -> bool:
        return self.conversation.is_open()

    @property
    def readers(self) -> dict[int, list[str]]:
        """Who has read up to which of the shown messages and no further, by name."""
        found: dict[int, list[str]] = {}
        for participant in self.others:
            read = [message for message in self.messages if message.seq <= participant.read_seq]
            if read:
                found.setdefault(read[-1].pk, []).append(participant.user.shown_name)
        return found


def talks_of(user: User) -> list[dict]:
    """The newest conversations, each with its title, its last message and how much of it is new; five queries however many."""
    found = list(Conversation.objects.visible_to(user).with_unread(user)[:A_PAGE])
    hides = Block.objects.hidden_from(user)
    titles = titles_of(found, user=user, hides=hides)
    seqs = Feed.objects.last_seqs([one.feed_key for one in found])
    last = {message.conversation_id: message for message in last_messages(found, user=user, hides=hides)}
    return [{"conversation": one, "title": titles[one.pk], "last": last.get(one.pk), "seq": seqs[one.feed_key]} for one in found]


def titles_of(found: list[Conversation], *, user: User, hides: set[int]) -> dict[int, str]:
    """What each is called, or the names of the others in it; one query."""
    names: dict[int, list[str]] = {}
    for participant in Participant.objects.present().filter(conversation__in=found).exclude(user__in={user.pk} | hides).select_related("user"):
        names.setdefault(participant.conversation_id, []).append(participant.user.shown_name)
    return {one.pk: one.title or ", ".join(names.get(one.pk, [])) for one in found}


def last_messages(found: list[Conversation], *, user: User, hides: set[int]):
    """The last message of each that the user may read; one query."""
    newest = Message.objects.filter(conversation=OuterRef("conversation"), seq__gt=OuterRef("joined_seq")).exclude(author__in=hides).order_by("-seq")
    mine = Participant.objects.filter(conversation__in=found, user=user).annotate(last=Subquery(newest.values("pk")[:1]))
    return Message.objects.filter(pk__in=mine.values("last")).select_related("author")
