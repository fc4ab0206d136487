"""What is told of an event, by language, and the languages that are spoken there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from hub.models import Provenance


class EventText(models.Model):
    """What is told of an event in one language, and how it came to be in it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="texts", verbose_name=_("event"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("theme"), max_length=120)
    lead = models.TextField(_("what it is about, in a few sentences"), max_length=600, blank=True)
    about = models.TextField(_("programme and practical matters"), max_length=6000, blank=True)
    access = models.TextField(_("accessibility"), max_length=1000, blank=True)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of an event")
        verbose_name_plural = _("texts of events")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="one_text_a_language")]

    def __str__(self):
        return self.title


class EventLanguage(models.Model):
    """A language spoken at an event, or interpreted into."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tongues", verbose_name=_("event"))
    language = models.CharField(_("language"), max_length=10)
    is_interpreted = models.BooleanField(_("interpreted"), default=False)

    class Meta:
        ordering = ["is_interpreted", "pk"]
        verbose_name = _("language of an event")
        verbose_name_plural = _("languages of events")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="language_named_once")]

    def __str__(self):
        return self.language
