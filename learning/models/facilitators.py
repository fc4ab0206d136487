"""Who facilitates a course: some by experience, some by profession, all with the same rights."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Profile


class FacilitatorQuerySet(models.QuerySet):
    def of(self, course_key) -> FacilitatorQuerySet:
        """Those who are here."""
        return self.filter(course_key=course_key, user__is_active=True)

    def shown_to(self, viewer) -> FacilitatorQuerySet:
        """Those whose profile the viewer may see, with it."""
        return self.filter(user__in=Profile.objects.visible_to(viewer).listed().values("user")).select_related("user__profile")


class Facilitator(models.Model):
    """Named by coordinators, for a course in all its languages."""

    class By(models.TextChoices):
        EXPERIENCE = "experience", _("by experience")
        PROFESSION = "profession", _("by profession")

    course_key = models.UUIDField(_("course"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitating", verbose_name=_("user"))
    by = models.CharField(_("facilitates it"), max_length=10, choices=By.choices, blank=True)
    since = models.DateTimeField(_("facilitator since"), default=timezone.now)

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("facilitator of a course")
        verbose_name_plural = _("facilitators of courses")
        constraints = [models.UniqueConstraint(fields=["course_key", "user"], name="facilitates_once")]

    def __str__(self):
        return f"{self.user_id} of {self.course_key}"
