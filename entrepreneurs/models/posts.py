"""Needs and offers as posts: what somebody asks for or gives, until a day, and who has answered."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models.connections import Block
from entrepreneurs.models.conversations import Conversation
from entrepreneurs.models.profiles import Profile
from entrepreneurs.vocabulary import HELP, SECTORS

OPEN_FOR = timedelta(days=60)  # unless its author chooses another day
AT_MOST = timedelta(days=183)
SOON = timedelta(days=7)  # before its last day, its author is told


def last_day() -> date:
    return timezone.localdate() + OPEN_FOR


def is_open() -> Q:
    """Open by the day alone: nothing has to be done for a post to end."""
    return Q(closed_at=None, until__gte=timezone.localdate())


class PostQuerySet(models.QuerySet):
    def open(self) -> PostQuerySet:
        return self.filter(is_open())

    def within_reach_of(self, viewer) -> PostQuerySet:
        """What its author shows them, open or not; nothing of somebody blocked either way, or whose account is closed."""
        here = self.exclude(author__in=get_user_model().objects.filter(is_active=False).values("pk"))
        if not viewer.is_authenticated:
            return here.filter(reach=Post.Reach.EVERYONE)
        blocked = Block.objects.filter(blocked=viewer).values("blocker"), Block.objects.filter(blocker=viewer).values("blocked")
        return here.exclude(Q(author__in=blocked[0]) | Q(author__in=blocked[1]))

    def visible_to(self, viewer) -> PostQuerySet:
        """Open ones, as their authors chose; one's own always, and what one has answered."""
        here = self.within_reach_of(viewer)
        if not viewer.is_authenticated:
            return here.open()
        return here.filter(is_open() | Q(author=viewer) | Q(pk__in=PostAnswer.objects.filter(user=viewer).values("post")))

    def written_by(self, user) -> PostQuerySet:
        return self.filter(author=user) if user.is_authenticated else self.none()

    def with_author(self, viewer) -> PostQuerySet:
        """Each with its author, and of them the profile that the viewer sees, if they see one; one query more."""
        return self.select_related("author").prefetch_related(Prefetch("author__profile", Profile.objects.visible_to(viewer)))

    def from_country(self, code: str, *, viewer) -> PostQuerySet:
        """Of those who show the viewer that they live there."""
        return self.filter(author__in=Profile.objects.visible_to(viewer).filter(shown_country=code).values("user"))

    def ending(self, today: date) -> PostQuerySet:
        """Those whose authors have to be told that their time runs out."""
        return self.open().filter(until__lte=today + SOON, is_noticed=False)


class Post(models.Model):
    """A need or an offer of one kind of help. `client_id` is its author's own name for it, so that sending twice posts it once."""

    class Kind(models.TextChoices):
        NEED = "need", pgettext_lazy("kind of post", "Needs")
        OFFER = "offer", pgettext_lazy("kind of post", "Offers")

    class Reach(models.TextChoices):
        MEMBERS = "members", _("Members: those who have an account")
        EVERYONE = "everyone", _("Everyone, also those who have no account")

    class Outcome(models.TextChoices):
        MET = "met", _("It has been met")
        NO_LONGER = "no_longer", _("It is not asked for or offered any more")
        RUN_OUT = "run_out", _("Its time has run out")

    CHOSEN = (Outcome.MET, Outcome.NO_LONGER)  # by its author; the third comes by itself

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts", verbose_name=_("author"))
    client_id = models.UUIDField()
    kind = models.CharField(_("need or offer"), max_length=5, choices=Kind.choices)
    help = models.CharField(_("kind of help"), max_length=16, choices=HELP)
    title = models.CharField(_("in one sentence"), max_length=120)
    text = models.TextField(_("text"), max_length=2000)
    language = models.CharField(_("language"), max_length=10)
    sector = models.CharField(_("sector"), max_length=16, choices=SECTORS, blank=True)
    challenge = models.CharField(_("challenge"), max_length=60, blank=True)  # the slug of a Topic
    reach = models.CharField(_("who reads it"), max_length=8, choices=Reach.choices, default=Reach.MEMBERS)
    until = models.DateField(_("open until"), default=last_day)
    said_at = models.DateTimeField(_("posted on"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=9, choices=Outcome.choices, blank=True)
    is_noticed = models.BooleanField(default=False, editable=False)  # whether its author was told that it ends soon
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        indexes = [models.Index(fields=["kind", "help", "until"], condition=Q(closed_at=None), name="posts_by_help")]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="posted_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (~Q(closed_at=None) & ~Q(outcome="")), name="posts_close_with_an_outcome"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("people:post", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.until >= timezone.localdate()

    @property
    def is_public(self) -> bool:
        return self.reach == self.Reach.EVERYONE

    @property
    def became(self) -> str:
        """What has come of one that is closed, also where only the day has passed."""
        return self.get_outcome_display() or str(self.Outcome.RUN_OUT.label)

    @property
    def body(self) -> str:
        """All that it says, as a report to moderators quotes it."""
        return f"{self.title}\n\n{self.text}"

    @property
    def shown_profile(self) -> Profile | None:
        """Of the author what the reader sees; needs `with_author`."""
        return getattr(self.author, "profile", None)


class PostAnswer(models.Model):
    """Somebody has answered a post: once, in a conversation of the two."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="answers", verbose_name=_("need or offer"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who answered"))
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+", verbose_name=_("conversation"))
    answered_at = models.DateTimeField(_("answered on"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer to a need or an offer")
        verbose_name_plural = _("answers to needs and offers")
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="answered_once_each")]

    def __str__(self):
        return f"{self.user_id}, {self.answered_at:%Y-%m-%d}"
