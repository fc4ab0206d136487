"""Events: what is to happen, when and for whom, told in several languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entrepreneurs.places import Place, place_at
from entrepreneurs.vocabulary import ROLES
from events.models.kinds import Admission, Kind, Reach, State
from events.models.numbers import number_of
from events.models.series import Series
from events.times import moment
from hub import languages
from hub.live.registry import is_guest
from hub.models import Organisation, Programme

if TYPE_CHECKING:
    from events.models.hosts import Host
    from events.models.texts import EventText


# What a copy takes over from an event; the rest is its own.
FACTS = (
    *("kind", "programme", "organisation", "language", "at", "zone", "minutes", "where", "place", "is_online", "video"),
    *("audience", "reach", "admission", "capacity", "answer_hours"),
)


class EventQuerySet(models.QuerySet):
    def visible_to(self, who, *, keys=()) -> EventQuerySet:
        """Those for everyone; those one is invited to or registered for, or has the link of (`keys`); drafts, to hosts and moderators alone.
        A circle's are opened by no link.

        `who` is a user, a guest, or nobody.
        """
        shown = ~Q(state=State.DRAFT)
        found = Q(reach=Reach.EVERYONE) & shown
        if keys:
            found |= Q(key__in=keys, circle_meeting=None) & shown
        if is_guest(who):
            found |= Q(pk__in=who.registrations.values("event")) & shown
        elif who.is_authenticated:
            found |= Q(pk__in=who.event_registrations.values("event")) & shown
            found |= Q(pk__in=who.event_invitations.values("event")) & shown
            found |= Q(pk__in=who.hosting.values("event"))
            found = Q() if who.has_perm("entrepreneurs.moderate") else found
        return self.filter(found)

    def hosted_by(self, user) -> EventQuerySet:
        """Those that somebody may lead: their hosts, all with the same rights, and whoever moderates, should both hosts be gone."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("entrepreneurs.moderate") else self.filter(pk__in=user.hosting.agreed().values("event"))

    def listed(self) -> EventQuerySet:
        """Those that stand in calendars; a cancelled one stays, and says so."""
        return self.filter(reach=Reach.EVERYONE).exclude(state=State.DRAFT)

    def in_calendar_of(self, who) -> EventQuerySet:
        """What is listed, and what `who` is invited to, comes to or hosts."""
        shown = Q(reach=Reach.EVERYONE)
        if is_guest(who):
            shown |= Q(pk__in=who.registrations.values("event"))
        elif who.is_authenticated:
            shown |= Q(pk__in=who.event_registrations.values("event")) | Q(pk__in=who.event_invitations.values("event"))
            shown |= Q(pk__in=who.hosting.values("event"))
        return self.filter(shown).exclude(state=State.DRAFT)

    def upcoming(self, now: datetime | None = None) -> EventQuerySet:
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> EventQuerySet:
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def with_numbers(self) -> EventQuerySet:
        """With how many seats are taken (`taken`) and how many wait for one (`waiting`); no query of their own."""
        seats = apps.get_model("events", "Registration").objects
        return self.annotate(taken=number_of(seats.holding_seats(), by="event"), waiting=number_of(seats.in_line(), by="event"))

    def with_words(self) -> EventQuerySet:
        """With what lists and pages show of each; three queries beside their own."""
        return self.select_related("programme", "organisation").prefetch_related("texts", "tongues", "hosts__user")


class Event(models.Model):
    """A gathering. `day`, `at` and `zone` are what its hosts said; the moments that follow are kept beside, and settled anew when a law changes."""

    key = models.UUIDField(_("name in its link"), default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NETWORK)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("programme"))
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("host organisation")
    )
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="events", verbose_name=_("series"))
    earlier = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="later", verbose_name=_("earlier meeting on the same theme")
    )
    language = models.CharField(_("first written in"), max_length=10)

    day = models.DateField(_("day"))
    at = models.TimeField(_("begins at"))
    zone = models.CharField(_("on the clock of"), max_length=40)
    minutes = models.PositiveSmallIntegerField(_("how many minutes it takes"), default=90)
    starts_at = models.DateTimeField(_("begins on"), db_index=True, editable=False)
    ends_at = models.DateTimeField(_("ends on"), db_index=True, editable=False)

    where = models.CharField(_("region or country"), max_length=120, blank=True)  # a key of the gazetteer
    place = models.CharField(_("place and address"), max_length=200, blank=True)
    is_online = models.BooleanField(_("can be joined online"), default=True)
    video = models.URLField(_("link to the video meeting"), max_length=500, blank=True)

    audience = models.JSONField(_("who it is for"), default=list, blank=True)  # roles of entrepreneurs.vocabulary; empty is everybody
    reach = models.CharField(_("who can see it"), max_length=10, choices=Reach.choices, default=Reach.EVERYONE)
    admission = models.CharField(_("who gets a seat"), max_length=12, choices=Admission.choices, default=Admission.OPEN)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes on"), null=True, blank=True)
    answer_hours = models.PositiveSmallIntegerField(_("hours in which a freed seat is kept for the next in line"), default=24)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of RFC 5545: calendars take the highest
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False, verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made on"), auto_now_add=True)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    asked_back_at = models.DateTimeField(_("feedback asked for on"), null=True, blank=True, editable=False)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="event_has_seats"),
            models.UniqueConstraint(fields=["demo_key", "day"], condition=~Q(demo_key=""), name="one_demo_event_a_day"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.day}"

    def get_absolute_url(self):
        return reverse("events:event", args=[self.pk])

    def get_join_url(self):
        """What is passed on: the link with a key, where one has to be invited."""
        return reverse("events:by_link", args=[self.key]) if self.reach == Reach.INVITED else self.get_absolute_url()

    def settle(self) -> None:
        """Take over the moments from the hosts' day, hour and clock."""
        self.starts_at = moment(self.day, self.at, zone=self.zone)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)

    # What it says

    @cached_property
    def text(self) -> EventText:
        """What is told of it, in the reader's language or the one that serves them best."""
        return self.text_in(get_language() or self.language)

    def text_in(self, language: str) -> EventText:
        return self.by_language[languages.nearest(language, set(self.by_language))]

    @cached_property
    def by_language(self) -> dict[str, EventText]:
        """From `texts`, which lists fetch for all."""
        return {text.language: text for text in self.texts.all()}

    @property
    def title(self) -> str:
        return self.text.title

    @property
    def spoken(self) -> list[str]:
        return [tongue.language for tongue in self.tongues.all() if not tongue.is_interpreted]

    @property
    def interpreted(self) -> list[str]:
        return [tongue.language for tongue in self.tongues.all() if tongue.is_interpreted]

    @property
    def audience_words(self) -> list[str]:
        return [str(ROLES[role]) for role in self.audience if role in ROLES]

    @property
    def leaders(self) -> list[Host]:
        """Its hosts who have agreed to be, from `hosts`, which lists fetch for all."""
        return [host for host in self.hosts.all() if host.since]

    # When and where

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def on_map(self) -> Place | None:
        return place_at(self.where) if self.where else None

    # How it stands

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def takes_registrations(self) -> bool:
        """Also while it goes on, unless the hosts have said until when."""
        return self.state == State.PUBLISHED and not self.is_over and (self.closes_at is None or self.closes_at > timezone.now())
