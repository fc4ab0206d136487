"""The action plan of a challenge: what is done, by whom and by when, how far it is, and by what one can see it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.challenges import Challenge


class PlanStepQuerySet(models.QuerySet):
    def due(self, today: date) -> PlanStepQuerySet:
        """Those whose day has come or is past, that are not finished, and of which nothing has been reported since that day."""
        unreported = Q(reported_on=None) | Q(reported_on__lt=F("due"))
        alive = Challenge.objects.shown().exclude(state=Challenge.State.CLOSED).values("pk")
        return self.filter(unreported, due__lte=today, state__in=PlanStep.UNFINISHED, challenge__in=alive)

    def reportable_by(self, who) -> PlanStepQuerySet:
        """Those of plans that somebody writes, and those that they are responsible for."""
        found = Q(challenge__in=Challenge.objects.planned_by(who).values("pk"))
        if who.is_authenticated:
            found |= Q(responsible=who, challenge__in=Challenge.objects.shown().values("pk"))
        return self.filter(found)


class PlanStep(models.Model):
    """One step. `who` is how they are named; `responsible` is the account that is reminded, where they have one."""

    class State(models.TextChoices):
        AHEAD = "ahead", _("Not begun")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Will not be done")

    UNFINISHED = (State.AHEAD, State.UNDER_WAY)

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="steps", verbose_name=_("challenge"))
    what = models.CharField(_("what is done"), max_length=300)
    who = models.CharField(_("who does it"), max_length=120, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("reminded on the hub")
    )
    due = models.DateField(_("by when"))
    state = models.CharField(_("how far it is"), max_length=10, choices=State.choices, default=State.AHEAD)
    evidence = models.TextField(_("by what one can see it"), max_length=1000, blank=True)
    address = models.URLField(_("link to it"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("step of an action plan")
        verbose_name_plural = _("steps of action plans")

    def __str__(self):
        return self.what

    @property
    def is_late(self) -> bool:
        return self.state in self.UNFINISHED and self.due < timezone.localdate()
