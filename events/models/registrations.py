"""Who comes: registrations of users and of guests, what hosts ask them, and invitations."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.words import Words, nearest
from hub import languages
from hub.live.registry import is_guest


class Guest(models.Model):
    """Somebody without an account, whose address is proven by a code. Known by a secret cookie, of which only the hash is kept; never signed in."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10)
    time_zone = models.CharField(_("time zone"), max_length=40, default=settings.TIME_ZONE)
    token_hash = models.CharField(max_length=64, unique=True)
    proven_at = models.DateTimeField(_("address proven on"), default=timezone.now)
    seen_at = models.DateTimeField(_("last here on"), default=timezone.now)

    is_authenticated = False
    is_guest = True

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="one_guest_an_address")]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        return self.name

    def has_perm(self, permission) -> bool:
        return False


class AddressProofQuerySet(models.QuerySet):
    def alive(self) -> AddressProofQuerySet:
        """Those whose code can still be written."""
        return self.filter(made_at__gt=timezone.now() - AddressProof.LIFETIME, tries__lt=AddressProof.MOST_TRIES)


class AddressProof(models.Model):
    """What somebody without an account has filled in, until they have proven their address by a code. Its key opens nothing without the code."""

    LIFETIME = timedelta(minutes=30)
    MOST_TRIES = 5

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+", verbose_name=_("event"))
    email = models.EmailField(_("e-mail address"))
    said = models.JSONField(_("what was filled in"), default=dict)  # empty, of a guest who comes back
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)

    objects = AddressProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("address to be proven")
        verbose_name_plural = _("addresses to be proven")

    def __str__(self):
        return str(self.key)


class RegistrationQuerySet(models.QuerySet):
    def of(self, who) -> RegistrationQuerySet:
        """Those of a user or a guest; nobody's, of a visitor."""
        if is_guest(who):
            return self.filter(guest=who)
        return self.filter(user=who) if who.is_authenticated else self.none()

    def holding_seats(self) -> RegistrationQuerySet:
        """Those who take up a seat: who come, and who are offered one. Hosts and observers take up none."""
        return self.filter(state__in=Registration.HOLDING, role=Registration.Role.PARTICIPANT)

    def coming(self) -> RegistrationQuerySet:
        return self.filter(state=Registration.State.COMING)

    def who_came(self) -> RegistrationQuerySet:
        """Of an event that is over: those who had a seat, apart from its hosts."""
        return self.coming().exclude(role=Registration.Role.HOST)

    def standing(self) -> RegistrationQuerySet:
        """Those who come, or would like to."""
        return self.exclude(state__in=Registration.ENDED)

    def in_line(self) -> RegistrationQuerySet:
        """The waiting list, in its order."""
        return self.filter(state=Registration.State.WAITING).order_by("waiting_since", "pk")


class Registration(models.Model):
    """Somebody's seat at an event, or their place in the line for one. What they do in the room is done in its name."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Participant")
        OBSERVER = "observer", _("Observer")
        HOST = "host", _("Host")

    class State(models.TextChoices):
        APPLIED = "applied", _("Has applied")
        WAITING = "waiting", _("On the waiting list")
        OFFERED = "offered", _("Is offered a seat")
        COMING = "coming", _("Has a seat")
        CANCELLED = "cancelled", _("Has cancelled")
        DECLINED = "declined", _("Was not given a seat")

    HOLDING = (State.OFFERED, State.COMING)
    ENDED = (State.CANCELLED, State.DECLINED)

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("event"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="event_registrations", verbose_name=_("user")
    )
    guest = models.ForeignKey(Guest, null=True, blank=True, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("guest"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    language = models.CharField(_("language"), max_length=10)
    made_at = models.DateTimeField(_("registered on"), default=timezone.now)
    waiting_since = models.DateTimeField(_("in line since"), null=True, blank=True)
    offered_until = models.DateTimeField(_("seat kept until"), null=True, blank=True)
    may_record_attendance = models.BooleanField(_("my attendance may be recorded"), default=False)
    entered_at = models.DateTimeField(_("was there from"), null=True, blank=True)  # kept with consent alone
    may_be_noted = models.BooleanField(_("what I say may be noted, without my name"), default=False)
    noting_said_at = models.DateTimeField(_("said on whether it may be noted"), null=True, blank=True)  # yes or no, and as it was last said
    reminded_at = models.DateTimeField(_("reminded on"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="registered_once"),
            models.UniqueConstraint(fields=["event", "guest"], name="guest_registered_once"),
            models.CheckConstraint(condition=Q(user=None) ^ Q(guest=None), name="registered_user_or_guest"),
            models.CheckConstraint(condition=Q(entered_at=None) | Q(may_record_attendance=True), name="attendance_with_consent"),
            models.CheckConstraint(condition=Q(may_be_noted=False) | Q(noting_said_at__isnull=False), name="noted_with_consent"),
            models.CheckConstraint(condition=~Q(state="offered") | Q(offered_until__isnull=False), name="offers_end"),
        ]
        indexes = [models.Index(fields=["event", "state"])]

    def __str__(self):
        return f"{self.pk}: {self.event_id}"

    @property
    def who(self):
        return self.user or self.guest

    @property
    def shown_name(self) -> str:
        return self.who.shown_name

    @property
    def is_standing(self) -> bool:
        return self.state not in self.ENDED

    @property
    def place_in_line(self) -> int:
        """From 1, of those on the waiting list; one query."""
        line = list(Registration.objects.filter(event=self.event_id).in_line().values_list("pk", flat=True))
        return line.index(self.pk) + 1


class Asked(models.Model):
    """What hosts ask those who register, by language."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="asked", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    texts = models.JSONField(_("question"), default=dict)
    is_required = models.BooleanField(_("has to be answered"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question at registration")
        verbose_name_plural = _("questions at registration")

    def __str__(self):
        return str(self.text)

    @property
    def text(self) -> Words:
        """As near to the reader's language as there is one."""
        return nearest(self.texts) or Words("", languages.SOURCE)


class AskedAnswer(models.Model):
    """What somebody answered, for the hosts alone."""

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question"))
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers", verbose_name=_("registration"))
    text = models.TextField(_("answer"), max_length=1000)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("answer at registration")
        verbose_name_plural = _("answers at registration")
        constraints = [models.UniqueConstraint(fields=["asked", "registration"], name="asked_once")]

    def __str__(self):
        return f"{self.asked_id}: {self.registration_id}"


class Invitation(models.Model):
    """Somebody whom the hosts have invited: by their address, with the user who has it; or by their account, whose address hosts are not told."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("event"))
    email = models.EmailField(_("e-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="event_invitations", verbose_name=_("user")
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by"))
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(models.F("event"), models.functions.Lower("email"), condition=~models.Q(email=""), name="invited_once"),
            models.CheckConstraint(condition=~models.Q(email="") | ~models.Q(user=None), name="somebody_is_invited"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.event_id}"

    @property
    def shown(self) -> str:
        """As hosts read it."""
        return self.email or self.user.shown_name
