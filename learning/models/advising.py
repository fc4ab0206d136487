"""Advising: who has asked whom, until when nobody waits in vain, and what an adviser may see of somebody's learning, by consent."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Block, Conversation, Facet, User
from events.models import AdviserAbsence

MOST_QUESTION = 2000
MOST_WORD = 500
WEEK = timedelta(days=7)  # in which an adviser answers, or is let go


class Scope(models.TextChoices):
    """What a learner lets an adviser see."""

    PROGRESS = "progress", _("How far I am in my courses")
    PRACTICE = "practice", _("The practice tasks that I hand in")
    TOOLS = "tools", _("The tools that I have filled in")


class AdvisingQuerySet(models.QuerySet):
    def open(self) -> AdvisingQuerySet:
        return self.filter(declined_at=None, released_at=None, ended_at=None)

    def waiting(self) -> AdvisingQuerySet:
        """Asked, and not answered. What waits longest comes first."""
        return self.open().filter(accepted_at=None).order_by("asked_at", "pk")

    def followed(self) -> AdvisingQuerySet:
        return self.open().exclude(accepted_at=None)

    def late(self) -> AdvisingQuerySet:
        return self.waiting().filter(reply_by__lte=timezone.now())

    def between(self, learner, adviser) -> AdvisingQuerySet:
        return self.filter(learner=learner, adviser=adviser)

    def asked_by(self, user) -> AdvisingQuerySet:
        """All that a learner has asked, whatever became of it."""
        return self.filter(learner=user).select_related("adviser")

    def open_to(self, adviser) -> AdvisingQuerySet:
        """Of whom an adviser knows anything here: as long as they may advise, both accounts are open, and no block stands between the two. One
        query, and the only door: all that an adviser sees of somebody's learning is found through it."""
        if not adviser.is_authenticated:
            return self.none()
        blocked = Block.objects.filter(Q(blocker=adviser, blocked=OuterRef("learner")) | Q(blocker=OuterRef("learner"), blocked=adviser))
        may_advise = User.objects.allowed("entrepreneurs.advise").filter(pk=adviser.pk)
        return self.open().filter(~Exists(blocked), Exists(may_advise), learner__is_active=True).exclude(learner=adviser)

    def followed_by(self, adviser) -> AdvisingQuerySet:
        return self.open_to(adviser).filter(adviser=adviser).exclude(accepted_at=None)

    def asked_of(self, adviser) -> AdvisingQuerySet:
        """What waits for their answer: what they were asked, and what anybody was asked who speaks a language of theirs, unless they are away."""
        spoken = Facet.objects.filter(profile__user=adviser.pk, kind=Facet.Kind.LANGUAGE, value=OuterRef("language"))
        away = AdviserAbsence.objects.of(adviser.pk).on()
        known = Advising.objects.followed().filter(learner=OuterRef("learner"), adviser=adviser.pk)
        anybody = Q(adviser=None, is_for_anybody=True) & Exists(spoken) & ~Exists(away) & ~Exists(known)
        return self.open_to(adviser).waiting().filter(Q(adviser=adviser.pk) | anybody)

    def visible_to(self, user) -> AdvisingQuerySet:
        """One's own, as the learner; as the adviser, those whom one follows and those who ask."""
        if not user.is_authenticated:
            return self.none()
        theirs = Q(pk__in=self.followed_by(user).values("pk")) | Q(pk__in=self.asked_of(user).order_by().values("pk"))
        return self.filter(Q(learner=user) | theirs)


class Advising(models.Model):
    """Somebody asks an adviser, or any adviser who speaks their language, to go along with them. It waits, is followed, is let go, or has ended."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who asks"))
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("adviser")
    )
    is_for_anybody = models.BooleanField(_("asked of any adviser who speaks the language"), default=False)
    question = models.TextField(_("question"), max_length=MOST_QUESTION)
    language = models.CharField(_("language"), max_length=10)
    conversation = models.ForeignKey(Conversation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("conversation"))
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    reply_by = models.DateTimeField(_("to be answered by"), db_index=True)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True)
    word = models.CharField(_("what the adviser said"), max_length=MOST_WORD, blank=True)
    word_language = models.CharField(_("language of what the adviser said"), max_length=10, blank=True)
    released_at = models.DateTimeField(pgettext_lazy("a request to an adviser", "let go on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = AdvisingQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("advising")
        verbose_name_plural = _("advisings")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "adviser"],
                condition=Q(declined_at=None, released_at=None, ended_at=None, adviser__isnull=False),
                name="advised_once_by_each",
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(declined_at=None, released_at=None, ended_at=None, adviser=None, is_for_anybody=True),
                name="anybody_is_asked_once",
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(accepted_at__isnull=False), name="only_what_was_begun_ends"),
        ]

    def __str__(self):
        return f"{self.learner_id} with {self.adviser_id or 'anybody'}"

    def get_absolute_url(self):
        return reverse("learning:advising", args=[self.pk])

    @property
    def feed_key(self) -> str:
        return f"advising:{self.pk}"

    @property
    def state(self) -> str:
        if self.ended_at:
            return "ended"
        if self.declined_at or self.released_at:
            return "released"
        return "followed" if self.accepted_at else "waiting"

    def other(self, user) -> User | None:
        return self.adviser if user.pk == self.learner_id else self.learner

    # As what somebody said, the question can be reported (entrepreneurs/reportable.py).

    @property
    def author(self) -> User:
        return self.learner

    @property
    def author_id(self) -> int:
        return self.learner_id

    @property
    def body(self) -> str:
        return self.question

    @property
    def said_at(self):
        return self.asked_at


class ConsentQuerySet(models.QuerySet):
    def standing(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at=None)

    def given_to(self, adviser, scope: str) -> ConsentQuerySet:
        """Those by which an adviser sees something now: not withdrawn, of those whom they follow (`open_to`)."""
        return self.standing().filter(scope=scope, advising__in=Advising.objects.followed_by(adviser).values("pk"))


class AdvisingConsent(models.Model):
    """A learner lets their adviser see one thing, from one moment to another. Withdrawn, it stays, as what was agreed to and until when."""

    advising = models.ForeignKey(Advising, on_delete=models.CASCADE, related_name="consents", verbose_name=_("advising"))
    scope = models.CharField(_("what may be seen"), max_length=10, choices=Scope.choices)
    given_at = models.DateTimeField(_("given on"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("consent to an adviser")
        verbose_name_plural = _("consents to advisers")
        constraints = [models.UniqueConstraint(fields=["advising", "scope"], condition=Q(withdrawn_at=None), name="consented_once")]

    def __str__(self):
        return f"{self.advising_id}: {self.scope}"


def learners_of(adviser, scope: str) -> models.QuerySet:
    """The users of whom an adviser may see this, as a subquery."""
    return AdvisingConsent.objects.given_to(adviser, scope).values("advising__learner")
