"""The room where a live event happens: when it is open, who is in it, what is said there, and who would like to speak."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.items import Item
from events.models.kinds import State
from events.models.registrations import Registration

BEFORE = timedelta(minutes=15)  # the start, in which a room opens by itself
AFTER = timedelta(hours=2)  # the planned end, when a room that nobody closed closes by itself
HERE = timedelta(seconds=150)  # since somebody's page last said so
MOST_TEXT = 1000


def with_room_for(who):
    """The events whose room somebody may come to: with a seat, or as a host or a moderator. When it is open, the room says."""
    seats = Registration.objects.of(who).coming().values("event")
    return Event.objects.filter(Q(pk__in=seats) | Q(pk__in=Event.objects.hosted_by(who).values("pk")))


class RoomQuerySet(models.QuerySet):
    def led_by(self, who) -> RoomQuerySet:
        """Those whose hosts' side somebody sees: their hosts, and moderators."""
        return self.filter(event__in=Event.objects.hosted_by(who).values("pk"))

    def visible_to(self, who, now: datetime | None = None) -> RoomQuerySet:
        """Those in which somebody may be now: with a seat, as soon as it has opened and nobody rehearses in it; as a host, always."""
        now = now or timezone.now()
        seats = Registration.objects.of(who).coming().values("event")
        has_opened = Q(opened_at__isnull=False) | Q(event__starts_at__lte=now + BEFORE)
        open_to_all = Q(event__in=seats, event__state=State.PUBLISHED, is_rehearsal=False) & has_opened
        return self.filter(Q(event__in=Event.objects.hosted_by(who).values("pk")) | open_to_all)

    def forgotten(self, now: datetime) -> RoomQuerySet:
        """Those that are due to close by themselves, or whose rehearsal is due to end."""
        never_closed = Q(closed_at=None) | Q(closed_at__lt=F("event__starts_at") - BEFORE)
        is_over = never_closed & Q(event__ends_at__lte=now - AFTER)
        return self.filter(is_over | Q(is_rehearsal=True, event__starts_at__lte=now + BEFORE))


class Room(models.Model):
    """An event's room, made when it is first entered. It opens and closes by the event's hours, whether a host is there or not."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="room", verbose_name=_("event"))
    opened_at = models.DateTimeField(_("opened on"), null=True, blank=True)  # by a host, before its time
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    is_rehearsal = models.BooleanField(_("hosts rehearse in it"), default=False)
    holds_questions = models.BooleanField(_("questions wait for a host to let them through"), default=False)
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("what is on now"))

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room of an event")
        verbose_name_plural = _("rooms of events")

    def __str__(self):
        return f"{self.pk}"

    @property
    def feed_key(self) -> str:
        return f"room:{self.pk}"

    @property
    def hosts_key(self) -> str:
        return f"hosts:{self.pk}"

    @property
    def opens_at(self) -> datetime:
        return self.event.starts_at - BEFORE

    @property
    def closes_at(self) -> datetime:
        return self.event.ends_at + AFTER

    @property
    def has_begun(self) -> bool:
        """Whether it has opened, by a host or by itself, whatever came after. What was settled before the event was moved to later counts no more."""
        return self.event.state == State.PUBLISHED and (self.opened_at is not None or self.opens_at <= timezone.now())

    @property
    def is_closed(self) -> bool:
        closed_by_hand = self.closed_at is not None and self.closed_at >= self.opens_at
        return closed_by_hand or self.closes_at <= timezone.now() or self.event.state == State.CANCELLED

    @property
    def is_open(self) -> bool:
        """Whether all who have a seat may speak in it."""
        return self.has_begun and not self.is_closed and not self.is_rehearsal

    @property
    def is_shown(self) -> bool:
        """Whether whoever has a seat may look into it: once it has opened, unless hosts rehearse in it. As `visible_to`, of one room."""
        return self.has_begun and not self.is_rehearsal

    @property
    def is_forgotten(self) -> bool:
        """Whether it is due to close by itself, or its rehearsal is due to end. As `forgotten`, of one room."""
        now = timezone.now()
        was_closed = self.closed_at is not None and self.closed_at >= self.opens_at
        return (self.closes_at <= now and not was_closed) or (self.is_rehearsal and self.opens_at <= now)

    @property
    def is_alive(self) -> bool:
        """Whether anybody may speak in it: those who rehearse may as well."""
        return self.is_open or self.is_rehearsal


class PresenceQuerySet(models.QuerySet):
    def here(self, now: datetime | None = None) -> PresenceQuerySet:
        return self.filter(seen_at__gt=(now or timezone.now()) - HERE)

    def named(self) -> PresenceQuerySet:
        """Those who agree to be named among those who are here."""
        return self.filter(is_named=True).select_related("registration__user", "registration__guest")


class Presence(models.Model):
    """Somebody in a room. When they were last here is known while it is open, and forgotten when it closes."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="presences", verbose_name=_("room"))
    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="presence", verbose_name=_("registration"))
    seen_at = models.DateTimeField(_("last here on"), null=True, blank=True)
    is_named = models.BooleanField(_("others see by name that I am here"), default=False)
    was_asked = models.BooleanField(_("was asked whether attendance may be recorded"), default=False)

    objects = PresenceQuerySet.as_manager()
    leads = False  # whether they are a host or a moderator, as was found when they came in

    class Meta:
        ordering = ["pk"]
        verbose_name = _("presence in a room")
        verbose_name_plural = _("presences in rooms")
        indexes = [models.Index(fields=["room", "seen_at"])]

    def __str__(self):
        return f"{self.registration_id} in {self.room_id}"


def coarse(number: int) -> tuple[int, bool]:
    """How many are here as it is told: exactly below ten, then about so many, rounded to fives."""
    return (number, False) if number < 10 else (5 * round(number / 5), True)


class RoomMessage(models.Model):
    """One thing said in a room. `client_id` is its author's own name for it, so that sending twice says it once."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages", verbose_name=_("room"))
    by = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author"))
    client_id = models.UUIDField()
    seq = models.PositiveBigIntegerField(_("number"))
    body = models.TextField(_("text"), max_length=MOST_TEXT, blank=True)
    language = models.CharField(_("language"), max_length=10)
    created_at = models.DateTimeField(_("said on"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed on"), null=True, blank=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("message in a room")
        verbose_name_plural = _("messages in rooms")
        constraints = [
            models.UniqueConstraint(fields=["room", "by", "client_id"], name="said_once_in_a_room"),
            models.UniqueConstraint(fields=["room", "seq"], name="one_room_message_per_number"),
            models.CheckConstraint(condition=~Q(body="") | ~Q(removed_at=None), name="room_messages_say_something"),
        ]

    def __str__(self):
        return f"{self.room_id}: {self.seq}"


class HandQuerySet(models.QuerySet):
    def up(self) -> HandQuerySet:
        """The speakers' queue: who has the word, and then who waits, in the order in which they raised their hands."""
        found = self.filter(done_at=None).order_by(F("called_at").asc(nulls_last=True), "raised_at", "pk")
        return found.select_related("by__user", "by__guest")


class Hand(models.Model):
    """Somebody would like to speak."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="hands", verbose_name=_("room"))
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="hands", verbose_name=_("who"))
    raised_at = models.DateTimeField(_("raised on"), default=timezone.now)
    called_at = models.DateTimeField(_("given the word on"), null=True, blank=True)
    done_at = models.DateTimeField(_("lowered on"), null=True, blank=True)

    objects = HandQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]
        verbose_name = _("raised hand")
        verbose_name_plural = _("raised hands")
        constraints = [models.UniqueConstraint(fields=["room", "by"], condition=Q(done_at=None), name="one_hand_up")]

    def __str__(self):
        return f"{self.by_id} in {self.room_id}"


def author_of(registration: Registration | None) -> dict:
    """Who wrote a row, as feeds tell it: `author` is a user, so that a block hides what they wrote; `by` is the seat in whose name it was done."""
    if registration is None:
        return {"author": None, "by": None, "name": ""}
    return {"author": registration.user_id, "by": registration.pk, "name": registration.who.name}
