"""Writing in the log of a circle."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs import known_of_circles
from entrepreneurs.actions.circles import held, member_of
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Circle, CircleEntry, User
from hub import limits

ENTRIES_AN_HOUR = 60


class NotTheirs(ValidationError):
    def __init__(self):
        super().__init__(_("Only what you have written yourself can be changed, as long as it is there."))


class NothingSaid(ValidationError):
    def __init__(self):
        super().__init__(_("Write what you gave, or what you learned: one of them is enough."))


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(_("That was a lot in an hour. Your text is still here: wait a little, and save it then."))


@transaction.atomic
def write(circle: Circle, *, by: User, client_id: UUID, gave: str, learned: str, language: str, meeting: UUID | None = None) -> CircleEntry:
    """Of a meeting there is one entry of each member, which is changed; sent again with the same `client_id`, it is the one already there."""
    require_voice(by)
    circle = held(circle)
    member_of(circle, by)
    require_words(gave, learned)
    if known := circle.entries.filter(author=by, client_id=client_id).first():
        return known
    if meeting and not known_of_circles.has_met(circle.pk, meeting):
        raise ValidationError(_("This circle has not had this meeting."))
    limits.spend(f"log-of-{by.pk}", most=ENTRIES_AN_HOUR, seconds=3600, refusal=TooFast)
    if meeting and (known := circle.entries.filter(author=by, meeting=meeting).first()):
        return change(known, by=by, gave=gave, learned=learned, language=language)
    return CircleEntry.objects.create(circle=circle, author=by, client_id=client_id, meeting=meeting, gave=gave, learned=learned, language=language)


def require_words(gave: str, learned: str) -> None:
    if not (gave or learned):
        raise NothingSaid


@transaction.atomic
def change(entry: CircleEntry, *, by: User, gave: str, learned: str, language: str) -> CircleEntry:
    require_voice(by)
    require_words(gave, learned)
    entry = theirs(entry, by)
    entry.gave, entry.learned, entry.language, entry.changed_at = gave, learned, language, timezone.now()
    entry.save()
    return entry


@transaction.atomic
def take_back(entry: CircleEntry, *, by: User) -> None:
    theirs(entry, by).delete()


def theirs(entry: CircleEntry, user: User) -> CircleEntry:
    """Held until the transaction ends."""
    found = CircleEntry.objects.select_for_update(no_key=True, of=["self"]).filter(pk=entry.pk, author=user).first()
    if found is None:
        raise NotTheirs
    member_of(found.circle, user)
    return found


def remove(entry: CircleEntry) -> None:
    """For everybody, by moderators."""
    entry.delete()
