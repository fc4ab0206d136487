"""Mistakes that readers report in lessons, and what became of them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.permissions import page_permission_policy

from learning.models.pages import LessonPage

MOST_TEXT = 1000


class MistakeQuerySet(models.QuerySet):
    def visible_to(self, user) -> MistakeQuerySet:
        """For those who may change the lesson, in whatever language."""
        if not user.has_perm("wagtailadmin.access_admin"):
            return self.none()
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        return self.filter(lesson_key__in=LessonPage.objects.filter(pk__in=pages.values("pk")).values("translation_key"))

    def open(self) -> MistakeQuerySet:
        return self.filter(state=Mistake.State.OPEN)

    def reported_by(self, user) -> MistakeQuerySet:
        return self.filter(reporter=user)


class Mistake(models.Model):
    """Where in a lesson somebody saw it, in which language and version, and what is wrong. Whoever has no account is not kept."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("of a mistake", "Open")
        MENDED = "mended", pgettext_lazy("of a mistake", "Mended")
        NONE = "none", pgettext_lazy("of a mistake", "Not a mistake")

    lesson_key = models.UUIDField(_("lesson"), db_index=True)
    language = models.CharField(_("language of the lesson"), max_length=10)
    revision = models.PositiveIntegerField(_("version of the lesson"), null=True)  # the revision that was live
    block_id = models.CharField(_("part of the lesson"), max_length=36, blank=True)
    heading = models.CharField(_("its heading"), max_length=200, blank=True)
    text = models.TextField(_("what is wrong"), max_length=MOST_TEXT)
    written_in = models.CharField(_("written in"), max_length=10)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=pgettext_lazy("in a report", "reported by")
    )
    client_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    reported_at = models.DateTimeField(_("reported on"), default=timezone.now)
    state = models.CharField(_("what became of it"), max_length=6, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("a word to whoever reported it"), max_length=MOST_TEXT, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = MistakeQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = _("mistake in a lesson")
        verbose_name_plural = _("mistakes in lessons")
        constraints = [
            models.CheckConstraint(condition=Q(state="open", answered_at=None) | (~Q(state="open") & ~Q(answered_at=None)), name="settled_on_a_day")
        ]

    def __str__(self):
        return f"{self.lesson_key}: {self.pk}"

    def get_absolute_url(self):
        return reverse("learning:mistake", args=[self.pk])
