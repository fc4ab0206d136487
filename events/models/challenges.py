"""Challenges: what people need solved, who decides and has answered, and who has taken it up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from entrepreneurs.places import Place, place_at
from events.models.events import Event
from events.models.numbers import number_of
from events.models.registrations import Registration
from hub.live.registry import is_guest
from hub.models import Programme

MOST_TITLE = 120
MOST_BODY = 1000
MOST_WORDS = 2000


def whose(who) -> Q:
    """The rows of a user, also what they did before they had an account; or of a guest, by their seats. Nobody's, of a visitor."""
    if is_guest(who):
        return Q(seat__guest=who)
    return Q(user=who) | Q(seat__user=who) if who.is_authenticated else Q(pk=None)


class DoneBySomebody(models.Model):
    """A row of somebody with an account, or of a guest, whom their seat at an event names; or of somebody who is here no more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("user"))
    seat = models.ForeignKey(Registration, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("guest’s seat"))

    class Meta:
        abstract = True

    @property
    def who(self):
        return self.user or (self.seat and self.seat.who)

    @property
    def shown_name(self) -> str:
        return self.who.shown_name if self.who else gettext("Somebody who is here no more")


class ChallengeQuerySet(models.QuerySet):
    def shown(self) -> ChallengeQuerySet:
        """What is neither hidden nor part of another one."""
        return self.filter(merged_into=None).exclude(state=Challenge.State.HIDDEN)

    def listed(self) -> ChallengeQuerySet:
        """What stands on the board, for everybody: raised there, at an event for everyone, or made public by the hosts of one by invitation."""
        return self.shown().filter(Q(event=None) | Q(is_public=True) | Q(event__in=Event.objects.listed().values("pk")))

    def visible_to(self, who, *, keys=()) -> ChallengeQuerySet:
        """What is listed, what belongs to an event that they see, and to its hosts and moderators also what is hidden."""
        found = Q(pk__in=Challenge.objects.listed().values("pk"))
        seen = Event.objects.visible_to(who, keys=keys).values("pk")
        found |= Q(event__in=seen) & ~Q(state=Challenge.State.HIDDEN)
        return self.filter(found | Q(pk__in=Challenge.objects.led_by(who).values("pk")), merged_into=None)

    def led_by(self, who) -> ChallengeQuerySet:
        """Those that somebody may merge, hide and close: the hosts of their event, and moderators."""
        if who.is_authenticated and who.has_perm("entrepreneurs.moderate"):
            return self
        return self.filter(event__in=Event.objects.hosted_by(who).values("pk"))

    def planned_by(self, who) -> ChallengeQuerySet:
        """Those whose action plan somebody writes: whoever has answered for them, hosts and moderators."""
        answered = Adoption.objects.answered().filter(whose(who)).values("challenge")
        return self.shown().filter(Q(pk__in=self.led_by(who).values("pk")) | Q(pk__in=answered))

    def with_votes(self) -> ChallengeQuerySet:
        """Each with `votes`, counted, and who raised it."""
        votes = number_of(ChallengeVote.objects.all(), by="challenge")
        return self.annotate(votes=votes).select_related("user", "seat__user", "seat__guest", "programme")

    def with_vote_of(self, who) -> ChallengeQuerySet:
        """Each with `is_mine`, whether this is one of those who have it too."""
        return self.annotate(is_mine=Exists(ChallengeVote.objects.filter(whose(who), challenge=OuterRef("pk"))))

    def with_reach(self) -> ChallengeQuerySet:
        """Each with `is_listed`, whether everybody sees it."""
        return self.annotate(is_listed=Exists(Challenge.objects.listed().filter(pk=OuterRef("pk"))))

    def sorted(self) -> ChallengeQuerySet:
        """Those that most people have come first; needs `with_votes`."""
        return self.order_by("-votes", "-pk")


class Challenge(DoneBySomebody):
    """Something that is missing or in the way, raised by whoever lives with it: on the board, before an event, or in its room."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ADOPTED = "adopted", _("Answered by somebody who decides")
        PLANNED = "planned", _("Has an action plan")
        DONE = "done", _("Done")
        CLOSED = "closed", _("Not taken further")
        HIDDEN = "hidden", _("Hidden")

    SHOWN = (State.OPEN, State.ADOPTED, State.PLANNED, State.DONE, State.CLOSED)
    SETTLED = (State.CLOSED, State.HIDDEN)  # by hosts or moderators, whatever comes of it

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("user"))
    seat = models.ForeignKey(Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("guest’s seat"))
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="challenges", verbose_name=_("event"))
    client_id = models.UUIDField()
    title = models.CharField(_("challenge in one sentence"), max_length=MOST_TITLE, blank=True)
    body = models.TextField(_("who has it, and what it costs them"), max_length=MOST_BODY, blank=True)
    language = models.CharField(_("language"), max_length=10)
    where = models.CharField(_("region or country"), max_length=120, blank=True)  # a key of the gazetteer
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="challenges", verbose_name=_("programme"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    is_public = models.BooleanField(_("put on the board by its hosts"), default=False)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts", verbose_name=_("part of"))
    created_at = models.DateTimeField(_("brought up on"), default=timezone.now)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        constraints = [
            models.UniqueConstraint(fields=["user", "client_id"], name="raised_once"),
            models.UniqueConstraint(fields=["seat", "client_id"], name="raised_once_by_guest"),
            models.UniqueConstraint(fields=["demo_key"], condition=~Q(demo_key=""), name="one_demo_challenge"),
            models.CheckConstraint(condition=Q(user=None) | Q(seat=None), name="raised_by_user_or_guest"),
            models.CheckConstraint(condition=Q(seat=None) | Q(event__isnull=False), name="guests_raise_at_events"),
        ]
        indexes = [models.Index(fields=["state", "where"])]

    def __str__(self):
        return self.title or str(self.pk)

    def get_absolute_url(self):
        return reverse("events:challenge", args=[self.pk])

    @property
    def on_map(self) -> Place | None:
        return place_at(self.where) if self.where else None

    @property
    def where_told(self) -> str:
        """Region and country, the country in the reader's language: Trøndelag, Norway."""
        return ", ".join([*reversed(self.on_map.parts[1:]), str(countries.name(self.on_map.country))]) if self.on_map else ""

    @property
    def is_shown(self) -> bool:
        return self.state in self.SHOWN and self.merged_into_id is None

    @property
    def takes_part(self) -> bool:
        """Whether it can still be upvoted, answered and taken up."""
        return self.is_shown and self.state != self.State.CLOSED


class ChallengeVote(DoneBySomebody):
    """Somebody has this challenge too."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="upvotes", verbose_name=_("challenge"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote for a challenge")
        verbose_name_plural = _("votes for challenges")
        constraints = [
            models.UniqueConstraint(fields=["challenge", "user"], name="challenge_voted_once"),
            models.UniqueConstraint(fields=["challenge", "seat"], name="challenge_voted_once_by_guest"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(seat=None), name="challenge_voted_by_somebody"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.challenge_id}"


class AdoptionQuerySet(models.QuerySet):
    def answered(self) -> AdoptionQuerySet:
        """What everybody reads."""
        return self.exclude(answered_at=None).select_related("user", "seat__user", "seat__guest")

    def asked(self) -> AdoptionQuerySet:
        """Those whom a host has asked for their words, and who have said nothing yet."""
        return self.filter(answered_at=None).select_related("user", "seat__user", "seat__guest")


class Adoption(DoneBySomebody):
    """Somebody who decides makes a challenge theirs, and answers in public: under the name and for the organisation that they chose to show."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="adoptions", verbose_name=_("challenge"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    text = models.TextField(_("answer"), max_length=MOST_WORDS, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    asked_at = models.DateTimeField(_("asked by a host on"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        verbose_name = _("answer to a challenge")
        verbose_name_plural = _("answers to challenges")
        constraints = [
            models.UniqueConstraint(fields=["challenge", "user"], name="adopted_once"),
            models.UniqueConstraint(fields=["challenge", "seat"], name="adopted_once_by_guest"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(seat=None), name="adopted_by_somebody"),
            models.CheckConstraint(condition=Q(answered_at=None) | ~Q(text=""), name="answers_say_something"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.challenge_id}"


class Venture(models.Model):
    """An entrepreneur takes a challenge up. How it goes stands below it, note by note."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="ventures", verbose_name=_("challenge"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ventures", verbose_name=_("user"))
    title = models.CharField(_("what it is called"), max_length=MOST_TITLE)
    text = models.TextField(_("what you want to do"), max_length=MOST_WORDS)
    address = models.URLField(_("where one can read more"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    begun_at = models.DateTimeField(_("taken up on"), default=timezone.now)

    class Meta:
        ordering = ["begun_at", "pk"]
        verbose_name = _("venture")
        verbose_name_plural = _("ventures")
        constraints = [models.UniqueConstraint(fields=["challenge", "user"], name="taken_up_once")]

    def __str__(self):
        return self.title


class VentureNote(models.Model):
    """How far a venture has come, on a day."""

    venture = models.ForeignKey(Venture, on_delete=models.CASCADE, related_name="notes", verbose_name=_("venture"))
    text = models.TextField(_("how it goes"), max_length=MOST_WORDS)
    language = models.CharField(_("language"), max_length=10)
    noted_at = models.DateTimeField(_("noted on"), default=timezone.now)

    class Meta:
        ordering = ["noted_at", "pk"]
        verbose_name = _("progress of a venture")
        verbose_name_plural = _("progress of ventures")

    def __str__(self):
        return f"{self.pk}: {self.venture_id}"
