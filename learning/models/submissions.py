"""Practice tasks that were handed in: every version as it was, and what was said of each."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Block
from learning.activities.base import MOST_TEXT
from learning.models.advising import Scope
from learning.models.progress import Enrolment

MOST_COMMENT = 4000


class SubmissionQuerySet(models.QuerySet):
    def owned_by(self, user) -> SubmissionQuerySet:
        return self.filter(enrolment__learner__user=user) if user.is_authenticated else self.none()

    def open_to(self, user) -> SubmissionQuerySet:
        """For whoever may read what others have handed in, as long as it was not taken back: their advisers, with their consent."""
        return self.filter(taken_back_at=None, enrolment__in=Enrolment.objects.open_to(user, Scope.PRACTICE).values("pk"))

    def visible_to(self, user) -> SubmissionQuerySet:
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=self.owned_by(user).values("pk")) | Q(pk__in=self.open_to(user).values("pk")))

    def waiting(self) -> SubmissionQuerySet:
        """What nobody has answered since the learner wrote last; what waits longest comes first."""
        return self.filter(Q(answered_at=None) | Q(answered_at__lt=F("moved_at"))).order_by("moved_at", "pk")

    def with_people(self) -> SubmissionQuerySet:
        return self.select_related("enrolment__learner__user")


class Submission(models.Model):
    """A learner's task, handed in: one for each, however many versions it has."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="submissions", verbose_name=_("enrolment"))
    lesson_key = models.UUIDField(_("lesson"))
    block_id = models.CharField(_("task"), max_length=36)
    handed_in_at = models.DateTimeField(_("handed in on"), default=timezone.now)
    moved_at = models.DateTimeField(_("last written to by the learner on"), default=timezone.now)
    answered_at = models.DateTimeField(_("last answered on"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("taken back on"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at", "-pk"]
        verbose_name = _("practice task handed in")
        verbose_name_plural = _("practice tasks handed in")
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson_key", "block_id"], name="one_submission_per_task")]

    def __str__(self):
        return f"{self.pk}: {self.block_id}"

    def get_absolute_url(self):
        return reverse("learning:submission", args=[self.pk])

    @property
    def user(self):
        return self.enrolment.learner.user

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None or self.answered_at < self.moved_at


class VersionQuerySet(models.QuerySet):
    def readable_by(self, user) -> VersionQuerySet:
        return self.filter(submission__in=Submission.objects.visible_to(user).values("pk"))


class SubmissionVersion(models.Model):
    """The task as it was when it was handed in. It is never changed."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="versions", verbose_name=_("practice task handed in"))
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author"))
    body = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)  # empty where a moderator removed it
    language = models.CharField(_("language"), max_length=10)
    client_id = models.UUIDField(default=uuid4, editable=False)
    said_at = models.DateTimeField(_("handed in on"), default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("version of a practice task")
        verbose_name_plural = _("versions of practice tasks")
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_handed_in_per_number"),
            models.UniqueConstraint(fields=["submission", "client_id"], name="handed_in_once"),
        ]

    def __str__(self):
        return f"{self.submission_id}, version {self.number}"

    def get_absolute_url(self):
        return f"{reverse('learning:submission', args=[self.submission_id])}#version-{self.number}"


class SubmissionCommentQuerySet(models.QuerySet):
    def visible_to(self, user) -> SubmissionCommentQuerySet:
        """For whoever reads the task: all but those of people whom they do not see."""
        return self.exclude(author__in=Block.objects.hidden_from(user)).select_related("author")

    def readable_by(self, user) -> SubmissionCommentQuerySet:
        return self.visible_to(user).filter(version__in=SubmissionVersion.objects.readable_by(user).values("pk"), is_removed=False)


class SubmissionComment(models.Model):
    """What an adviser says of a version, or what the learner answers."""

    version = models.ForeignKey(SubmissionVersion, on_delete=models.CASCADE, related_name="comments", verbose_name=_("version"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author"))
    body = models.TextField(_("comment"), max_length=MOST_COMMENT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    client_id = models.UUIDField(default=uuid4, editable=False)
    said_at = models.DateTimeField(_("said on"), default=timezone.now)
    is_removed = models.BooleanField(_("removed by a moderator"), default=False)

    objects = SubmissionCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment on a practice task")
        verbose_name_plural = _("comments on practice tasks")
        constraints = [models.UniqueConstraint(fields=["version", "author", "client_id"], name="said_of_version_once")]

    def __str__(self):
        return f"{self.author_id} on {self.version_id}"

    def get_absolute_url(self):
        return f"{reverse('learning:submission', args=[self.version.submission_id])}#comment-{self.pk}"
