"""Notes of a focus group: consent to them, writing them down without names, and showing them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.models import Event, FocusNote, NotesRelease, Registration
from events.models.afterwards import is_noted
from events.names import names_of, without_names
from hub import mail, pagecache


class NotNoted(ValidationError):
    """Only what is said in a focus group is noted."""


class LacksConsent(ValidationError):
    """Somebody who was there has not said that it may be noted."""


class LacksNotes(ValidationError):
    """There is nothing to show."""


@transaction.atomic
def say_noting(seat: Registration, *, may_be_noted: bool) -> None:
    """Whether what they say may be noted, as of now. Who takes it back takes notes that are shown back too, until hosts have looked at them again."""
    if not is_noted(seat.event):
        raise NotNoted(_("Nothing of what is said at this event is noted."))
    Registration.objects.filter(pk=seat.pk).update(may_be_noted=may_be_noted, noting_said_at=timezone.now())
    if not may_be_noted:
        withdraw_notes(seat.event)


@transaction.atomic
def save_note(event: Event, *, question: str, text: str, language: str, note: FocusNote | None = None) -> tuple[FocusNote, int]:
    """The note, new or changed, without names, and how many were taken out of it. Nobody stands in it as its author."""
    if not is_noted(event):
        raise NotNoted(_("Nothing of what is said at this event is noted."))
    note = note or FocusNote(event=event)
    note.question, note.text, note.language = question, text, language
    number = clear(note, names_of(event))
    note.save()
    transaction.on_commit(pagecache.forget)
    return note, number


def clear(note: FocusNote, names: set[str]) -> int:
    """Take the names out of a note, in its own language, and say how many."""
    with translation.override(mail.spoken(note.language)):
        note.question, in_question = without_names(note.question, names)
        note.text, in_text = without_names(note.text, names)
    return in_question + in_text


def drop_note(note: FocusNote) -> None:
    note.delete()
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def release_notes(event: Event, *, by: User, is_confirmed: bool) -> NotesRelease:
    """Show the notes to whoever sees the event. Names of those who have registered since a note was saved go from it first."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    lacking = event.registrations.who_came().filter(may_be_noted=False).exists()
    if lacking and not is_confirmed:
        raise LacksConsent(
            _("Not everybody who was there has consented. Look whether something of theirs is in the notes, and confirm that nothing is.")
        )
    notes, names = list(event.notes.all()), names_of(event)
    if not notes:
        raise LacksNotes(_("Write a note first."))
    for note in notes:
        clear(note, names)
        note.save()
    facts = {"released_by": by, "released_at": timezone.now(), "confirmed_at": timezone.now() if lacking else None}
    release, _is_new = NotesRelease.objects.update_or_create(event=event, defaults=facts)
    transaction.on_commit(pagecache.forget)
    return release


@transaction.atomic
def withdraw_notes(event: Event) -> None:
    NotesRelease.objects.filter(event=event).delete()
    transaction.on_commit(pagecache.forget)
