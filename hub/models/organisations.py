"""Organisations: who they are, as facts; their own words stand on their pages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

RESERVED = {"ask", "invite", "invited", "mine", "waiting"}  # addresses beside those of organisations


class OrganisationKind(models.TextChoices):
    PARTNER = "partner", _("Partner in a project")
    ADVISERS = "advisers", _("Advisers")
    MUNICIPALITY = "municipality", _("Municipality or county")
    EDUCATION = "education", _("Education")
    CIVIL = "civil", _("Civil society")
    FUNDER = "funder", _("Funder")
    ENTERPRISE = "enterprise", _("Enterprise")


class OrganisationQuerySet(models.QuerySet):
    def listed(self) -> OrganisationQuerySet:
        """Those that a coordinator has verified, and that are here still."""
        return self.verified().filter(left_at=None)

    def verified(self) -> OrganisationQuerySet:
        return self.filter(merged_into=None).exclude(verified_at=None)

    def waiting(self) -> OrganisationQuerySet:
        """Those that a coordinator has to look at, those that wait longest first."""
        return self.filter(verified_at=None, declined_at=None, merged_into=None).exclude(asked_at=None).order_by("asked_at", "pk")

    def working_in(self, country: str) -> OrganisationQuerySet:
        """Those that are there, or work there as well."""
        return self.filter(Q(country=country) | Q(works_in__contains=country))

    def containing(self, words: str) -> OrganisationQuerySet:
        """Those with these words in their name, or in another that they have."""
        return self.filter(Q(name__icontains=words) | Q(pk__in=OrganisationAlias.objects.filter(name__icontains=words).values("organisation")))

    def named(self, name: str) -> OrganisationQuerySet:
        """Those that bear this name, or have borne it."""
        return self.filter(Q(name__iexact=name.strip()) | Q(aliases__name__iexact=name.strip())).distinct()


@register_snippet
class Organisation(ClusterableModel):
    """An organisation's facts. It may speak for itself, and publish without a review, once a coordinator has verified it."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True, help_text=_("Left empty, it is made from the name."))
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind, default=OrganisationKind.PARTNER)
    country = CountryField(_("country"))
    works_in = CountryField(_("works in these other countries"), multiple=True, blank=True)
    languages = models.CharField(
        _("languages it works in"), max_length=100, blank=True, help_text=_("Codes with spaces between them, such as: nb sv en")
    )
    website = models.URLField(_("website"), blank=True)
    is_fictional = models.BooleanField(_("made up, for the demonstration"), default=False)
    asked_at = models.DateTimeField(_("asked to join on"), null=True, blank=True, editable=False)
    verified_at = models.DateTimeField(_("verified on"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("not taken in on"), null=True, blank=True, editable=False)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged", verbose_name=_("has become part of")
    )

    objects = OrganisationQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        InlinePanel("aliases", label=_("other name")),
        FieldPanel("kind"),
        FieldPanel("country"),
        FieldPanel("works_in"),
        FieldPanel("languages"),
        FieldPanel("website"),
        FieldPanel("is_fictional"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(self.name)
        super().save(*args, **kwargs)

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def is_here(self) -> bool:
        return self.is_verified and self.left_at is None and self.merged_into_id is None

    @property
    def spoken(self) -> list[str]:
        """The languages it works in, as codes."""
        return self.languages.split()

    @property
    def countries(self) -> list:
        """Where it is first, and then where else it works."""
        return [self.country, *(country for country in self.works_in if country.code != self.country.code)]

    def verify(self) -> None:
        self.verified_at, self.declined_at = timezone.now(), None
        self.save(update_fields=["verified_at", "declined_at"])


class OrganisationAlias(Orderable):
    """Another name by which people look for an organisation."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("other name"), max_length=160, unique=True)

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        verbose_name = _("other name of an organisation")
        verbose_name_plural = _("other names of organisations")

    def __str__(self):
        return self.name


def free_slug(name: str) -> str:
    """An address that no other organisation has, nor any other page beside theirs: that of its name, and a number if need be."""
    wanted = slugify(name)[:70] or "organisation"
    taken = RESERVED | set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)
