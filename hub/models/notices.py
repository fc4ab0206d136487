"""Notices: that there is something new for somebody, and how they want to be told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Pace(models.TextChoices):
    AT_ONCE = "at_once", _("Soon")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday morning")
    NEVER = "never", _("Not by mail")


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(recipient=user) if user.is_authenticated else self.none()

    def unread(self):
        return self.filter(read_at=None)

    def due(self, now):
        """What is to be told by mail now: unread, and not told yet."""
        return self.unread().filter(mailed_at=None, mail_at__lte=now)


class Notice(models.Model):
    """There is something new of a `kind` in one place. What it is, is read when it is told; many new things in one place are one notice."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("recipient"))
    kind = models.CharField(_("kind"), max_length=40)
    about = models.CharField(_("about what"), max_length=80)
    created_at = models.DateTimeField(_("new since"), default=timezone.now)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)
    mail_at = models.DateTimeField(_("to be mailed on"), null=True, blank=True, db_index=True)
    mailed_at = models.DateTimeField(_("mailed on"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["recipient", "kind", "about"], name="noticed_once")]

    def __str__(self):
        return f"{self.kind}: {self.about}"


class NoticeChoice(models.Model):
    """How somebody wants to be told of one kind; who has chosen nothing is told as the kind proposes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=40)
    pace = models.CharField(_("by mail"), max_length=10, choices=Pace.choices)
    is_shown = models.BooleanField(_("on the page of what is new"), default=True)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="chosen_once_for_each_kind")]

    def __str__(self):
        return f"{self.kind}: {self.pace}"


class QuietHours(models.Model):
    """No mail goes out to somebody between these hours of their own clock; they may reach over midnight."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("user"))
    begins = models.TimeField(_("no mail from"))
    ends = models.TimeField(_("no mail until"))

    class Meta:
        verbose_name = _("quiet hours")
        verbose_name_plural = _("quiet hours")
        constraints = [models.CheckConstraint(condition=~models.Q(begins=models.F("ends")), name="quiet_hours_end")]

    def __str__(self):
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"
