"""Meetings of circles, and the hours at which people usually can."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Circle
from events.models.events import Event
from events.models.kinds import State


class CircleMeetingQuerySet(models.QuerySet):
    def standing(self) -> CircleMeetingQuerySet:
        return self.filter(event__state=State.PUBLISHED)

    def coming(self) -> CircleMeetingQuerySet:
        """Those that have not begun."""
        return self.standing().filter(event__starts_at__gt=timezone.now())

    def held(self) -> CircleMeetingQuerySet:
        return self.standing().filter(event__starts_at__lte=timezone.now())


class CircleMeeting(models.Model):
    """An event is a circle's: for its members alone, whoever has its link, and only as long as they are that."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("circle"))
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="circle_meeting", verbose_name=_("event"))
    asked_at = models.DateTimeField(_("log asked for on"), null=True, blank=True, editable=False)

    objects = CircleMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["event__starts_at", "pk"]
        verbose_name = _("meeting of a circle")
        verbose_name_plural = _("meetings of circles")

    def __str__(self):
        return f"{self.circle_id}: {self.event_id}"


class FreeTime(models.Model):
    """A part of a weekday at which somebody usually can, on their own clock. Of whoever has said nothing, see `events/suiting.py`."""

    class Part(models.TextChoices):
        MORNING = "morning", pgettext_lazy("part of a day", "Morning")
        DAY = "day", pgettext_lazy("part of a day", "Daytime")
        EVENING = "evening", pgettext_lazy("part of a day", "Evening")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="free_times", verbose_name=_("user"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))  # 0 is Monday
    part = models.CharField(_("part of the day"), max_length=7, choices=Part.choices)

    class Meta:
        ordering = ["weekday", "pk"]
        verbose_name = _("hours at which somebody can")
        verbose_name_plural = _("hours at which somebody can")
        constraints = [
            models.UniqueConstraint(fields=["user", "weekday", "part"], name="free_once"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="seven_weekdays"),
        ]

    def __str__(self):
        return f"{self.weekday} {self.part}"
