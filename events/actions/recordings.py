"""Publishing the recording of an event, and watching it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.models import Event, Recording, Transcript, Watch
from events.models.recordings import delete_file
from events.signals import watched
from hub import pagecache


class NotOverYet(ValidationError):
    """What has not been cannot have been recorded."""


class LacksTranscript(ValidationError):
    """Who cannot hear, or has a poor line, has to be able to read it."""


@transaction.atomic
def set_recording(event: Event, *, provider: str, film: File | None, video: str, minutes: int, language: str) -> Recording:
    """The recording of an event, or another in place of the one that was there; what was said stays with it."""
    if event.starts_at > timezone.now():
        raise NotOverYet(_("There can be a recording once it has begun."))
    recording = Recording.objects.select_for_update(no_key=True).filter(event=event).first() or Recording(event=event)
    is_here = provider == Recording.Provider.HERE
    if recording.film and (film or not is_here):
        forget_file(recording.film.name)
        recording.film = ""
    if film and is_here:
        recording.film = film
    recording.provider, recording.video = provider, "" if is_here else video
    recording.minutes, recording.language = minutes, language
    recording.save()
    transaction.on_commit(pagecache.forget)
    return recording


def forget_file(name: str) -> None:
    transaction.on_commit(lambda: delete_file(name))


@transaction.atomic
def set_transcript(recording: Recording, *, language: str, text: str, captions: File | None, provenance: str) -> Transcript | None:
    """What was said, in one language; empty, it is taken away. Captions stay unless others are given."""
    known = Transcript.objects.filter(recording=recording, language=language).first()
    if not text:
        if known:
            remove_transcript(known)
        return None
    known = known or Transcript(recording=recording, language=language)
    if captions and known.captions:
        forget_file(known.captions.name)
    known.text, known.provenance, known.captions = text, provenance, captions or known.captions
    known.save()
    transaction.on_commit(pagecache.forget)
    return known


def remove_transcript(transcript: Transcript) -> None:
    if transcript.captions:
        forget_file(transcript.captions.name)
    transcript.delete()
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def set_chapters(recording: Recording, *, rows: Iterable[Mapping[str, Any]]) -> None:
    """Exactly these, in the order of their seconds; a title is in the recording's language, and others stay with it."""
    known = {chapter.second: chapter.titles for chapter in recording.chapters.all()}
    recording.chapters.all().delete()
    for row in rows:
        recording.chapters.create(second=row["second"], titles=known.get(row["second"], {}) | {recording.language: row["title"]})
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def publish_recording(recording: Recording) -> Recording:
    """For all who see the event."""
    if not recording.transcripts.exists():
        raise LacksTranscript(_("Add what was said first, in one language at least: some cannot hear it, and some cannot load it."))
    recording.published_at = recording.published_at or timezone.now()
    recording.save(update_fields=["published_at"])
    transaction.on_commit(pagecache.forget)
    return recording


@transaction.atomic
def remove_recording(recording: Recording) -> None:
    """With its files. Who has watched it keeps what they have done with it."""
    for transcript in recording.transcripts.all():
        remove_transcript(transcript)
    if recording.film:
        forget_file(recording.film.name)
    recording.delete()
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def watch(recording: Recording, *, user: User) -> Watch:
    """Somebody says that they have watched or read it; said again, it stays the first day. Whoever hears of it does so in the same transaction."""
    seen, is_new = Watch.objects.get_or_create(recording=recording, user=user)
    if is_new:
        watched.send(Recording, event=recording.event, user=user)
    return seen
