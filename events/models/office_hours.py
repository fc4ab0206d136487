"""Office hours: when an adviser has time for one person, and who has booked it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Block, User
from events import bookers
from events.models.absences import AdviserAbsence

MOST_ABOUT = 300


class OfficeHourQuerySet(models.QuerySet):
    def upcoming(self, now: datetime | None = None) -> OfficeHourQuerySet:
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def bookable_by(self, user) -> OfficeHourQuerySet:
        """Those that have not begun and nobody has, of advisers who are there for `user`, and not away. Nothing between two of whom one blocks
        the other."""
        if not user.is_authenticated:
            return self.none()
        kept = self.filter(bookers.open_to(user), starts_at__gt=timezone.now(), taken_away_at=None)
        there = kept.filter(adviser__in=User.objects.allowed("entrepreneurs.advise").values("pk"))
        day = Cast(OuterRef("starts_at"), DateField())
        away = AdviserAbsence.objects.filter(adviser=OuterRef("adviser"), begins__lte=day, ends__gte=day)
        taken = Booking.objects.standing().filter(hour=OuterRef("pk"))
        return there.filter(~Exists(taken), ~Exists(away)).exclude(adviser=user).exclude(apart(user, "adviser"))

    def visible_to(self, user) -> OfficeHourQuerySet:
        """One's own, those that one has booked, and those that one can book."""
        if not user.is_authenticated:
            return self.none()
        booked = Booking.objects.visible_to(user).values("hour")
        return self.filter(Q(adviser=user) | Q(pk__in=booked) | Q(pk__in=self.bookable_by(user).values("pk")))

    def with_bookings(self) -> OfficeHourQuerySet:
        return self.select_related("adviser").prefetch_related(models.Prefetch("bookings", Booking.objects.standing().select_related("user")))


def apart(user, path: str) -> Q:
    """Rows of people between whom and `user` a block stands, whichever way."""
    blocks = Block.objects
    return Q(**{f"{path}__in": blocks.filter(blocker=user).values("blocked")}) | Q(**{f"{path}__in": blocks.filter(blocked=user).values("blocker")})


class OfficeHour(models.Model):
    """So many minutes that an adviser keeps for one person, at an hour of their own clock."""

    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="office_hours", verbose_name=_("adviser"))
    starts_at = models.DateTimeField(_("begins on"), db_index=True)
    ends_at = models.DateTimeField(_("ends on"), editable=False)
    zone = models.CharField(_("on the clock of"), max_length=40)
    place = models.CharField(_("place and address"), max_length=200, blank=True)
    video = models.URLField(_("link to the video meeting"), max_length=500, blank=True)
    spoken = models.JSONField(_("languages spoken"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10)
    is_for_all = models.BooleanField(_("everybody with an account may book it"), default=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    taken_away_at = models.DateTimeField(_("taken away on"), null=True, blank=True)  # one that somebody had booked

    objects = OfficeHourQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("office hour")
        verbose_name_plural = _("office hours")
        constraints = [
            models.UniqueConstraint(fields=["adviser", "starts_at"], name="one_office_hour_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="office_hour_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.adviser_id}, {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("events:office_hour", args=[self.pk])

    @property
    def minutes(self) -> int:
        return (self.ends_at - self.starts_at) // timedelta(minutes=1)

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def day(self):
        """On the adviser's clock."""
        return self.starts_at.astimezone(self.clock).date()

    @cached_property
    def booking(self) -> Booking | None:
        """Who has it now; no query where `with_bookings` has found it."""
        return next((one for one in self.bookings.all() if one.cancelled_at is None), None)


class BookingQuerySet(models.QuerySet):
    def standing(self) -> BookingQuerySet:
        return self.filter(cancelled_at=None)

    def visible_to(self, user) -> BookingQuerySet:
        """For the two alone, and for neither while a block stands between them."""
        if not user.is_authenticated:
            return self.none()
        mine, theirs = Q(user=user) & ~apart(user, "hour__adviser"), Q(hour__adviser=user) & ~apart(user, "user")
        return self.filter(mine | theirs, user__is_active=True, hour__adviser__is_active=True)

    def upcoming(self) -> BookingQuerySet:
        return self.standing().filter(hour__ends_at__gt=timezone.now()).order_by("hour__starts_at", "pk")


class Booking(models.Model):
    """Somebody has an office hour. Cancelled, it is kept, and the hour is free again."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    hour = models.ForeignKey(OfficeHour, on_delete=models.CASCADE, related_name="bookings", verbose_name=_("office hour"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookings", verbose_name=_("who has booked"))
    about = models.CharField(_("what it is about"), max_length=MOST_ABOUT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    booked_at = models.DateTimeField(_("booked on"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True)
    is_by_adviser = models.BooleanField(_("cancelled by the adviser"), default=False)
    reminded_at = models.DateTimeField(_("reminded on"), null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("booking of an office hour")
        verbose_name_plural = _("bookings of office hours")
        constraints = [models.UniqueConstraint(fields=["hour"], condition=Q(cancelled_at=None), name="booked_by_one")]

    def __str__(self):
        return f"{self.hour_id}, {self.user_id}"

    def get_absolute_url(self):
        return self.hour.get_absolute_url()

    def other(self, user) -> User:
        return self.user if user == self.hour.adviser else self.hour.adviser

    # As what somebody said, it can be reported (entrepreneurs/reportable.py).

    @property
    def author(self) -> User:
        return self.user

    @property
    def author_id(self) -> int:
        return self.user_id

    @property
    def body(self) -> str:
        return self.about

    @property
    def said_at(self) -> datetime:
        return self.booked_at
