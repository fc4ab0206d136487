"""What comes of an event: what people said of it, what was done about that, and notes of what was said there."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.kinds import Kind
from events.models.registrations import Registration
from events.words import Words, nearest
from hub import languages

MOST_FEEDBACK = 2000
STEPS = 5
NEW = timedelta(days=14)  # in which feedback stands on the hosts' desk


class EventFeedbackQuerySet(models.QuerySet):
    def new(self) -> EventFeedbackQuerySet:
        return self.filter(given_at__gt=timezone.now() - NEW)


class EventFeedback(models.Model):
    """What somebody who was there says of it. Its author can read, change and erase it; hosts read the words without a name, and count the steps."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("event"))
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("registration"))
    rating = models.PositiveSmallIntegerField(
        _("whether it was worth the time"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(STEPS)]
    )
    helped = models.TextField(_("what helped"), max_length=MOST_FEEDBACK, blank=True)
    missing = models.TextField(_("what was missing"), max_length=MOST_FEEDBACK, blank=True)
    language = models.CharField(_("language"), max_length=10)
    given_at = models.DateTimeField(_("given on"), default=timezone.now)

    objects = EventFeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("feedback on an event")
        verbose_name_plural = _("feedback on events")
        constraints = [
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, STEPS)), name="rating_is_a_step"),
            models.CheckConstraint(condition=~Q(rating=None, helped="", missing=""), name="event_feedback_says_something"),
        ]

    def __str__(self):
        return f"{self.event_id}: {self.pk}"


class Followed(models.Model):
    """You said, we did: what hosts heard, and what they have done about it. Both are kept by language, as titles of the running order."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="followed", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    saids = models.JSONField(_("you said"), default=dict)
    dids = models.JSONField(_("we did"), default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("what was done about feedback")
        verbose_name_plural = _("what was done about feedback")

    def __str__(self):
        return str(self.said)

    @property
    def said(self) -> Words:
        return nearest(self.saids) or Words("", languages.SOURCE)

    @property
    def did(self) -> Words | None:
        """None as long as hosts have heard it and done nothing yet."""
        return nearest(self.dids)


# Focus groups


class FocusNoteQuerySet(models.QuerySet):
    def released(self) -> FocusNoteQuerySet:
        """Those that hosts have shown to whoever sees the event."""
        return self.filter(event__notes_release__isnull=False)


class FocusNote(models.Model):
    """What was said in a focus group, without names. No row leads from it to anybody, neither to who said it nor to who wrote it down."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notes", verbose_name=_("event"))
    question = models.CharField(_("question"), max_length=300, blank=True)
    text = models.TextField(_("what was said"), max_length=6000)
    language = models.CharField(_("language"), max_length=10)

    objects = FocusNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note of a focus group")
        verbose_name_plural = _("notes of focus groups")

    def __str__(self):
        return f"{self.event_id}: {self.pk}"


class NotesRelease(models.Model):
    """That hosts have shown the notes. Where somebody had not consented, it holds who confirmed that nothing of theirs is in them, and when."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="notes_release", verbose_name=_("event"))
    released_at = models.DateTimeField(_("shown since"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("shown by")
    )
    confirmed_at = models.DateTimeField(_("confirmed on that nobody is in them who has not consented"), null=True, blank=True)

    class Meta:
        verbose_name = _("release of notes")
        verbose_name_plural = _("releases of notes")

    def __str__(self):
        return f"{self.pk}"


def is_noted(event: Event) -> bool:
    """Whether what is said there may be noted at all, and consent is asked for."""
    return event.kind == Kind.FOCUS_GROUP
