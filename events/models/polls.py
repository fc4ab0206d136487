"""Polls: what is asked of everybody in a room, and what they said. Their words are kept by language, so that answers add up across languages."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.registrations import Registration
from events.words import Words, nearest
from hub import languages

MOST_FREE_TEXT = 300
MOST_STEPS = 10


class PollQuerySet(models.QuerySet):
    def open(self) -> PollQuerySet:
        return self.filter(state=Poll.State.OPEN)

    def out(self) -> PollQuerySet:
        """Those that are, or were, put to the room."""
        return self.exclude(state=Poll.State.DRAFT)


class Poll(models.Model):
    """Something put to everybody. Open ballots can be changed while it is open; anonymous ones belong to nobody, and cannot."""

    class Kind(models.TextChoices):
        ONE = "one", _("One choice")
        SEVERAL = "several", _("Several choices")
        SCALE = "scale", _("A scale")
        TEXT = "text", _("A few words of one's own")

    class State(models.TextChoices):
        DRAFT = "draft", _("Prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="polls", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ONE)
    titles = models.JSONField(_("question"), default=dict)
    lows = models.JSONField(_("word at the low end"), default=dict, blank=True)
    highs = models.JSONField(_("word at the high end"), default=dict, blank=True)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    shown_at = models.DateTimeField(_("results shown since"), null=True, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def __str__(self):
        return f"{self.event_id}: {self.pk}"

    @property
    def title(self) -> Words:
        return nearest(self.titles) or Words("", languages.SOURCE)

    @property
    def low(self) -> Words | None:
        return nearest(self.lows)

    @property
    def high(self) -> Words | None:
        return nearest(self.highs)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_text(self) -> bool:
        return self.kind == self.Kind.TEXT

    @property
    def takes_several(self) -> bool:
        return self.kind == self.Kind.SEVERAL


class Option(models.Model):
    """What can be chosen. A step of a scale is one too: its number is its position."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options", verbose_name=_("poll"))
    position = models.PositiveSmallIntegerField(_("position"))
    titles = models.JSONField(_("words"), default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("option of a poll")
        verbose_name_plural = _("options of polls")
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="one_option_a_position")]

    def __str__(self):
        return str(self.title)

    @property
    def title(self) -> Words:
        return nearest(self.titles) or Words(str(self.position), get_language() or languages.SOURCE)


class TextGroup(models.Model):
    """A heading under which hosts put free texts that say the same."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="groups", verbose_name=_("poll"))
    title = models.CharField(_("heading"), max_length=120)
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("group of answers")
        verbose_name_plural = _("groups of answers")

    def __str__(self):
        return self.title


class Answer(models.Model):
    """What every ballot holds: an option, or a free text with its language, which hosts may put under a heading."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("poll"))
    option = models.ForeignKey(Option, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("option"))
    text = models.CharField(_("text"), max_length=MOST_FREE_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    group = models.ForeignKey(
        TextGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="%(class)ss", verbose_name=_("put under the heading")
    )

    class Meta:
        abstract = True


class Vote(Answer):
    """An open ballot. `slot` is 0, or the option where several can be chosen: so one answer each is held by the database."""

    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="votes", verbose_name=_("who"))
    slot = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("open vote")
        verbose_name_plural = _("open votes")
        constraints = [
            models.UniqueConstraint(fields=["poll", "by", "slot"], name="voted_once"),
            models.CheckConstraint(condition=Q(option=None) ^ Q(text=""), name="vote_says_one_thing"),
        ]
        indexes = [models.Index(fields=["poll", "option", "group"])]  # all that counting reads

    def __str__(self):
        return f"{self.by_id}: {self.poll_id}"


class Voted(models.Model):
    """Somebody has voted in an anonymous poll: that they did, and not what. Its key is random, and it has no moment, like the ballots."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voted", verbose_name=_("poll"))
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="voted", verbose_name=_("who"))

    class Meta:
        ordering = ["key"]
        verbose_name = _("that somebody has voted")
        verbose_name_plural = _("that people have voted")
        constraints = [models.UniqueConstraint(fields=["poll", "by"], name="anonymous_vote_once")]

    def __str__(self):
        return f"{self.poll_id}"


class BallotQuerySet(models.QuerySet):
    def shuffle(self) -> None:
        """Write them down anew in the order of their random keys, so that not even the order on the disk tells who came when."""
        ballots = list(self.order_by("key"))
        self.all().delete()
        self.model.objects.bulk_create(ballots)


class Ballot(Answer):
    """An anonymous ballot: a random key, no person, no moment. When the poll closes they are written down anew in the order of their keys."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("anonymous ballot")
        verbose_name_plural = _("anonymous ballots")
        constraints = [models.CheckConstraint(condition=Q(option=None) ^ Q(text=""), name="ballot_says_one_thing")]
        indexes = [models.Index(fields=["poll", "option", "group"])]  # all that counting reads

    def __str__(self):
        return f"{self.poll_id}"


class HallVote(Answer):
    """Votes of people in the hall who have no phone with them, which a host entered: so many for an option."""

    count = models.PositiveIntegerField(_("how many"), default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered on"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("votes from the hall")
        verbose_name_plural = _("votes from the hall")
        constraints = [
            models.UniqueConstraint(fields=["poll", "option"], name="hall_counted_once"),
            models.CheckConstraint(condition=Q(option=None) ^ Q(text=""), name="hall_vote_says_one_thing"),
        ]

    def __str__(self):
        return f"{self.poll_id}: {self.count}"
