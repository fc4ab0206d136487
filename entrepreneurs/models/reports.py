"""What people report to moderators, what was said then, and what moderators did about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs import reportable
from entrepreneurs.models.connections import Connection
from entrepreneurs.models.conversations import MOST_TEXT, Message
from entrepreneurs.models.profiles import Profile, Visibility


class Reason(models.TextChoices):
    HARASSING = "harassing", _("It is unwanted, or it harasses somebody")
    HATEFUL = "hateful", _("It is hateful, or it threatens somebody")
    FRAUD = "fraud", _("It is a fraud, or it wants to sell something")
    ASKING = "asking", _("It asks for money or documents")
    DANGER = "danger", _("Somebody may be in danger")
    ELSE = "else", _("Something else")


class Outcome(models.TextChoices):
    ACTED = "acted", _("Moderators have looked at it and done something about it")
    DISMISSED = "dismissed", _("Moderators have looked at it and found nothing to act on")


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For moderators, all but those that they made themselves, and those about them; for everybody else none."""
        if not user.has_perm("entrepreneurs.moderate"):
            return self.none()
        return self.exclude(Q(reporter=user) | Q(person=user))

    def made_by(self, user):
        return self.filter(reporter=user)

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)


class Report(models.Model):
    """Somebody complains of a message, a request to be connected, a profile, or of what stands in an app above this one (`about`: reportable.py).

    Its quotes are what it is about, whatever becomes of that.
    """

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=pgettext_lazy("in a report", "reported by")
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("about whom"))
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("message"))
    connection = models.ForeignKey(Connection, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("connection"))
    profile = models.ForeignKey(Profile, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("profile"))
    about = models.CharField(_("about what else"), max_length=60, blank=True, editable=False)
    reason = models.CharField(pgettext_lazy("in a report", "what is wrong"), max_length=10, choices=Reason.choices)
    text = models.TextField(_("text"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    reported_at = models.DateTimeField(_("reported on"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, db_index=True)
    outcome = models.CharField(_("what became of it"), max_length=10, choices=Outcome.choices, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at", "pk"]
        verbose_name = _("report to moderators")
        verbose_name_plural = _("reports to moderators")
        constraints = [
            models.UniqueConstraint(fields=["reporter", "message"], name="message_reported_once"),
            models.UniqueConstraint(fields=["reporter", "connection"], name="request_reported_once"),
            models.UniqueConstraint(fields=["reporter", "about"], condition=~Q(about=""), name="said_reported_once"),
            models.CheckConstraint(condition=Q(closed_at=None, outcome="") | (~Q(closed_at=None) & ~Q(outcome="")), name="closed_with_an_outcome"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.reason}"

    @property
    def reason_to_tell(self) -> str:
        """What the person whom it is about is told. That somebody feared for somebody is not, for it could make things worse."""
        return _("It is against the house rules") if self.reason in {Reason.DANGER, Reason.ELSE} else self.get_reason_display()

    @property
    def is_removable(self) -> bool:
        """Whether what was reported still stands where it was said; one query for what stands above."""
        if self.about:
            return reportable.find(self.about) is not None
        return bool((self.message and not self.message.deleted_at) or (self.connection and self.connection.message))

    @property
    def is_hideable(self) -> bool:
        """Whether the profile that was reported is still shown to anybody."""
        return self.profile is not None and self.profile.visibility != Visibility.NOBODY


class Quote(models.Model):
    """What somebody had said when it was reported: the reported message, what it said before, and what was said around it; or their profile.

    A copy, so that changing a message or taking it back hides nothing from moderators. It goes ninety days after the report is closed. When whoever
    said it erases their account it goes at once, though the report be open: erasure leaves no word of a person, and moderators go on without.
    """

    class Place(models.TextChoices):
        AROUND = "around", _("said before or after")
        EARLIER = "earlier", _("what it said before it was changed")
        REPORTED = "reported", pgettext_lazy("in a report", "this was reported")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="quotes", verbose_name=_("report to moderators"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author"))
    place = models.CharField(max_length=10, choices=Place.choices)
    body = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    said_at = models.DateTimeField(_("said on"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("copy for moderators")
        verbose_name_plural = _("copies for moderators")

    def __str__(self):
        return f"{self.report_id}: {self.place}"


class Decision(models.Model):
    """What a moderator did about a report, and why: written once, and never again. Saving it a second time is an error."""

    class Kind(models.TextChoices):
        DISMISS = "dismiss", _("Close it: there is nothing to act on")
        REMOVE = "remove", _("Remove the message")
        HIDE = "hide", _("Hide the profile")
        WARN = "warn", _("Warn the person")
        SILENCE_WEEK = "week", _("Stop the person from writing for seven days")
        SILENCE = "silence", _("Stop the person from writing for good")
        ALLOW = "allow", _("Let the person write again")
        CLOSE = "close", _("Close it: what was needed has been done")
        REOPEN = "reopen", _("Open it again")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("report to moderators"))
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("moderator"))
    kind = models.CharField(_("what was done"), max_length=10, choices=Kind.choices)
    reason = models.TextField(pgettext_lazy("of a decision", "why"), max_length=1000)
    made_at = models.DateTimeField(_("done on"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision of a moderator")
        verbose_name_plural = _("decisions of moderators")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decisions_have_a_reason")]

    def __str__(self):
        return f"{self.report_id}: {self.kind}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A decision is never changed")
        super().save(*args, **kwargs)


class SilenceQuerySet(models.QuerySet):
    def current(self):
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))


class Silence(models.Model):
    """Somebody may read and learn, and not write to others: until a time, or for good (`until` is None)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    until = models.DateTimeField(pgettext_lazy("not allowed to write", "until"), null=True, blank=True)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop on writing")
        verbose_name_plural = _("stops on writing")

    def __str__(self):
        return f"{self.user_id} until {self.until}"
