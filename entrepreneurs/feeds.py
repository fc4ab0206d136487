"""The feeds of people, of conversations and of discussions: who may follow them, and what is told there of the rows that events name."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from entrepreneurs import discussing
from entrepreneurs.middleware import has_what_it_needs
from entrepreneurs.models import Attachment, Block, Connection, Conversation, Message, Participant, User
from entrepreneurs.threads import contributions_by_id
from hub.live import registry
from hub.live.registry import Row


def messages_by_id(keys: Iterable[int]) -> dict[int, Row]:
    found = Message.objects.filter(pk__in=keys).select_related("author").prefetch_related("attachments")
    return {message.pk: message_as_json(message) for message in found}


def message_as_json(message: Message) -> Row:
    """The same for every reader: words about it (also for a name that is not given), and times on their clock, are the page's."""
    return {
        "id": message.pk,
        "seq": message.seq,
        "author": message.author_id,
        "name": message.author.name if message.author else "",
        "client_id": message.client_id,
        "body": message.body,
        "language": message.language,
        "reply_to": message.reply_to_id,
        "created_at": message.created_at,
        "edited_at": message.edited_at,
        "deleted_at": message.deleted_at,
        "is_removed": message.is_removed,
        "attachments": [attachment_as_json(one) for one in message.attachments.all()],
    }


def attachment_as_json(one: Attachment) -> Row:
    return {"name": one.name, "size": one.size, "address": reverse("attachment", args=[one.key])}


def participants_by_id(keys: Iterable[int]) -> dict[int, Row]:
    found = Participant.objects.filter(pk__in=keys).select_related("user")
    return {participant.pk: participant_as_json(participant) for participant in found}


def participant_as_json(participant: Participant) -> Row:
    return {
        "id": participant.pk,
        "user": participant.user_id,
        "author": participant.user_id,
        "name": participant.user.name,
        "read_seq": participant.read_seq,
        "is_here": participant.left_at is None,
    }


def conversations_by_id(keys: Iterable[int]) -> dict[int, Row]:
    return {one.pk: {"id": one.pk, "title": one.title, "is_open": one.is_open()} for one in Conversation.objects.filter(pk__in=keys)}


def connections_by_id(keys: Iterable[int]) -> dict[int, Row]:
    found = Connection.objects.filter(pk__in=keys).select_related("asker", "asked")
    return {one.pk: {"id": one.pk, "author": one.asker_id, "asker": one.asker.name, "asked": one.asked.name} for one in found}


def joined_seqs(user, keys: Iterable[int]) -> dict[int, int]:
    """After which number somebody sees each conversation: that of their joining."""
    return dict(Participant.objects.present().filter(user=user, conversation__in=keys).values_list("conversation", "joined_seq"))


registry.register(
    "person",
    visible=lambda user: User.objects.filter(pk=user.pk, is_active=True),
    tables={"connection": connections_by_id},
    revoking={"hiding.changed", "session.ended"},
)
registry.register(
    "conversation",
    visible=Conversation.objects.visible_to,
    tables={"message": messages_by_id, "participant": participants_by_id, "conversation": conversations_by_id},
    since=joined_seqs,
    revoking={"participant.left"},
    signals={"typing"},
)
registry.register(
    "discussion",
    readable=discussing.readable,
    tables={"contribution": contributions_by_id, "thread": contributions_by_id},
    revoking={"reader.left"},
)
registry.hide(Block.objects.hidden_from)
registry.admit(lambda user: not settings.REQUIRE_SECOND_FACTOR or has_what_it_needs(user))
