"""Whom somebody does not want to be shown among their suggestions, for a while."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOT_NOW = timedelta(days=90)


def not_now():
    return timezone.now() + NOT_NOW


class DismissalQuerySet(models.QuerySet):
    def current(self) -> DismissalQuerySet:
        return self.filter(until__gt=timezone.now())


class Dismissal(models.Model):
    """“Not now”, said of a suggestion. Nobody else is told, and to the other nothing changes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who is not suggested now"))
    until = models.DateTimeField(_("not before"), default=not_now)

    objects = DismissalQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        verbose_name = _("suggestion put off")
        verbose_name_plural = _("suggestions put off")
        constraints = [
            models.UniqueConstraint(fields=["user", "person"], name="dismissed_once"),
            models.CheckConstraint(condition=~Q(user=F("person")), name="nobody_dismisses_themselves"),
        ]

    def __str__(self):
        return f"{self.person_id}, not before {self.until:%Y-%m-%d}"
