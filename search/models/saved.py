"""Searches that somebody wants to hear from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user) -> SavedSearchQuerySet:
        """One's own alone."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SavedSearch(models.Model):
    """`asked` is what its address says after the question mark. `known` are the things that it has found before, `fresh` those found since."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches", verbose_name=_("user"))
    asked = models.CharField(_("search"), max_length=500)
    language = models.CharField(_("language"), max_length=10)
    known = models.JSONField(_("found before"), default=list)
    fresh = models.JSONField(_("found since"), default=list)
    saved_at = models.DateTimeField(_("saved on"), default=timezone.now)
    looked_at = models.DateTimeField(_("last looked at"), default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [models.UniqueConstraint(fields=["user", "asked", "language"], name="search_saved_once")]

    def __str__(self):
        return self.asked

    def get_absolute_url(self):
        return f"{reverse('search:search')}?{self.asked}"
