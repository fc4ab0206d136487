"""When an adviser is away: nobody waits for them meanwhile."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_WORD = 300


class AbsenceQuerySet(models.QuerySet):
    def of(self, user) -> AbsenceQuerySet:
        return self.filter(adviser=user)

    def not_over(self, day: date | None = None) -> AbsenceQuerySet:
        """What is now, and what is to come."""
        return self.filter(ends__gte=day or timezone.localdate())

    def on(self, day: date | None = None) -> AbsenceQuerySet:
        day = day or timezone.localdate()
        return self.filter(begins__lte=day, ends__gte=day)


class AdviserAbsence(models.Model):
    """From one day to another, both included."""

    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences", verbose_name=_("adviser"))
    begins = models.DateField(_("first day away"))
    ends = models.DateField(_("last day away"))
    word = models.CharField(_("a word about it"), max_length=MOST_WORD, blank=True)
    language = models.CharField(_("language"), max_length=10)
    said_at = models.DateTimeField(_("said on"), default=timezone.now)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        verbose_name = _("absence of an adviser")
        verbose_name_plural = _("absences of advisers")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="absence_ends_after_it_begins"),
            models.UniqueConstraint(fields=["adviser", "begins"], name="away_once_from_a_day"),
        ]

    def __str__(self):
        return f"{self.adviser_id}, {self.begins} to {self.ends}"
