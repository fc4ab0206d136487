"""Learners and their progress: enrolment, attempts with the answers as last saved, and what follows from them."""

from __future__ import annotations

import hashlib
import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.models.advising import learners_of


class LearnerQuerySet(models.QuerySet):
    def guests(self):
        return self.filter(user=None)

    def with_token(self, token: str) -> Learner | None:
        return self.filter(token_hash=hash_of(token)).first() if token else None


class Learner(models.Model):
    """Who enrols and answers: a user, or a guest known by a secret cookie, of which only the hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="learner")
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(user=None) ^ Q(token_hash=None), name="learner_is_user_or_guest")]

    def __str__(self):
        return str(self.user or f"guest {self.pk}")


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class EnrolmentQuerySet(models.QuerySet):
    def visible_to(self, learner: Learner | None):
        return self.filter(learner=learner) if learner else self.none()

    def open_to(self, user, scope: str) -> EnrolmentQuerySet:
        """Others' enrolments of which somebody may see this: their adviser, with consent."""
        return self.filter(learner__user__in=learners_of(user, scope))

    def finished(self):
        return self.exclude(completed_at=None)


class Enrolment(models.Model):
    """A learner in a course: one, whatever languages they take it in."""

    class Pace(models.TextChoices):
        SELF = "self", _("At my own pace")
        FULL = "full", _("Full: two lessons a week")
        HALF = "half", _("Half: one lesson a week")

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    course_key = models.UUIDField()
    language = models.CharField(max_length=10)
    pace = models.CharField(max_length=4, choices=Pace, default=Pace.SELF)
    started_at = models.DateTimeField(auto_now_add=True)
    last_lesson_key = models.UUIDField(null=True, blank=True)
    last_seen_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-last_seen_at"]
        constraints = [models.UniqueConstraint(fields=["learner", "course_key"], name="enrolled_once")]
        indexes = [models.Index(fields=["course_key", "language"])]

    def __str__(self):
        return f"{self.learner} in {self.course_key}"


class AttemptQuerySet(models.QuerySet):
    def latest_by_block(self) -> dict[str, Attempt]:
        """The newest attempt at each activity."""
        return {attempt.block_id: attempt for attempt in self.order_by("number")}


class Attempt(models.Model):
    """One try at one activity: what it is judged by, copied when it began, and the answer as last saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    lesson_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    criterion = models.JSONField()
    response = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=36, blank=True)  # the open page that saved it last, by a random name of its own
    language = models.CharField(max_length=10)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    is_right = models.BooleanField(null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson_key", "block_id", "number"], name="attempts_are_numbered"),
            models.CheckConstraint(condition=Q(checked_at=None) | ~Q(response=None), name="only_answers_are_checked"),
        ]

    def __str__(self):
        return f"{self.kind} {self.block_id}, attempt {self.number}"


class LessonCompletion(models.Model):
    """A lesson finished, on a day: it stays when the lesson changes later."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    lesson_key = models.UUIDField()
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="lesson_finished_once")]

    def __str__(self):
        return f"{self.lesson_key}, {self.completed_at:%Y-%m-%d}"


class FeedbackQuerySet(models.QuerySet):
    def about(self, course):
        return self.filter(enrolment__course_key=course.translation_key).order_by("-given_at")


class CourseFeedback(models.Model):
    """What a learner says at the end of a course: it is what a course is validated by."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="feedback")
    helped = models.TextField(_("What helped you?"), max_length=4000, blank=True)
    unclear = models.TextField(_("What was unclear?"), max_length=4000, blank=True)
    language = models.CharField(max_length=10)
    given_at = models.DateTimeField(auto_now=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(helped="") | ~Q(unclear=""), name="feedback_says_something")]

    def __str__(self):
        return f"{self.enrolment}: {self.given_at:%Y-%m-%d}"
