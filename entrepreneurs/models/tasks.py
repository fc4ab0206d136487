"""What partners have to do, by when, and who of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models.organisations import Membership
from entrepreneurs.models.workspaces import InWorkspaceQuerySet, Workspace
from hub.models import Organisation

WEEK = timedelta(days=7)


class PartnerTaskQuerySet(InWorkspaceQuerySet):
    def unfinished(self) -> PartnerTaskQuerySet:
        return self.filter(state__in=PartnerTask.UNFINISHED)

    def finished(self) -> PartnerTaskQuerySet:
        return self.exclude(state__in=PartnerTask.UNFINISHED).order_by("-changed_at", "-pk")

    def of(self, user) -> PartnerTaskQuerySet:
        """Those that somebody has to do, or an organisation of theirs."""
        return self.filter(theirs(user))

    def mine_first(self, user) -> PartnerTaskQuerySet:
        """With `is_mine`; then by day."""
        is_mine = Case(When(theirs(user), then=Value(True)), default=Value(False), output_field=models.BooleanField())
        return self.annotate(is_mine=is_mine).select_related("person", "organisation", "workspace").order_by("-is_mine", "due", "pk")

    def coming_due(self, today: date) -> PartnerTaskQuerySet:
        """Those of which somebody may have to be reminded."""
        return self.unfinished().filter(due__lte=today + WEEK).exclude(reminded=PartnerTask.Reminder.LATE)


def theirs(user) -> Q:
    return Q(person=user) | Q(organisation__in=Membership.objects.of(user).values("organisation"))


class PartnerTask(models.Model):
    """Something to do, for a person or for an organisation, until a day. Whose account is erased leaves it without a name."""

    wagtail_reference_index_ignore = True  # so that no page of the admin tells of it

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a task", "Not begun")
        DOING = "doing", pgettext_lazy("state of a task", "Somebody is at it")
        DONE = "done", pgettext_lazy("state of a task", "Done")
        DROPPED = "dropped", pgettext_lazy("state of a task", "Dropped")

    class Reminder(models.IntegerChoices):
        """Of what those who have to do it were reminded last."""

        NONE = 0
        WEEK = 1
        DAY = 2
        LATE = 3

    UNFINISHED = (State.OPEN, State.DOING)

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("workspace"))
    what = models.CharField(_("what is to be done"), max_length=200)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who does it")
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("which organisation does it")
    )
    due = models.DateField(_("by when"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.OPEN)
    reminded = models.PositiveSmallIntegerField(choices=Reminder.choices, default=Reminder.NONE, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by"))
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = PartnerTaskQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("task of partners")
        verbose_name_plural = _("tasks of partners")
        constraints = [models.CheckConstraint(condition=Q(person=None) | Q(organisation=None), name="task_of_one")]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("workspaces:task", args=[self.workspace.key, self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def is_late(self) -> bool:
        return self.is_unfinished and self.due < timezone.localdate()

    def reminder_on(self, today: date) -> int:
        """What somebody who looks at it on that day has to know."""
        if today > self.due:
            return self.Reminder.LATE
        if today == self.due:
            return self.Reminder.DAY
        return self.Reminder.WEEK if today >= self.due - WEEK else self.Reminder.NONE
