"""The resource bank: links, documents and methods, what is told of them in several languages, and whom they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from entrepreneurs.models import Membership
from hub import languages
from hub.models import Organisation, Programme, Provenance
from learning.models.kinds import Level, Licence, LinkState

if TYPE_CHECKING:
    from learning.models.methods import MethodVersion

EVERYWHERE = "all"  # the facet of what is about no country more than another
UNREADABLE = 2  # failures on different days, until a page says that a link could not be reached


class ResourceQuerySet(models.QuerySet):
    def listed(self) -> ResourceQuerySet:
        """What everybody finds in the bank."""
        return self.filter(state=Resource.State.PUBLISHED)

    def visible_to(self, user) -> ResourceQuerySet:
        """What is listed; one's own in every state; what one's organisation has withdrawn; all of it, to coordinators."""
        if not user.is_authenticated:
            return self.listed()
        if user.has_perm("entrepreneurs.moderate"):
            return self
        return self.filter(Q(state=Resource.State.PUBLISHED) | Q(made_by=user) | Q(organisation__in=writing_for(user)))

    def editable_by(self, user) -> ResourceQuerySet:
        """One's organisation's; one's own until it is published; all, by coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("entrepreneurs.moderate"):
            return self
        return self.filter(Q(organisation__in=writing_for(user)) | (Q(made_by=user) & ~Q(state=Resource.State.PUBLISHED)))

    def waiting(self) -> ResourceQuerySet:
        """What a coordinator has to decide about, what waits longest first: proposals, and new versions of methods."""
        new_versions = Q(state=Resource.State.PUBLISHED, versions__published_at=None, versions__isnull=False)
        return self.filter(Q(state=Resource.State.PROPOSED) | new_versions).distinct().order_by("changed_at", "pk")

    def due(self, now) -> ResourceQuerySet:
        """Links whose look is due, what has waited longest first."""
        return self.listed().filter(kind=Resource.Kind.LINK, look_at__lte=now).order_by("look_at", "pk")

    def with_words(self) -> ResourceQuerySet:
        """With what a row of a list shows; two queries beside their own."""
        return self.select_related("organisation", "programme").prefetch_related("texts", "facets")


def writing_for(user):
    """The verified organisations in whose name somebody writes."""
    return Membership.objects.of(user).editing().of_verified().values("organisation")


class Resource(models.Model):
    """Something worth knowing of. What is told of it stands in its texts, and what it is found by in its facets."""

    class Kind(models.TextChoices):
        LINK = "link", pgettext_lazy("kind of resource", "Link")
        DOCUMENT = "document", pgettext_lazy("kind of resource", "Document")
        METHOD = "method", pgettext_lazy("kind of resource", "Method")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a coordinator")
        RETURNED = "returned", _("Given back with a reason")
        PUBLISHED = "published", _("In the bank")
        WITHDRAWN = "withdrawn", _("Taken out of the bank")

    class Method(models.TextChoices):
        METHOD = "method", pgettext_lazy("kind of method", "Method")
        ASSESSMENT = "assessment", pgettext_lazy("kind of method", "Assessment")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    method_kind = models.CharField(_("kind of method"), max_length=10, choices=Method, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, db_index=True)
    language = models.CharField(_("first written in"), max_length=10)
    licence = models.CharField(_("licence"), max_length=10, choices=Licence)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="resources", verbose_name=_("programme"))
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="resources", verbose_name=_("published by")
    )
    is_demonstration = models.BooleanField(_("demonstration material"), default=False, editable=False)

    address = models.URLField(_("address"), max_length=500, blank=True)
    link_state = models.CharField(_("what the last look found"), max_length=10, choices=LinkState, default=LinkState.UNKNOWN, editable=False)
    looked_at = models.DateTimeField(_("last looked at"), null=True, editable=False)
    failing_since = models.DateTimeField(_("could not be reached since"), null=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("days on which it failed"), default=0, editable=False)
    look_at = models.DateTimeField(_("next look"), default=timezone.now, editable=False, db_index=True)
    moved_to = models.URLField(_("has moved to"), max_length=500, blank=True, editable=False)

    checked_on = models.DateField(_("checked on"), null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False, verbose_name=_("checked by")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="resources", editable=False, verbose_name=_("proposed by")
    )
    made_at = models.DateTimeField(_("proposed on"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    returned_because = models.TextField(_("why it was given back"), max_length=1000, blank=True)
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.CheckConstraint(condition=~Q(kind="link") | ~Q(address=""), name="link_has_address"),
            models.UniqueConstraint(fields=["demo_key"], condition=~Q(demo_key=""), name="one_demo_resource"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.kind}"

    def get_absolute_url(self):
        return reverse("learning:method" if self.kind == self.Kind.METHOD else "learning:resource", args=[self.pk])

    # What it says

    @cached_property
    def text(self) -> ResourceText:
        """What is told of it, in the reader's language or the one that serves them best."""
        return self.by_language[languages.nearest(get_language() or self.language, set(self.by_language))]

    @cached_property
    def by_language(self) -> dict[str, ResourceText]:
        """From `texts`, which lists fetch for all."""
        return {text.language: text for text in self.texts.all()}

    @property
    def title(self) -> str:
        return self.text.title

    # Whom and what it is for, from `facets`, which lists fetch for all

    def chosen(self, kind: str) -> list[str]:
        return [facet.value for facet in self.facets.all() if facet.kind == kind]

    @property
    def spoken(self) -> list[str]:
        return self.chosen(ResourceFacet.Kind.LANGUAGE)

    @property
    def country_names(self) -> list[str]:
        """In the reader's language."""
        return sorted(country_name(code) for code in self.chosen(ResourceFacet.Kind.COUNTRY))

    # How it stands

    @property
    def licence_address(self) -> str:
        return Licence(self.licence).address

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_out_of_reach(self) -> bool:
        """Only what has failed on two days is said to have failed."""
        return self.failures >= UNREADABLE

    @cached_property
    def current(self) -> MethodVersion | None:
        """Of a method: the version that holds; one that waits, before there is any."""
        return self.versions.published().last() or self.versions.last()


def country_name(code: str) -> str:
    return str(_("Everywhere") if code == EVERYWHERE else countries.name(code))


class ResourceText(models.Model):
    """What is told of a resource in one language, and how it came to be in it."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="texts", verbose_name=_("resource"))
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("what it is, and for whom"), max_length=1200)
    alternative = models.TextField(_("what is in it, for those who cannot see or read the file"), max_length=4000, blank=True)
    provenance = models.CharField(_("how it was translated"), max_length=10, choices=Provenance, default=Provenance.ORIGINAL)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("text of a resource")
        verbose_name_plural = _("texts of resources")
        constraints = [models.UniqueConstraint(fields=["resource", "language"], name="one_resource_text_a_language")]

    def __str__(self):
        return self.title


class ResourceFacet(models.Model):
    """One of the values by which a resource is found."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("language")
        COUNTRY = "country", _("country")
        TOPIC = "topic", _("challenge")  # a Topic's slug, the same in all languages

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="facets", verbose_name=_("resource"))
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "value"])]
        constraints = [models.UniqueConstraint(fields=["resource", "kind", "value"], name="resource_facet_once")]

    def __str__(self):
        return f"{self.kind}: {self.value}"
