"""What came of an event: drafted by the hub, gone over by its hosts, published in one language after the other."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from hub import languages
from hub.models import Provenance

MOST_RECAP = 30_000


class RecapQuerySet(models.QuerySet):
    def visible_to(self, who, *, keys=()) -> RecapQuerySet:
        """Published ones of events that somebody sees; hosts see theirs before."""
        shown = models.Q(event__in=Event.objects.visible_to(who, keys=keys).values("pk"), published_at__isnull=False)
        return self.filter(shown | models.Q(event__in=Event.objects.hosted_by(who).values("pk")))


class Recap(models.Model):
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="recap", verbose_name=_("event"))
    drafted_at = models.DateTimeField(_("drafted on"), default=timezone.now)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    objects = RecapQuerySet.as_manager()

    class Meta:
        verbose_name = _("recap")
        verbose_name_plural = _("recaps")

    def __str__(self):
        return f"{self.event_id}"

    @cached_property
    def text(self) -> RecapText:
        """In the reader's language, or the one that serves them best."""
        by_language = {text.language: text for text in self.texts.all()}
        return by_language[languages.nearest(get_language() or self.event.language, set(by_language))]


class RecapText(models.Model):
    """The recap in one language, in Markdown."""

    recap = models.ForeignKey(Recap, on_delete=models.CASCADE, related_name="texts", verbose_name=_("recap"))
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("what came of it"), max_length=MOST_RECAP)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a recap")
        verbose_name_plural = _("texts of recaps")
        constraints = [models.UniqueConstraint(fields=["recap", "language"], name="one_recap_a_language")]

    def __str__(self):
        return f"{self.recap_id}: {self.language}"
