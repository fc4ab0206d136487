"""Questions in a room, and who would like to hear them answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.numbers import number_of
from events.models.registrations import Registration
from events.models.rooms import Room

MOST_QUESTION = 500
MOST_ANSWER = 1000


class QuestionQuerySet(models.QuerySet):
    def with_votes(self) -> QuestionQuerySet:
        """Each with `votes`, counted."""
        return self.annotate(votes=number_of(QuestionVote.objects.all(), by="question")).select_related("by__user", "by__guest")

    def shown(self) -> QuestionQuerySet:
        """What everybody reads."""
        return self.filter(state__in=Question.SHOWN)

    def held(self) -> QuestionQuerySet:
        return self.filter(state=Question.State.HELD)

    def sorted(self) -> QuestionQuerySet:
        """Pinned first, then open before answered, then by votes; needs `with_votes`."""
        answered = Case(When(state=Question.State.ANSWERED, then=Value(1)), default=Value(0))
        return self.order_by("-is_pinned", answered, "-votes", "pk")


class Question(models.Model):
    """Something somebody would like to know. Of an anonymous one nothing is kept that leads to whoever asked: no author, and no moment."""

    class State(models.TextChoices):
        HELD = "held", _("Waits for a host")
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Not let through")

    SHOWN = (State.OPEN, State.ANSWERED)

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions", verbose_name=_("room"))
    by = models.ForeignKey(Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author"))
    is_anonymous = models.BooleanField(_("asked anonymously"), default=False)
    client_id = models.UUIDField()
    body = models.TextField(_("question"), max_length=MOST_QUESTION, blank=True)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked on"), null=True, blank=True, default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    answer = models.TextField(_("answer"), max_length=MOST_ANSWER, blank=True)
    answer_language = models.CharField(_("language of the answer"), max_length=10, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("question in a room")
        verbose_name_plural = _("questions in rooms")
        constraints = [
            models.UniqueConstraint(fields=["room", "client_id"], name="asked_once_in_a_room"),
            models.CheckConstraint(condition=Q(is_anonymous=False) | Q(by=None, asked_at=None), name="anonymous_is_anonymous"),
            models.CheckConstraint(condition=Q(is_pinned=False) | Q(state__in=["open", "answered"]), name="pinned_is_shown"),
        ]

    def __str__(self):
        return f"{self.room_id}: {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state in self.SHOWN


class QuestionVote(models.Model):
    """Somebody would like to hear a question answered too."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="upvotes", verbose_name=_("question"))
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="question_votes", verbose_name=_("who"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote for a question")
        verbose_name_plural = _("votes for questions")
        constraints = [models.UniqueConstraint(fields=["question", "by"], name="voted_for_once")]

    def __str__(self):
        return f"{self.by_id}: {self.question_id}"
