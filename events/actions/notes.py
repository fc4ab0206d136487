"""What groups write: a shared note, and a report. Nothing is overwritten unseen: whoever saves says which version they had before them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from events.actions.chat import spend
from events.actions.groups import IsOver, held
from events.actions.rooms import require_part
from events.models import Group, Registration, Room
from events.video import validate_video
from hub.live.models import Feed


class NotInIt(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You are not in this group any more, so you cannot write here. Your text is still here: take it with you."))


class WrittenMeanwhile(ValidationError):
    """Somebody else has saved since this text was begun. Forms know it by its code."""

    def __init__(self):
        message = gettext_lazy("Somebody else has saved meanwhile. Both texts are here: put into yours what you would like to keep, and save again.")
        super().__init__(message, code="meanwhile")


@transaction.atomic
def save_note(group: Group, *, by: Registration, text: str, version: int) -> Group:
    """Change the group's note. Saved twice, it is one change.

    ValidationError for whoever may not: NoSeat, OnlyReading, NotOpen, Silenced, TooFast, NotInIt, IsOver, WrittenMeanwhile.
    """
    _room, group, _seat = writing(group, by)
    if text != group.note:
        require_seen(group.note_version, seen=version)
        change(group, "note.saved", note=text, note_version=version + 1)
    return group


@transaction.atomic
def save_report(group: Group, *, by: Registration, text: str, language: str, version: int) -> Group:
    """Write down what the group reports; refused as a note is. The room sees it as soon as the groups report back."""
    room, group, seat = writing(group, by)
    if (text, language) != (group.report, group.report_language):
        require_seen(group.report_version, seen=version)
        facts = {"report_language": language, "reported_by": seat} if text else {"report_language": "", "reported_by": None}
        Feed.objects.append(room.feed_key, "round.reported", round=group.round_id)
        change(group, "report.saved", report=text, report_version=version + 1, **facts)
    return group


def writing(group: Group, by: Registration) -> tuple[Room, Group, Registration]:
    """The room, the group as it is now, and the seat of whoever writes: somebody in the group, or a host who lends a hand."""
    room, round_ = held(group.round)
    seat = require_part(room, by)
    if not round_.is_alive:
        raise IsOver
    if seat.role != Registration.Role.HOST and not group.members.filter(registration=seat).exists():
        raise NotInIt
    spend(seat)
    return room, Group.objects.select_for_update(no_key=True).get(pk=group.pk), seat


def require_seen(version: int, *, seen: int) -> None:
    if seen != version:
        raise WrittenMeanwhile


def change(group: Group, kind: str, **facts) -> None:
    Group.objects.filter(pk=group.pk).update(**facts)
    group.refresh_from_db()
    Feed.objects.append(group.feed_key, kind, group=group.pk)


@transaction.atomic
def set_video(group: Group, *, video: str) -> None:
    """A host says where the group meets by video."""
    validate_video(video)
    held(group.round)
    change(group, "group.changed", video=video)
