"""Saying something in a conversation. What several say at once is checked and saved together: one lock, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy

from entrepreneurs.actions import attachments
from entrepreneurs.actions.conversations import Closed, NotTakingPart
from entrepreneurs.actions.silences import Silenced
from entrepreneurs.attachments import Accepted
from entrepreneurs.models import Conversation, Message, Participant, Silence, User
from hub import limits
from hub.groupcommit import GroupCommit
from hub.live.models import Feed


class TooFast(ValidationError):
    """So many messages a minute are no conversation."""

    def __init__(self):
        super().__init__(gettext_lazy("That was a lot in a minute. Your text is still here: wait a little, and send it then."))


@dataclass(frozen=True)
class Words:
    """What somebody wants to say. It is due where its author could write when they wrote it: the request that is accepted now."""

    author: User
    client_id: UUID
    body: str
    language: str
    reply_to: Message | None = None
    files: Sequence[Accepted] = ()
    is_due: bool = False

    @property
    def name(self) -> tuple[int, UUID]:
        return self.author.pk, self.client_id


def post_message(conversation: Conversation, **facts) -> Message:
    """Say something (Words), with files. Said again with the same `client_id`, it is the message already there, with its files.

    ValidationError for whoever may not: NotTakingPart, Closed, Silenced, TooFast, TooManyFiles.
    """
    return together.do(conversation, Words(**facts))


@transaction.atomic
def say(conversation: Conversation, everything: Sequence[Words]) -> list[Message | ValidationError]:
    """The messages with their numbers, in the order in which they were given. The feed is held until the commit, so everybody reads one order."""
    numbers = Feed.objects.take_numbers(conversation.feed_key, len(everything))
    room = Room(conversation, everything)
    answers = room.said | {words.name: refusal for words in room.new if (refusal := room.refusal_of(words))}
    new = [words for words in room.new if words.name not in answers]
    if unused := len(everything) - len(new):
        Feed.objects.give_back(conversation.feed_key, unused)
    answers |= save(room, dict(zip(numbers, new, strict=False)))
    return [answers[words.name] for words in everything]


class Room:
    """The conversation as those find it who want to say something; three queries for all of them, and two where it is between two people."""

    def __init__(self, conversation: Conversation, everything: Sequence[Words]):
        self.conversation, authors = conversation, {words.author.pk for words in everything}
        known = conversation.messages.filter(author__in=authors, client_id__in={words.client_id for words in everything})
        self.said = {(message.author_id, message.client_id): message for message in known}
        self.new = {words.name: words for words in everything if words.name not in self.said}.values()
        if self.new:
            self.here = {one.user_id: one for one in conversation.participants.present().filter(user__in=authors)}
            self.silences = {one.user_id: one for one in Silence.objects.current().filter(user__in=authors)}
            self.is_open = conversation.is_open()

    def refusal_of(self, words: Words) -> ValidationError | None:
        try:
            self.require(words)
        except ValidationError as refusal:
            return refusal

    def require(self, words: Words) -> None:
        author = words.author.pk
        if author in self.silences and not words.is_due:
            raise Silenced(self.silences[author].until)
        if author not in self.here:
            raise NotTakingPart
        if not self.is_open:
            raise Closed
        limits.spend(f"messages-of-{author}", most=settings.MESSAGES_A_MINUTE, seconds=60, refusal=TooFast)
        limits.spend(f"messages-in-{self.conversation.pk}", most=settings.MESSAGES_A_MINUTE * 10, seconds=60, refusal=TooFast)
        attachments.require_room(words.author, words.files)


def save(room: Room, numbered: dict[int, Words]) -> dict[tuple[int, UUID], Message]:
    """Each of them under its number, by name; whoever speaks has read up to there."""
    if not numbered:
        return {}
    conversation = room.conversation
    messages = Message.objects.bulk_create(
        Message(
            conversation=conversation,
            author=words.author,
            client_id=words.client_id,
            seq=seq,
            body=words.body,
            language=words.language,
            reply_to=words.reply_to,
        )
        for seq, words in numbered.items()
    )
    for message in messages:
        attachments.attach(message, numbered[message.seq].files)
    Conversation.objects.filter(pk=conversation.pk).update(touched_at=messages[-1].created_at, said_seq=messages[-1].seq)
    mark_read({room.here[message.author_id].pk: message.seq for message in messages})
    happened = {message.seq: {"message": message.pk, "participant": room.here[message.author_id].pk} for message in messages}
    Feed.objects.record(conversation.feed_key, "message.posted", happened)
    return {numbered[message.seq].name: message for message in messages}


def mark_read(seqs: dict[int, int]) -> None:
    """How far each participant has read; one query."""
    cases = [When(pk=participant, then=Value(seq)) for participant, seq in seqs.items()]
    Participant.objects.filter(pk__in=seqs).update(read_seq=Case(*cases))


together = GroupCommit(say)
