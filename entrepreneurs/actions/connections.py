"""Coming to know each other, and keeping somebody away."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions import conversations, saying
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Connection, Conversation, Message, User
from entrepreneurs.models.conversations import pair_of
from hub import notices
from hub.live.models import Feed
from hub.live.registry import personal

REQUESTS_A_DAY = 20


class NotAdult(ValidationError):
    """Writing to each other is for people of 18 or older, by their own word."""


class AskedAlready(ValidationError):
    """The two are connected, or one of them has asked the other."""


class TooMany(ValidationError):
    """Nobody comes to know so many people in a day."""


class NotOpen(ValidationError):
    """The request has been answered, or is too old."""


class CannotBeAsked(ValidationError):
    """Whoever was meant does not receive requests from this person; it is not said why."""


def say_adult(user: User) -> None:
    """Keep that the user says to be 18 or older; said again, it stays the first day."""
    User.objects.filter(pk=user.pk, said_adult_at=None).update(said_adult_at=timezone.now())
    user.refresh_from_db(fields=["said_adult_at"])


def require_adult(user: User) -> None:
    if not user.said_adult_at:
        raise NotAdult(_("Writing to each other is for people of 18 or older. Learning is for everybody."))


@transaction.atomic
def ask(asker: User, *, asked: User, message: str, language: str) -> Connection:
    """Ask somebody to be connected. What has expired may be asked anew; what was declined looks as if it had not been answered yet."""
    require_adult(asker)
    require_voice(asker)
    if asker == asked or not asked.is_active or Block.objects.between(asker, asked).exists():
        raise CannotBeAsked(_("This person cannot be asked."))
    User.objects.select_for_update(no_key=True).get(pk=asker.pk)
    day_ago = timezone.now() - timedelta(days=1)
    if Connection.objects.filter(asker=asker, asked_at__gt=day_ago).count() >= REQUESTS_A_DAY:
        raise TooMany(_("You have asked %(number)d people today. Wait for their answers, and go on tomorrow.") % {"number": REQUESTS_A_DAY})
    Connection.objects.between(asker, asked).filter(accepted_at=None, expires_at__lte=timezone.now()).delete()
    if Connection.objects.between(asker, asked).exists():
        raise AskedAlready(_("You are connected already, or one of you has asked the other."))
    connection = Connection.objects.create(asker=asker, asked=asked, message=message, language=language)
    notices.give(asked, "request", about=f"connection:{connection.pk}")
    Feed.objects.append(personal(asked), "connection.asked", connection=connection.pk)
    return connection


@transaction.atomic
def accept(connection: Connection, *, by: User) -> Conversation:
    """Consent. The two have a conversation from now on, which begins with what the asker wrote, be they silenced since then or not."""
    require_adult(by)
    connection = locked(connection, by=by)
    connection.accepted_at = timezone.now()
    connection.save(update_fields=["accepted_at"])
    conversation = conversations.open_direct(connection.asker, connection.asked)
    said = {"body": connection.message, "language": connection.language, "client_id": uuid4()}
    saying.post_message(conversation, author=connection.asker, is_due=True, **said)
    notices.close(by, "request", about=f"connection:{connection.pk}")
    notices.give(connection.asker, "accepted", about=f"connection:{connection.pk}")
    Feed.objects.append(personal(connection.asker), "connection.accepted", connection=connection.pk)
    return conversation


@transaction.atomic
def decline(connection: Connection, *, by: User) -> None:
    """Say no, without the asker being told: to them it is a request that nobody has answered, until it expires."""
    connection = locked(connection, by=by)
    connection.declined_at = timezone.now()
    connection.save(update_fields=["declined_at"])
    notices.close(by, "request", about=f"connection:{connection.pk}")


@transaction.atomic
def remove_request(connection: Connection) -> None:
    """Take away what a request said, for moderators, also where it began a conversation. One that waits for an answer gets none."""
    said = Message.objects.filter(conversation__pair=pair_of(connection.asker, connection.asked), author=connection.asker, body=connection.message)
    for message in said:
        conversations.remove_message(message)
    waiting = Connection.objects.filter(pk=connection.pk)
    waiting.update(message="")
    waiting.filter(accepted_at=None, declined_at=None).update(declined_at=timezone.now())


def locked(connection: Connection, *, by: User) -> Connection:
    """The request, held until the transaction ends, if `by` was asked and may still answer."""
    waiting = Connection.objects.select_for_update(no_key=True, of=["self"]).waiting().filter(pk=connection.pk, asked=by)
    if (found := waiting.select_related("asker", "asked").first()) is None:
        raise NotOpen(_("This request has been answered already, or has expired."))
    return found


@transaction.atomic
def part(one: User, *, other: User) -> None:
    """End a connection. What was said stays readable; nothing more can be said."""
    Connection.objects.between(one, other).delete()
    conversations.tell_whether_open(one, other)


@transaction.atomic
def block(blocker: User, *, blocked: User) -> Block:
    """From now on nothing passes between the two: no request, no message, no sight of a profile."""
    if blocker == blocked:
        raise CannotBeAsked(_("You cannot block yourself."))
    found, is_new = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if is_new:
        part(blocker, other=blocked)
        tell_of_hiding(blocker, blocked)
    return found


@transaction.atomic
def unblock(blocker: User, *, blocked: User) -> None:
    """Take a block back. The two are strangers again, and one may ask the other."""
    if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
        tell_of_hiding(blocker, blocked)


def tell_of_hiding(one: User, other: User) -> None:
    """Sockets of both ask anew what they may see. Neither is told why."""
    for user in sorted([one, other], key=personal):
        Feed.objects.append(personal(user), "hiding.changed", user=user.pk)
