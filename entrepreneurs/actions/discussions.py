"""What people do in discussions: contribute, answer, change what they said, take it back; and what moderators take away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs import discussing
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.discussing import Place
from entrepreneurs.models import Block, Contribution, User
from entrepreneurs.models.discussions import ANSWER
from hub import limits, notices
from hub.live.models import Feed

MOST = 30  # of one person, in ten minutes
ANSWERED, ASKED = "answered", "question_asked"  # kinds of notices


class NotSpeaking(ValidationError):
    """Only those whom the place lets speak say anything there."""


class NothingToAnswer(ValidationError):
    """What was answered is there no more."""

    def __init__(self):
        super().__init__(gettext_lazy("What you answer to is not there any more. Your text is still here."))


class NotTheirs(ValidationError):
    """Nobody changes what somebody else said, and only those who moderate the place take it away."""


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You have written very often just now. Wait a few minutes; your text is still here."))


def contribute(place: Place, *, author: User, kind: str, body: str, language: str, client_id: UUID, title: str = "") -> Contribution:
    """Say something there. Said again with the same `client_id`, it is the contribution already there. Facilitators are told of a question."""
    return say(place, author=author, client_id=client_id, kind=kind, title=title, body=body, language=language)


def answer(place: Place, *, author: User, to: Contribution, body: str, language: str, client_id: UUID) -> Contribution:
    """Answer something said there. Everybody who has spoken in that thread is told, as far as they see the author."""
    return say(place, author=author, client_id=client_id, kind=ANSWER, body=body, language=language, answers_to=to)


@transaction.atomic
def say(place: Place, *, author: User, client_id: UUID, answers_to: Contribution | None = None, **facts: Any) -> Contribution:
    Feed.objects.hold(place.feed_key)
    if known := Contribution.objects.filter(place=place.name, author=author, client_id=client_id).first():
        return known
    require_voice(author)
    if not (place.readable_by(author) and place.speakable_by(author)):
        raise NotSpeaking(place.invitation)
    if answers_to and not Contribution.objects.visible_to(author, place).threads().filter(pk=answers_to.pk).exists():
        raise NothingToAnswer
    limits.spend(f"contributions-of-{author.pk}", most=MOST, seconds=600, refusal=TooFast)
    said = Contribution.objects.create(place=place.name, author=author, client_id=client_id, answers_to=answers_to, **facts)
    tell(place, said)
    announce("made", said)
    return said


def announce(what: str, said: Contribution) -> None:
    """With an answer goes its thread: it may begin to be shown, or end."""
    thread = {"thread": said.answers_to_id} if said.answers_to_id else {}
    Feed.objects.append(said.feed_key, f"contribution.{what}", contribution=said.pk, **thread)


def end_reading(place: Place, user: User) -> None:
    """Somebody reads there no more, as the app that owns the place has settled: what their open pages listen to is closed at once."""
    Feed.objects.append(place.feed_key, "reader.left", user=user.pk)


def tell(place: Place, said: Contribution) -> None:
    """Whoever is answered; the facilitators, of a question. Nobody between whom and the author a block stands, or who cannot read it."""
    kind = ANSWERED if said.answers_to_id else ASKED
    concerned = speakers_of(said) if said.answers_to_id else place.facilitators() if said.kind == discussing.QUESTION else set()
    concerned -= {said.author_id} | (Block.objects.hidden_from(said.author) if concerned else set())
    for user in User.objects.filter(pk__in=concerned, is_active=True) if concerned else ():
        if place.readable_by(user):
            notices.give(user, kind, about=f"contribution:{said.thread_id}")


def speakers_of(said: Contribution) -> set[int]:
    """Everybody who has spoken in its thread."""
    thread = Contribution.objects.filter(pk=said.thread_id) | Contribution.objects.filter(answers_to=said.thread_id)
    return set(thread.order_by().exclude(author=None).values_list("author", flat=True))


@transaction.atomic
def change(said: Contribution, *, by: User, body: str, title: str = "") -> Contribution:
    """Say it otherwise; everybody sees that it was changed."""
    require_voice(by)
    said = theirs(said, by=by)
    if (said.title, said.body) != (title, body):
        said.title, said.body, said.edited_at = title, body, timezone.now()
        said.save(update_fields=["title", "body", "edited_at"])
        announce("changed", said)
    return said


@transaction.atomic
def take_back(said: Contribution, *, by: User) -> None:
    """What was answered to it stays, and others see that something was said there."""
    take_away(theirs(said, by=by))


def remove(said: Contribution, *, place: Place, by: User) -> None:
    """For those who moderate the place."""
    if not place.moderated_by(by):
        raise NotTheirs(_("Only those who moderate here can do this."))
    remove_reported(said)


@transaction.atomic
def remove_reported(said: Contribution) -> None:
    """Others see that a moderator did it."""
    said = held(said)
    if not said.deleted_at:
        take_away(said, is_removed=True)


def take_away(said: Contribution, *, is_removed: bool = False) -> None:
    said.title, said.body, said.deleted_at, said.is_removed = "", "", timezone.now(), is_removed
    said.save(update_fields=["title", "body", "deleted_at", "is_removed"])
    announce("deleted", said)


def theirs(said: Contribution, *, by: User) -> Contribution:
    """The contribution, held until the transaction ends, if it is theirs to change."""
    said = held(said)
    if said.author_id != by.pk or said.deleted_at:
        raise NotTheirs(_("Only what you have said yourself can be changed, as long as it is there."))
    return said


def held(said: Contribution) -> Contribution:
    Feed.objects.hold(said.feed_key)
    return Contribution.objects.select_for_update(no_key=True, of=["self"]).get(pk=said.pk)
