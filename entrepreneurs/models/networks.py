"""Networks: people and organisations of a sector, with the same challenge, or across sectors; who moderates them, and what they do next."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.connections import Block
from entrepreneurs.models.network_members import NetworkMember, NetworkOrganisation
from entrepreneurs.vocabulary import SECTORS
from hub import languages
from hub.models import Provenance

RESERVED = {"new", "waiting"}  # addresses beside those of networks


def free_slug(name: str) -> str:
    """An address that no other network has, nor any other page beside theirs: that of its name, and a number if need be."""
    wanted = slugify(name)[:70] or "network"
    taken = RESERVED | set(Network.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)


class NetworkQuerySet(models.QuerySet):
    def opened(self) -> NetworkQuerySet:
        """Those that everybody reads, also when they have ended."""
        return self.exclude(opened_at=None)

    def open(self) -> NetworkQuerySet:
        """Those that are listed, and that one can join."""
        return self.opened().filter(closed_at=None)

    def waiting(self) -> NetworkQuerySet:
        """Those that a coordinator has to look at, those that wait longest first."""
        return self.filter(opened_at=None, declined_at=None).order_by("asked_at", "pk")

    def visible_to(self, user) -> NetworkQuerySet:
        """What is opened; what waits, to those who look after it and to coordinators alone."""
        if not user.is_authenticated:
            return self.opened()
        theirs = NetworkMember.objects.moderating().filter(user=user).values("network")
        return self if user.has_perm("entrepreneurs.moderate") else self.filter(Q(opened_at__isnull=False) | Q(pk__in=theirs))

    def moderated_by(self, user) -> NetworkQuerySet:
        """Those that somebody looks after: their moderators (of what waits, whoever proposed it), and coordinators."""
        if not user.is_authenticated:
            return self.none()
        theirs = NetworkMember.objects.moderating().filter(user=user).values("network")
        return self if user.has_perm("entrepreneurs.moderate") else self.filter(pk__in=theirs)

    def joined_by(self, user) -> NetworkQuerySet:
        return self.filter(pk__in=NetworkMember.objects.present().filter(user=user).values("network")) if user.is_authenticated else self.none()

    def without_moderator(self) -> NetworkQuerySet:
        return self.open().filter(~Exists(NetworkMember.objects.moderating().filter(network=OuterRef("pk"))))

    def about(self, kind: str, values) -> NetworkQuerySet:
        """Those about one of these sectors or challenges."""
        return self.filter(pk__in=NetworkSubject.objects.filter(kind=kind, value__in=values).values("network"))

    def with_words(self) -> NetworkQuerySet:
        """With what they are called and about; two queries beside their own."""
        return self.prefetch_related("texts", "subjects")

    def with_numbers(self) -> NetworkQuerySet:
        """With how many people (`people`), organisations (`organisations_here`) and companies among these (`companies`) belong to each."""
        return self.annotate(
            people=number_of(NetworkMember.objects.present()),
            organisations_here=number_of(NetworkOrganisation.objects.present()),
            companies=number_of(NetworkOrganisation.objects.present().companies()),
        )


def number_of(rows: models.QuerySet) -> models.functions.Coalesce:
    """How many of these rows each network has, counted beside it."""
    counted = rows.filter(network=OuterRef("pk")).order_by().values("network").annotate(number=Count("pk")).values("number")
    return models.functions.Coalesce(models.Subquery(counted), 0)


class Network(models.Model):
    """Made by an adviser or a coordinator, or proposed by a member and opened by a coordinator. What it is about, its subjects say."""

    class Kind(models.TextChoices):
        SECTOR = "sector", _("By sector")
        CHALLENGE = "challenge", pgettext_lazy("networks", "By challenge")
        ACROSS = "across", _("Across sectors")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("first written in"), max_length=10)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    asked_at = models.DateTimeField(_("proposed on"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened on"), null=True, blank=True)
    declined_at = models.DateTimeField(_("not opened on"), null=True, blank=True)
    declined_because = models.TextField(_("what is missing"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.CheckConstraint(condition=Q(opened_at=None) | Q(declined_at=None), name="network_opened_or_not"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="network_ends_after_it_opened"),
        ]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        return reverse("networks:network", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    # What it says

    @cached_property
    def by_language(self) -> dict[str, NetworkText]:
        """From `texts`, which lists fetch for all."""
        return {text.language: text for text in self.texts.all()}

    @cached_property
    def text(self) -> NetworkText:
        """What is told of it, in the reader's language or the one that serves them best."""
        return self.by_language[languages.nearest(get_language() or self.language, set(self.by_language))]

    @property
    def name(self) -> str:
        return self.text.name

    def chosen(self, kind: str) -> list[str]:
        """Its sectors or challenges, from `subjects`, which lists fetch for all."""
        return [subject.value for subject in self.subjects.all() if subject.kind == kind]

    @property
    def sectors(self) -> list[str]:
        """In words."""
        return [str(SECTORS[value]) for value in self.chosen(NetworkSubject.Kind.SECTOR) if value in SECTORS]


class NetworkSubject(models.Model):
    """A sector, or a challenge (the slug of a Topic), that a network is about; named as the choices of profiles are."""

    class Kind(models.TextChoices):
        SECTOR = "sector", _("sector")
        CHALLENGE = "challenge", _("challenge")

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="subjects", verbose_name=_("network"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=60)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what a network is about")
        verbose_name_plural = _("what networks are about")
        indexes = [models.Index(fields=["kind", "value", "network"], name="network_found_by")]
        constraints = [models.UniqueConstraint(fields=["network", "kind", "value"], name="network_about_it_once")]

    def __str__(self):
        return f"{self.kind}: {self.value}"


class SaidOfNetworkQuerySet(models.QuerySet):
    def readable_by(self, user) -> SaidOfNetworkQuerySet:
        """Of networks that they see; only what somebody is named for, and nobody whom a block hides."""
        return self.filter(network__in=Network.objects.visible_to(user)).exclude(author=None).exclude(author__in=Block.objects.hidden_from(user))


class NetworkText(models.Model):
    """What is told of a network in one language, who wrote it last, and how it came to be in it."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="texts", verbose_name=_("network"))
    language = models.CharField(_("language"), max_length=10)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by"))
    name = models.CharField(_("name"), max_length=100)
    lead = models.TextField(_("in one or two sentences"), max_length=300)
    about = models.TextField(_("what it is for, and how you work"), max_length=4000, blank=True)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)
    said_at = models.DateTimeField(_("written on"), default=timezone.now)

    objects = SaidOfNetworkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a network")
        verbose_name_plural = _("texts of networks")
        constraints = [models.UniqueConstraint(fields=["network", "language"], name="one_network_text_a_language")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.network.get_absolute_url()

    @property
    def body(self) -> str:
        """All of it, as a report quotes it."""
        return "\n\n".join(text for text in (self.name, self.lead, self.about) if text)


class NetworkStep(models.Model):
    """Something a network does next, written by its moderators. `client_id` is the writer's own name for it, so that sending twice says it once."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="steps", verbose_name=_("network"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by"))
    client_id = models.UUIDField(default=uuid4, editable=False)
    body = models.CharField(_("what we do next"), max_length=300)
    language = models.CharField(_("language"), max_length=10)
    day = models.DateField(_("day, if there is one"), null=True, blank=True)
    said_at = models.DateTimeField(_("written on"), default=timezone.now, db_index=True)
    done_at = models.DateTimeField(_("done on"), null=True, blank=True)

    objects = SaidOfNetworkQuerySet.as_manager()

    class Meta:
        ordering = [models.F("day").asc(nulls_last=True), "pk"]
        verbose_name = _("step of a network")
        verbose_name_plural = _("steps of networks")
        constraints = [models.UniqueConstraint(fields=["network", "author", "client_id"], name="network_step_written_once")]

    def __str__(self):
        return self.body

    def get_absolute_url(self):
        return f"{self.network.get_absolute_url()}#next"
