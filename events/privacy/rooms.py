"""What rooms keep of people: what they said and asked, that they were here, how they voted. What was anonymous is nobody's."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy

from events.models import HallVote, Hand, Presence, Question, QuestionVote, Room, RoomMessage, Vote, Voted
from events.privacy.challenges import forget_challenges
from events.privacy.seats import of_seat
from hub import privacy
from hub.live.models import Feed
from hub.privacy.registry import Basis, Person

UNTIL_ERASED = gettext_lazy("Until you erase your account, or your registration is erased")


def erase_messages(rows, person: Person) -> None:
    """That something was said here stays; what, and by whom, goes, also from open pages."""
    for message in rows.select_related("room").order_by("room", "seq"):
        RoomMessage.objects.filter(pk=message.pk).update(by=None, body="", removed_at=timezone.now())
        Feed.objects.append(message.room.feed_key, "message.removed", message=message.pk)


def erase_questions(rows, person: Person) -> None:
    for question in rows.order_by("room", "pk"):
        room = Room.objects.get(pk=question.room_id)
        Feed.objects.append(room.hosts_key, "question.changed", question=question.pk)
        Feed.objects.append(room.feed_key, "question.changed", question=question.pk, room=room.pk)
    rows.delete()


def forget_words(seats) -> None:
    """What was said, asked and raised in the name of these registrations goes: call it before registrations are deleted, a guest's above all."""
    erase_messages(RoomMessage.objects.filter(by__in=seats), Person())
    erase_questions(Question.objects.filter(by__in=seats), Person())
    forget_challenges(seats)


privacy.register(
    RoomMessage,
    purpose=gettext_lazy("So that those who are in a room with you can read what you say"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(RoomMessage, "by"),
    erase=erase_messages,
    fields=("by", "room", "body", "language", "created_at", "removed_at"),
    stays=("language",),
)
privacy.register(
    Question,
    purpose=gettext_lazy("So that what you ask in a room can be answered. What you asked anonymously is not among it: nobody knows that it was you"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(Question, "by"),
    erase=erase_questions,
    fields=("by", "room", "body", "language", "asked_at", "state", "is_pinned"),
)
privacy.register(
    QuestionVote,
    purpose=gettext_lazy("So that what many would like to know is answered first"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(QuestionVote, "by"),
)
privacy.register(
    Hand,
    purpose=gettext_lazy("So that you get the word in your turn"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(Hand, "by"),
)
privacy.register(
    Presence,
    purpose=gettext_lazy("So that those in a room know roughly how many are here, and by name those who agree"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("When you were last here, until the room closes; the rest until you erase your account"),
    of=of_seat(Presence, "registration"),
)
privacy.register(
    Vote,
    purpose=gettext_lazy("So that your answer in a poll that is not anonymous counts, and you can change it"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(Vote, "by"),
    fields=("by", "poll", "option", "text", "language"),
)
privacy.register(
    Voted,
    purpose=gettext_lazy("So that everybody votes once in an anonymous poll. What you answered is not known"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of_seat(Voted, "by"),
    fields=("by", "poll"),
)
privacy.register(
    HallVote,
    purpose=gettext_lazy("So that it is known who entered the votes of people in the hall"),
    basis=Basis.DUTY,
    retention=gettext_lazy("Your name, until you erase your account"),
    of=lambda person: HallVote.objects.filter(entered_by=person.user) if person.user else HallVote.objects.none(),
    erase=privacy.blank("entered_by"),
    fields=("entered_by", "poll", "count", "entered_at"),
    is_theirs_alone=False,
)
privacy.nothing_personal("What hosts ask everybody, and the headings they put answers under", "events.Poll", "events.Option", "events.TextGroup")
privacy.nothing_personal("Anonymous: no row leads to anybody", "events.Ballot")
privacy.nothing_personal("When a room opened and closed, and what is on there", "events.Room")
