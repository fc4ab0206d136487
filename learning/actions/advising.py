"""Asking an adviser, answering in time or being let go, and ending it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.conversations import open_direct
from entrepreneurs.actions.saying import post_message
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Connection, Conversation, Participant, User
from events.models import AdviserAbsence
from hub import notices
from hub.limits import spend
from hub.live.models import Feed
from learning import advisers
from learning.actions.consents import give, withdraw_all
from learning.models import Advising
from learning.models.advising import WEEK

MOST_A_DAY = 10


class CannotBeAsked(ValidationError):
    """They advise nobody now, are away, or are not to be found by whoever asks; it is not said which."""


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(_("You have asked %(number)d advisers today. Wait for their answers, and go on tomorrow.") % {"number": MOST_A_DAY})


class NotOpen(ValidationError):
    """It has been answered, taken back or let go, or has ended."""

    def __init__(self):
        super().__init__(_("This has been answered already, or was taken back."))


# Asking


@transaction.atomic
def ask(learner: User, *, adviser: User | None, question: str, language: str, scopes=()) -> Advising:
    """Ask one adviser, or whoever of them speaks this language, and let them see this much once they say yes. Sent twice, it is asked once."""
    require_adult(learner)
    require_voice(learner)
    if known := Advising.objects.open().filter(learner=learner, adviser=adviser).first():
        return known
    if adviser and not advisers.offered_to(learner).filter(pk=adviser.pk).exists():
        raise CannotBeAsked(_("This adviser cannot be asked just now. Choose somebody else, or ask whoever speaks your language."))
    spend(f"advice-asked-by-{learner.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    try:
        with transaction.atomic():
            facts = {"is_for_anybody": adviser is None, "question": question, "language": language, "reply_by": reply_by(adviser)}
            asked = Advising.objects.create(learner=learner, adviser=adviser, **facts)
    except IntegrityError:  # sent twice at once: the other was first
        return Advising.objects.open().get(learner=learner, adviser=adviser)
    for scope in scopes:
        give(asked, scope=scope)
    for user in [adviser] if adviser else advisers.speaking(language, learner=learner):
        notices.give(user, "advising_asked", about=asked.feed_key)
    return asked


def reply_by(adviser: User | None, *, asked_at: datetime | None = None) -> datetime:
    """A week from now. The days in which the adviser is away do not count: what is left of the week begins when they are back."""
    asked_at = asked_at or timezone.now()
    due = asked_at + WEEK
    for absence in AdviserAbsence.objects.of(adviser).not_over() if adviser else ():
        gone, back = span(absence, zone=ZoneInfo(adviser.time_zone))
        if gone < due and back > asked_at:
            due = back + min(WEEK, max(due - max(gone, asked_at), timedelta()))
    return due


def span(absence: AdviserAbsence, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first midnight to the last, on the adviser's clock."""
    first, last = absence.begins, absence.ends + timedelta(days=1)
    return datetime(first.year, first.month, first.day, tzinfo=zone), datetime(last.year, last.month, last.day, tzinfo=zone)


# Answering


@transaction.atomic
def accept(advising: Advising, *, by: User) -> Advising:
    """Say yes. The two have a conversation from now on, which begins with the question, be its writer silenced since then or not."""
    require_adult(by)
    advising = held(advising)
    if not Advising.objects.asked_of(by).filter(pk=advising.pk).exists():
        raise NotOpen
    for other in Advising.objects.open().between(advising.learner, by).exclude(pk=advising.pk):  # asked by name, too: this is the answer
        let_go(held(other))
    advising.adviser, advising.accepted_at = by, timezone.now()
    advising.conversation = conversation_of(advising.learner, by)
    advising.save(update_fields=["adviser", "accepted_at", "conversation"])
    said = {"body": advising.question, "language": advising.language, "client_id": uuid4()}
    post_message(advising.conversation, author=advising.learner, is_due=True, **said)
    close_news(advising)
    notices.give(advising.learner, "advising_answered", about=advising.feed_key)
    Feed.objects.append(advising.feed_key, "advising.changed", advising=advising.pk)
    return advising


def conversation_of(learner: User, adviser: User) -> Conversation:
    """Their own, if they are connected. Else a group of these two without a title, which is called by whoever the other is: so they can talk
    without being connected, and either can leave."""
    if Connection.objects.between(learner, adviser).accepted().exists():
        return open_direct(learner, adviser)
    earlier = Advising.objects.between(learner, adviser).exclude(conversation=None).filter(conversation__pair=None).first()
    if earlier and earlier.conversation.participants.present().count() == len([learner, adviser]):
        return earlier.conversation
    conversation = Conversation.objects.create()
    Participant.objects.bulk_create([Participant(conversation=conversation, user=user) for user in (learner, adviser)])
    return conversation


@transaction.atomic
def decline(advising: Advising, *, by: User, word: str, language: str) -> Advising:
    """Say no, with a word about it if they like. Nobody waits any more."""
    advising = held(advising)
    if advising.adviser_id != by.pk or not Advising.objects.asked_of(by).filter(pk=advising.pk).exists():
        raise NotOpen
    require_voice(by)
    advising.declined_at, advising.word, advising.word_language = timezone.now(), word, language if word else ""
    advising.save(update_fields=["declined_at", "word", "word_language"])
    withdraw_all(advising)
    notices.give(advising.learner, "advising_answered", about=advising.feed_key)
    gone(advising)
    return advising


@transaction.atomic
def take_back(advising: Advising) -> Advising:
    """The learner waits no longer. The adviser is told of it no more."""
    advising = held(advising)
    if advising.state != "waiting":
        raise NotOpen
    return let_go(advising)


def let_go(advising: Advising) -> Advising:
    advising.released_at = timezone.now()
    advising.save(update_fields=["released_at"])
    withdraw_all(advising)
    gone(advising)
    return advising


def release_late() -> int:
    """Nobody waits for ever: what was not answered in time is let go, its learner is told, and other advisers are proposed to them."""
    return sum(release(one) for one in Advising.objects.late().values_list("pk", flat=True))


@transaction.atomic
def release(key: int) -> bool:
    """Once, however many look; not, if it was answered meanwhile."""
    late = Advising.objects.select_for_update(no_key=True, of=("self",)).select_related("learner", "adviser").late()
    if found := late.filter(pk=key).first():
        let_go(found)
        notices.give(found.learner, "advising_released", about=found.feed_key)
    return found is not None


@transaction.atomic
def end(advising: Advising, *, by: User) -> Advising:
    """By either. What the adviser could see is gone at once; what the two have said to each other stays."""
    advising = held(advising)
    if advising.state != "followed":
        raise NotOpen
    advising.ended_at = timezone.now()
    advising.save(update_fields=["ended_at"])
    withdraw_all(advising)
    if (other := advising.other(by)) and other == advising.learner:
        notices.give(other, "advising_ended", about=advising.feed_key)
    gone(advising)
    return advising


def held(advising: Advising) -> Advising:
    found = Advising.objects.select_for_update(no_key=True, of=("self",)).select_related("learner", "adviser")
    return found.get(pk=advising.pk)


def gone(advising: Advising) -> None:
    """Advisers' notices of it are closed, and their open pages lose it."""
    close_news(advising)
    Feed.objects.append(advising.feed_key, "advising.ended", advising=advising.pk)


def close_news(advising: Advising) -> None:
    """Whoever was asked is not to be told any more."""
    notices.close_all("advising_asked", about=advising.feed_key)


def remove_question(advising: Advising) -> None:
    """For moderators: what was asked goes; where it began a conversation, it is reported there."""
    Advising.objects.filter(pk=advising.pk).update(question="")
