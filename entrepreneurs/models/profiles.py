"""What people tell others of themselves, and to whom it is told."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.places import Place, find, place_at
from entrepreneurs.vocabulary import ROLES, TAGS, WORDS


class Visibility(models.TextChoices):
    EVERYONE = "everyone", _("Everyone, also those who have no account")
    MEMBERS = "members", _("Members: those who have an account")
    CONNECTIONS = "connections", _("My connections alone")
    NOBODY = "nobody", _("Nobody but me, for now")


PHOTOS = "profiles"  # the folder
FOUND = (Visibility.EVERYONE, Visibility.MEMBERS)  # by those whom its owner does not know


class Precision(models.TextChoices):
    PLACE = "place", _("My place")
    REGION = "region", _("My region")
    COUNTRY = "country", _("My country")
    NOTHING = "nothing", _("Nothing")


class ProfileQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> ProfileQuerySet:
        """Each as its owner chose. One's own always; nobody blocked either way, and nobody whose account is closed."""
        closed = get_user_model().objects.filter(is_active=False).values("pk")
        if not viewer.is_authenticated:
            return self.filter(visibility=Visibility.EVERYONE).exclude(user__in=closed)
        shown = Q(visibility__in=FOUND) | (Q(visibility=Visibility.CONNECTIONS) & connected_with(viewer))
        return self.filter(Q(user=viewer) | (shown & ~blocked_with(viewer))).exclude(user__in=closed)

    def listed(self) -> ProfileQuerySet:
        """Those that stand in the directory; one's own that nobody else sees does not."""
        return self.exclude(visibility=Visibility.NOBODY)

    def having(self, kind: str, value: str) -> ProfileQuerySet:
        """Those who speak a language, work in a sector or on a challenge, offer something or need it."""
        return self.filter(pk__in=Facet.objects.filter(kind=kind, value=value).values("profile"))


def connected_with(viewer) -> Q:
    known = Connection.objects.accepted()
    return Q(user__in=known.filter(asker=viewer).values("asked")) | Q(user__in=known.filter(asked=viewer).values("asker"))


def blocked_with(viewer) -> Q:
    return Q(user__in=Block.objects.filter(blocker=viewer).values("blocked")) | Q(user__in=Block.objects.filter(blocked=viewer).values("blocker"))


class Profile(models.Model):
    """Seen by nobody until its owner shows it. The `shown_` fields hold no more of the place than its owner shows, and all others read them alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="profile", verbose_name=_("user"))
    visibility = models.CharField(_("who sees it"), max_length=12, choices=Visibility.choices, default=Visibility.NOBODY)
    language = models.CharField(_("written in"), max_length=10)
    role = models.CharField(_("what I am here"), max_length=16, choices=ROLES, blank=True)
    sentence = models.CharField(_("in one sentence"), max_length=200, blank=True)
    about = models.TextField(_("about me"), max_length=2000, blank=True)
    enterprise = models.CharField(_("my enterprise"), max_length=120, blank=True)
    enterprise_does = models.TextField(_("what it does"), max_length=1000, blank=True)
    offer = models.CharField(_("what I offer"), max_length=300, blank=True)
    need = models.CharField(_("what I need"), max_length=300, blank=True)
    meeting = models.CharField(_("how I like to be met"), max_length=300, blank=True)
    photo = models.ImageField(_("photo"), upload_to=f"{PHOTOS}/", blank=True)
    where = models.CharField(_("region or country"), max_length=60, blank=True)  # a key of the gazetteer
    place = models.CharField(_("place"), max_length=80, blank=True)
    precision = models.CharField(_("what of it others see"), max_length=12, choices=Precision.choices, default=Precision.REGION)
    shown_country = models.CharField(_("country as shown"), max_length=2, blank=True)
    shown_region = models.CharField(_("region as shown"), max_length=60, blank=True)
    shown_place = models.CharField(_("place as shown"), max_length=80, blank=True)
    shown_key = models.CharField(_("where the map shows it"), max_length=120, blank=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["-user"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes = [  # people are counted from these alone, however many there are
            models.Index(fields=["visibility", "shown_country", "shown_region", "user"], name="found_by_region"),
            models.Index(fields=["visibility", "shown_key", "user"], name="found_by_place"),
            models.Index(fields=["visibility", "role", "user"], name="found_by_role"),
        ]

    def __str__(self):
        return self.user.shown_name

    def get_absolute_url(self):
        return reverse("people:person", args=[self.pk])

    @property
    def is_found(self) -> bool:
        return self.visibility in FOUND

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.EVERYONE

    @property
    def found_in(self) -> str | None:
        """The country in which strangers find them, empty where they show none; None where they are not found."""
        return self.shown_country if self.is_found else None

    @property
    def home(self) -> Place | None:
        """Where its owner lives, as exactly as the map knows it, and nobody else's business."""
        return find(self.place, within=self.where) or place_at(self.where)

    @property
    def shown_where(self) -> str:
        """Place, region and country, as far as they are shown: Steinkjer, Trøndelag, Norway."""
        parts = [self.shown_place, self.shown_region, countries.name(self.shown_country)]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def text(self) -> str:
        """Everything that is written in it in words of their own."""
        written = (self.user.shown_name, self.sentence, self.about, self.enterprise, self.enterprise_does, self.offer, self.need, self.meeting)
        return "\n\n".join(text for text in written if text)

    @property
    def photo_name(self) -> str:
        """The name by which the photo is asked for, which is another one for another photo."""
        return self.photo.name.rpartition("/")[2]

    def chosen(self, kind: str) -> list[str]:
        """The facets of one kind, in the order in which they were chosen; no query where they were prefetched."""
        return [facet.value for facet in self.facets.all() if facet.kind == kind]

    def in_words(self, kind: str) -> list[str]:
        return [str(WORDS[kind][value]) for value in self.chosen(kind) if value in WORDS[kind]]

    @property
    def languages(self) -> list[str]:
        return self.in_words(Facet.Kind.LANGUAGE)

    @property
    def sectors(self) -> list[str]:
        return self.in_words(Facet.Kind.SECTOR)

    @property
    def offers(self) -> list[str]:
        return self.in_words(Facet.Kind.OFFER)

    @property
    def needs(self) -> list[str]:
        return self.in_words(Facet.Kind.NEED)


class Facet(models.Model):
    """One thing of several that a person is found by: a language, a sector, a challenge (the slug of a Topic), what they offer or need."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("language I speak")
        SECTOR = "sector", _("sector")
        CHALLENGE = "challenge", _("challenge I work on")
        OFFER = "offer", _("I offer")
        NEED = "need", _("I need")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="facets", verbose_name=_("profile"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=60)
    found_in = models.CharField(max_length=2, null=True, blank=True, editable=False)  # the country as shown; None where strangers do not find them

    class Meta:
        ordering = ["pk"]
        verbose_name = _("choice in a profile")
        verbose_name_plural = _("choices in a profile")
        indexes = [
            models.Index(fields=["kind", "value", "profile"], name="facet_found_by"),
            models.Index(fields=["kind", "value", "found_in", "profile"], name="facet_suggested_by"),  # the newest of each country
        ]
        constraints = [models.UniqueConstraint(fields=["profile", "kind", "value"], name="chosen_once")]

    def __str__(self):
        return self.value


class Tag(models.Model):
    """Something that a person chose to say of themselves: to their connections, or to all who see their profile. Nobody is found by it."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="tags", verbose_name=_("profile"))
    value = models.CharField(_("what I say of myself"), max_length=16, choices=TAGS)
    is_for_all = models.BooleanField(_("said to all who see my profile"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("what I say of myself")
        verbose_name_plural = _("what I say of myself")
        constraints = [models.UniqueConstraint(fields=["profile", "value"], name="said_of_oneself_once")]

    def __str__(self):
        return str(TAGS[self.value])
