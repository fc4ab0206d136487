"""What people do in conversations, but for saying something (saying.py)."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Connection, Conversation, Message, MessageVersion, Participant, User
from entrepreneurs.models.conversations import pair_of
from hub import notices
from hub.live.models import Feed

MOST_PEOPLE = 50
VERSIONS_KEPT = timedelta(days=90)


class NotTakingPart(ValidationError):
    """Only those who are in a conversation do anything in it."""

    def __init__(self, message=None):
        super().__init__(message or gettext_lazy("You are not in this conversation any more."))


class Closed(ValidationError):
    """The two are connected no more."""

    def __init__(self):
        super().__init__(gettext_lazy("You two are not connected any more. What was said stays readable."))


class NotTheirs(ValidationError):
    """Nobody changes what somebody else said."""


class TooMany(ValidationError):
    """A group is for people who can know each other."""


# Beginning


def open_direct(one: User, other: User) -> Conversation:
    """The one conversation of these two, begun if need be."""
    conversation, is_new = Conversation.objects.get_or_create(pair=pair_of(one, other))
    if is_new:
        Participant.objects.bulk_create([Participant(conversation=conversation, user=user) for user in (one, other)])
    else:
        tell_whether_open(one, other)
    return conversation


@transaction.atomic
def start_group(owner: User, *, title: str, members: list[User]) -> Conversation:
    """A group of people whom its owner is connected with."""
    require_voice(owner)
    require_connected(owner, members)
    conversation = Conversation.objects.create(title=title)
    Participant.objects.create(conversation=conversation, user=owner, is_owner=True)
    for member in members:
        let_in(conversation, member)
    return conversation


@transaction.atomic
def add_member(conversation: Conversation, *, by: User, member: User) -> Participant:
    """Let somebody into a group. They see what is said from now on."""
    require_owner(conversation, by)
    require_connected(by, [member])
    return let_in(conversation, member)


def let_in(conversation: Conversation, member: User) -> Participant:
    here = conversation.participants.present()
    if here.count() >= MOST_PEOPLE:
        raise TooMany(_("A group has %(number)d people at most.") % {"number": MOST_PEOPLE})
    if found := here.filter(user=member).first():
        return found
    seq = Feed.objects.take_number(conversation.feed_key)
    facts = {"joined_at": timezone.now(), "joined_seq": seq, "read_seq": seq, "left_at": None, "is_owner": False, "is_muted": False}
    participant, _is_new = Participant.objects.update_or_create(conversation=conversation, user=member, defaults=facts)
    Feed.objects.append(conversation.feed_key, "participant.joined", seq=seq, participant=participant.pk)
    return participant


def require_connected(owner: User, members: list[User]) -> None:
    known = Connection.objects.of(owner).accepted().values_list("asker", "asked")
    strangers = {member.pk for member in members} - {one for pair in known for one in pair}
    if strangers or Block.objects.hidden_from(owner) & {member.pk for member in members}:
        raise ValidationError(_("You can bring people into a group whom you are connected with."))


def require_owner(conversation: Conversation, user: User) -> None:
    if not conversation.participants.present().filter(user=user, is_owner=True).exists():
        raise NotTakingPart(_("Only those who began the group can do this."))


# Changing what was said


@transaction.atomic
def edit_message(message: Message, *, by: User, body: str) -> Message:
    """Say it otherwise. What it said before is kept for a while, in case somebody complains of it."""
    require_voice(by)
    message = change(message, by=by)
    if message.body != body:
        message.body, message.edited_at = body, timezone.now()
        message.save(update_fields=["body", "edited_at"])
        Feed.objects.append(message.conversation.feed_key, "message.edited", message=message.pk)
    return message


@transaction.atomic
def delete_message(message: Message, *, by: User) -> Message:
    """Take it back, with its files: others see that something was said here, and not what."""
    return take_away(change(message, by=by))


@transaction.atomic
def remove_message(message: Message) -> Message:
    """Take away what somebody said, for moderators. Others see that a moderator did it; what it said is kept for a while, in case that was wrong."""
    message = held(message)
    if not message.deleted_at:
        MessageVersion.objects.create(message=message, body=message.body)
        take_away(message, is_removed=True)
    return message


def take_away(message: Message, *, is_removed: bool = False) -> Message:
    message.body, message.deleted_at, message.is_removed = "", timezone.now(), is_removed
    message.save(update_fields=["body", "deleted_at", "is_removed"])
    message.attachments.all().delete()
    Feed.objects.append(message.conversation.feed_key, "message.deleted", message=message.pk)
    return message


def change(message: Message, *, by: User) -> Message:
    """The message, held until the transaction ends, its text kept as an earlier version, if it is theirs to change."""
    message = held(message)
    taking_part(message.conversation, by)
    require_open(message.conversation)
    if message.author_id != by.pk or message.deleted_at:
        raise NotTheirs(_("Only what you have said yourself can be changed, as long as it is there."))
    MessageVersion.objects.create(message=message, body=message.body)
    return message


def held(message: Message) -> Message:
    return Message.objects.select_for_update(no_key=True, of=["self"]).select_related("conversation").get(pk=message.pk)


def taking_part(conversation: Conversation, user: User) -> Participant:
    participant = conversation.participants.present().filter(user=user).first()
    if participant is None:
        raise NotTakingPart
    return participant


def require_open(conversation: Conversation) -> None:
    if not conversation.is_open():
        raise Closed


def tell_whether_open(one: User, other: User) -> None:
    """Tell the conversation of these two, if they have one, that it may have closed or opened."""
    if conversation := Conversation.objects.filter(pair=pair_of(one, other)).first():
        Feed.objects.append(conversation.feed_key, "conversation.changed", conversation=conversation.pk)


# Reading, and going


@transaction.atomic
def mark_read(conversation: Conversation, *, user: User, seq: int) -> Participant:
    """Everything up to this number is read. It never moves back, and not beyond the last message."""
    if (participant := taking_part(conversation, user)).read_seq >= seq:
        return participant
    Feed.objects.hold(conversation.feed_key)
    participant = taking_part(conversation, user)
    last = conversation.messages.aggregate(last=Max("seq"))["last"] or 0
    if participant.read_seq < min(seq, last):
        participant.read_seq = min(seq, last)
        participant.save(update_fields=["read_seq"])
        notices.close(user, "message", about=conversation.feed_key)
        Feed.objects.append(conversation.feed_key, "participant.read", participant=participant.pk)
    return participant


def mute(conversation: Conversation, *, user: User, is_muted: bool) -> None:
    """No notices of what is said there, or notices again from now on. Nobody else is told."""
    said = Conversation.objects.filter(pk=conversation.pk).values("said_seq")
    Participant.objects.filter(pk=taking_part(conversation, user).pk).update(is_muted=is_muted, noticed_seq=said[:1])


@transaction.atomic
def leave(conversation: Conversation, *, user: User) -> None:
    """Go, from a group. Where its owner goes, whoever has been there longest owns it. A circle's is left with the circle."""
    if conversation.is_direct:
        raise ValidationError(_("A conversation of two ends when you end the connection, or block the other."))
    if conversation.is_of_circle:
        raise ValidationError(_("This conversation belongs to a circle. Whoever leaves the circle leaves it, too."))
    part_with(taking_part(conversation, user))


@transaction.atomic
def remove_member(conversation: Conversation, *, by: User, member: User) -> None:
    require_owner(conversation, by)
    part_with(taking_part(conversation, member))


def part_with(participant: Participant) -> None:
    conversation = participant.conversation
    Feed.objects.hold(conversation.feed_key)
    Participant.objects.filter(pk=participant.pk).update(left_at=timezone.now(), is_owner=False)
    here = conversation.participants.present()
    heir = None if conversation.is_of_circle else here.order_by("joined_seq").first()
    if heir and not here.filter(is_owner=True).exists():
        Participant.objects.filter(pk=heir.pk).update(is_owner=True)
    Feed.objects.append(conversation.feed_key, "participant.left", participant=participant.pk, user=participant.user_id)


def forget_versions() -> None:
    """What messages said before is kept for ninety days."""
    MessageVersion.objects.filter(replaced_at__lt=timezone.now() - VERSIONS_KEPT).delete()
