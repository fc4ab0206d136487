"""Recordings: the film of an event with its captions, transcript and chapters, and who has watched it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.words import Words, nearest
from hub import languages
from hub.models import Provenance

FILMS = "recordings"  # the folder


class RecordingQuerySet(models.QuerySet):
    def visible_to(self, who, *, keys=()) -> RecordingQuerySet:
        """Published ones of events that somebody sees; to hosts also those that are not published yet."""
        found = Q(event__in=Event.objects.visible_to(who, keys=keys)) & ~Q(published_at=None)
        return self.filter(found | Q(event__in=Event.objects.hosted_by(who)) if who.is_authenticated else found)


class Recording(models.Model):
    """A film of our own, or one that stands elsewhere and is fetched on a click. What was said can always be read, too."""

    class Provider(models.TextChoices):
        HERE = "here", _("A file on the hub")
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="recording", verbose_name=_("event"))
    provider = models.CharField(_("where it is"), max_length=10, choices=Provider.choices, default=Provider.HERE)
    film = models.FileField(_("film"), upload_to=f"{FILMS}/", blank=True)
    video = models.CharField(_("the video's id"), max_length=20, blank=True)
    minutes = models.PositiveSmallIntegerField(_("how many minutes it takes"), default=60)
    language = models.CharField(_("language spoken"), max_length=10)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [models.CheckConstraint(condition=Q(film="") | Q(video=""), name="recording_is_in_one_place")]

    def __str__(self):
        return f"{self.event_id}"

    @cached_property
    def transcript(self) -> Transcript | None:
        """What was said, in the reader's language or the one that serves them best."""
        by_language = {each.language: each for each in self.transcripts.all()}
        return by_language.get(languages.nearest(get_language() or self.language, set(by_language)))


class Transcript(models.Model):
    """What was said, in one language; with captions for the film, where there are some."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="transcripts", verbose_name=_("recording"))
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("what was said"), max_length=200_000)
    captions = models.FileField(_("captions"), upload_to=f"{FILMS}/", blank=True)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="one_transcript_a_language")]

    def __str__(self):
        return f"{self.recording_id}: {self.language}"


class Chapter(models.Model):
    """From which second on the film is about something. Its title is kept by language."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="chapters", verbose_name=_("recording"))
    second = models.PositiveIntegerField(_("from second"))
    titles = models.JSONField(_("title"), default=dict)

    class Meta:
        ordering = ["second", "pk"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self):
        return f"{self.second}: {self.title}"

    @property
    def title(self) -> Words:
        return nearest(self.titles) or Words("", languages.SOURCE)

    @property
    def at(self) -> str:
        """As players show it: 1:02:03."""
        minutes, seconds = divmod(self.second, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Watch(models.Model):
    """Somebody has watched a recording, or read it, by their own word."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="watches", verbose_name=_("recording"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watched", verbose_name=_("user"))
    watched_at = models.DateTimeField(_("watched on"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recording watched")
        verbose_name_plural = _("recordings watched")
        constraints = [models.UniqueConstraint(fields=["recording", "user"], name="watched_once")]

    def __str__(self):
        return f"{self.user_id}: {self.recording_id}"


def delete_file(name: str) -> None:
    """From where films and captions lie."""
    storages["default"].delete(name)
