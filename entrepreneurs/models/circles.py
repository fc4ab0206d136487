"""Circles: four to eight people from several countries who learn with each other for a while, and who is in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models.connections import Block
from entrepreneurs.models.conversations import Conversation
from entrepreneurs.vocabulary import SPOKEN
from hub.models import Programme

LEAST, MOST = 4, 8  # people in a circle
LEAST_COUNTRIES = 2
MOST_FACILITATORS = 2


class CircleQuerySet(models.QuerySet):
    def visible_to(self, user) -> CircleQuerySet:
        """Those in which `user` is; those that have ended, too, as long as they were there until then. Nobody else sees what is in a circle."""
        return self.filter(pk__in=CircleMember.objects.present().filter(user=user).values("circle")) if user.is_authenticated else self.none()

    def open_to(self, user) -> CircleQuerySet:
        """Those that `user` may ask to join: with a free seat, and not told of by somebody whom they hide."""
        taken = CircleMember.objects.filter(left_at=None).values("circle")
        full = taken.annotate(number=models.Count("pk")).filter(number__gte=MOST).values("circle")
        mine = CircleMember.objects.present().filter(user=user).values("circle")
        found = self.filter(Q(author=None) | Q(author__is_active=True), is_open=True).exclude(state=Circle.State.ENDED)
        return found.exclude(author__in=Block.objects.hidden_from(user)).exclude(pk__in=full).exclude(pk__in=mine)

    def readable_by(self, user) -> CircleQuerySet:
        """Those whose name and purpose `user` reads: their own, those they are invited to, and those that are open to them."""
        invited = apps.get_model("entrepreneurs", "CircleInvitation").objects.waiting().filter(user=user).values("circle")
        own, offered = Circle.objects.visible_to(user), Circle.objects.open_to(user)
        return self.exclude(author=None).filter(Q(pk__in=invited) | Q(pk__in=own.values("pk")) | Q(pk__in=offered.values("pk")))

    def running(self) -> CircleQuerySet:
        return self.filter(state=Circle.State.RUNNING)

    def with_people(self, *, hides: Iterable[int] = ()) -> CircleQuerySet:
        """With those who are in each (`here`), but for whom the reader hides, and what tells their countries; one query beside its own."""
        people = CircleMember.objects.present().exclude(user__in=hides).select_related("user__profile")
        return self.select_related("programme").prefetch_related(models.Prefetch("members", people, to_attr="here"))


class Circle(models.Model):
    """A term of learning together. `name` and `purpose` are its own words, last written by `author`; what is said in it is its conversation's."""

    wagtail_reference_index_ignore = True  # so that no page of the admin tells of it

    class State(models.TextChoices):
        FORMING = "forming", pgettext_lazy("state of a circle", "Forming")
        RUNNING = "running", pgettext_lazy("state of a circle", "Under way")
        ENDED = "ended", pgettext_lazy("state of a circle", "Ended")

    name = models.CharField(_("name"), max_length=80)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)  # empty where moderators took it away
    language = models.CharField(_("written in"), max_length=10)
    spoken = models.JSONField(_("languages spoken"), default=list)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="circles", verbose_name=_("programme"))
    weeks_between = models.PositiveSmallIntegerField(_("weeks from one meeting to the next"), default=2)
    weeks = models.PositiveSmallIntegerField(_("how many weeks it lasts"), default=12)
    is_open = models.BooleanField(_("others may ask to join"), default=False)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.FORMING)
    began_at = models.DateTimeField(_("begun on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    renewed_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="renewal", verbose_name=_("earlier term")
    )
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="circle", verbose_name=_("conversation"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by"))
    client_id = models.UUIDField(default=uuid4, editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("circle")
        verbose_name_plural = _("circles")
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="circle_made_once"),
            models.CheckConstraint(condition=Q(weeks_between__gte=1, weeks__gte=1), name="circle_has_a_rhythm"),
            models.CheckConstraint(condition=Q(state="running") ^ (Q(ended_at__isnull=False) | Q(began_at=None)), name="circle_state_is_dated"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("circles:circle", args=[self.pk])

    @property
    def body(self) -> str:
        """What is reported of it: its own words."""
        return f"{self.name}\n\n{self.purpose}".strip()

    @property
    def said_at(self):
        return self.made_at

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, SPOKEN[code]) for code in self.spoken if code in SPOKEN]

    @property
    def is_forming(self) -> bool:
        return self.state == self.State.FORMING

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_ended(self) -> bool:
        return self.state == self.State.ENDED

    @property
    def week(self) -> int:
        """In which of its weeks it is, from 1."""
        return min(self.weeks, (timezone.now() - self.began_at) // timedelta(days=7) + 1)

    @property
    def meetings_in_all(self) -> int:
        """As many as its rhythm has room for, the first and the last among them."""
        return self.weeks // self.weeks_between + 1

    @property
    def countries(self) -> int:
        """How many; of those whom `with_people` fetched."""
        return len(countries_of(self.here))


class CircleMemberQuerySet(models.QuerySet):
    def present(self) -> CircleMemberQuerySet:
        """Those who have not left. Somebody whose account is closed keeps the seat, and is nobody."""
        return self.filter(left_at=None, user__is_active=True)

    def facilitating(self) -> CircleMemberQuerySet:
        return self.present().filter(is_facilitator=True)


class CircleMember(models.Model):
    """Somebody's seat in a circle. What is between `thought_of_at` and their next word is told to no other member."""

    wagtail_reference_index_ignore = True

    class By(models.TextChoices):
        EXPERIENCE = "experience", _("by experience")
        PROFESSION = "profession", _("by profession")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="members", verbose_name=_("circle"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="circles", verbose_name=_("user"))
    seat = models.PositiveSmallIntegerField(_("seat"), editable=False)
    is_facilitator = models.BooleanField(_("facilitates"), default=False)
    by = models.CharField(_("facilitates by"), max_length=10, choices=By.choices, blank=True)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)
    pauses_until = models.DateField(_("takes a break until"), null=True, blank=True)
    thought_of_at = models.DateTimeField(_("thought of on"), null=True, blank=True, editable=False)

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("member of a circle")
        verbose_name_plural = _("members of circles")
        constraints = [
            models.UniqueConstraint(fields=["circle", "user"], name="in_circle_once"),
            models.UniqueConstraint(fields=["circle", "seat"], condition=Q(left_at=None), name="one_on_a_seat"),
            models.CheckConstraint(condition=Q(seat__gte=1, seat__lte=MOST), name="as_many_seats_as_people"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(is_facilitator=False), name="who_left_facilitates_nothing"),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.circle_id}"

    @property
    def is_pausing(self) -> bool:
        return self.pauses_until is not None and self.pauses_until > timezone.localdate()


def countries_of(members: Iterable[CircleMember]) -> set[str]:
    """The countries from which these people come, for the rule that there are two at least.

    Of each it is the country of their account, and where that is empty, the one that their profile shows. The first is nobody else's business: so
    this is counted, and never listed.
    """
    return {code for code in (country_of(member.user) for member in members) if code}


def country_of(user) -> str:
    profile = getattr(user, "profile", None)
    return str(user.country or (profile.shown_country if profile else ""))
