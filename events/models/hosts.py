"""Those who lead an event, and those who speak there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event


class HostQuerySet(models.QuerySet):
    def agreed(self) -> HostQuerySet:
        """Those who lead; who has only been asked to sees the event, and is not named yet."""
        return self.exclude(since=None)


class Host(models.Model):
    """Who leads an event. Two are equals: one by experience, one by profession, if they like to say so."""

    class By(models.TextChoices):
        EXPERIENCE = "experience", _("by experience")
        PROFESSION = "profession", _("by profession")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts", verbose_name=_("event"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hosting", verbose_name=_("user"))
    by = models.CharField(_("host by"), max_length=10, choices=By.choices, blank=True)
    since = models.DateTimeField(_("host since"), null=True, blank=True, default=timezone.now)  # empty: asked, and not answered yet

    objects = HostQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="hosts_once")]

    def __str__(self):
        return f"{self.user_id} of {self.event_id}"


class Speaker(models.Model):
    """Somebody who says something: named by the hosts, and shown once they have said yes."""

    class Standing(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONFIRMED = "confirmed", _("Has said yes")
        DECLINED = "declined", _("Has said no")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="speaking", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    standing = models.CharField(_("confirmed"), max_length=10, choices=Standing.choices, default=Standing.ASKED)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self):
        return self.name
