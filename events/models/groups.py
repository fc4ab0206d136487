"""Groups in which those in a room talk among themselves: rounds of them, who is in which, their shared note, and what they report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.registrations import Registration
from events.models.rooms import Room
from events.words import Words, nearest
from hub import languages

MOST_GROUPS = 30
MOST_NOTE = 8000
MOST_REPORT = 1500


class GroupRoundQuerySet(models.QuerySet):
    def out(self) -> GroupRoundQuerySet:
        """Those that have begun, or are over."""
        return self.exclude(state=GroupRound.State.PREPARED)

    def alive(self) -> GroupRoundQuerySet:
        """Those in which groups write."""
        return self.filter(state__in=GroupRound.ALIVE)

    def reset(self) -> None:
        """As they were prepared: nobody is in them, and nothing is written."""
        GroupMember.objects.filter(round__in=self).delete()
        Group.objects.filter(round__in=self).update(note="", note_version=0, report="", report_version=0, report_language="", reported_by=None)
        self.update(state=GroupRound.State.PREPARED, ends_at=None, shown=None)


class GroupRound(models.Model):
    """One time that a room divides into groups. One round goes on at a time; when its room closes, it does too."""

    class Way(models.TextChoices):
        MIXED = "mixed", _("Mixed across borders, by the hub")
        CHOICE = "choice", _("By choice")
        THEME = "theme", _("By theme")

    class State(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        OPEN = "open", _("The groups are talking")
        REPORTING = "reporting", _("The groups report back")
        CLOSED = "closed", _("The groups are over")

    ALIVE = (State.OPEN, State.REPORTING)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="group_rounds", verbose_name=_("event"))
    way = models.CharField(_("how people come into groups"), max_length=10, choices=Way.choices, default=Way.MIXED)
    titles = models.JSONField(_("what the groups talk about"), default=dict)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREPARED)
    ends_at = models.DateTimeField(_("back in the room at"), null=True, blank=True)  # told, and not enforced: nobody is cut off in a sentence
    shown = models.ForeignKey("Group", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("whose report is on now"))

    objects = GroupRoundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("round of groups")
        verbose_name_plural = _("rounds of groups")
        constraints = [models.UniqueConstraint(fields=["event"], condition=Q(state__in=["open", "reporting"]), name="one_round_at_a_time")]

    def __str__(self):
        return f"{self.event_id}: {self.pk}"

    @property
    def title(self) -> Words:
        return nearest(self.titles) or Words("", languages.SOURCE)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_alive(self) -> bool:
        return self.state in self.ALIVE

    @property
    def is_mixed(self) -> bool:
        return self.way == self.Way.MIXED

    @property
    def shows_reports(self) -> bool:
        """Whether everybody in the room reads what the groups report."""
        return self.state in {self.State.REPORTING, self.State.CLOSED}


class GroupQuerySet(models.QuerySet):
    def visible_to(self, who) -> GroupQuerySet:
        """Those whose note somebody reads: who is in it, who leads the room, and who observes there."""
        seats = Registration.objects.of(who).coming()
        mine = GroupMember.objects.filter(registration__in=seats).values("group")
        observed = seats.filter(role=Registration.Role.OBSERVER).values("event")
        led = Room.objects.led_by(who).values("pk")
        found = self.filter(round__in=GroupRound.objects.out(), round__event__in=Room.objects.visible_to(who).values("pk"))
        return found.filter(Q(pk__in=mine) | Q(round__event__in=led) | Q(round__event__in=observed))


class Group(models.Model):
    """One of a round's groups. Its note and its report belong to all who are in it; their numbers grow with each change, so that none is lost."""

    round = models.ForeignKey(GroupRound, on_delete=models.CASCADE, related_name="groups", verbose_name=_("round of groups"))
    number = models.PositiveSmallIntegerField(_("number"))
    titles = models.JSONField(_("theme"), default=dict, blank=True)
    video = models.URLField(_("link to the video meeting"), max_length=500, blank=True)
    note = models.TextField(_("shared note"), max_length=MOST_NOTE, blank=True)
    note_version = models.PositiveIntegerField(default=0)
    report = models.TextField(_("what the group reports"), max_length=MOST_REPORT, blank=True)
    report_version = models.PositiveIntegerField(default=0)
    report_language = models.CharField(_("language of the report"), max_length=10, blank=True)
    reported_by = models.ForeignKey(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who wrote the report down")
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("group of a round")
        verbose_name_plural = _("groups of rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_group_a_number"),
            models.CheckConstraint(condition=Q(report="") | ~Q(report_language=""), name="reports_say_their_language"),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.number}"

    @property
    def feed_key(self) -> str:
        return f"group:{self.pk}"

    @property
    def title(self) -> Words | None:
        """Its theme, where the round has themes."""
        return nearest(self.titles)


class GroupMember(models.Model):
    """Somebody is in a group: in one of a round's at most."""

    round = models.ForeignKey(GroupRound, on_delete=models.CASCADE, related_name="members", verbose_name=_("round of groups"))
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", verbose_name=_("group of a round"))
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="group_members", verbose_name=_("registration"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [models.UniqueConstraint(fields=["round", "registration"], name="in_one_group_of_a_round")]

    def __str__(self):
        return f"{self.registration_id} in {self.group_id}"
