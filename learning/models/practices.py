"""Best practice of organisations: what is the same in every language, and how it stands. What it says is on its pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from hub import languages
from hub.models import Organisation, Programme
from learning.models.handed_in import HandedInQuerySet
from learning.models.kinds import Licence

if TYPE_CHECKING:
    from learning.models.practice_pages import PracticePage


class PracticeQuerySet(HandedInQuerySet):
    def listed(self) -> PracticeQuerySet:
        """What everybody finds, what came last first."""
        return self.filter(is_listed=True)

    def visible_to(self, user) -> PracticeQuerySet:
        """What is listed; one's own, and one's organisations', in every state; all, to coordinators."""
        return self.listed() if not user.is_authenticated else self.filter(Q(is_listed=True) | Q(pk__in=self.editable_by(user).values("pk")))

    def editable_by(self, user) -> PracticeQuerySet:
        """As all that is handed in; but nothing of which somebody has deleted the page, in Wagtail, that it was written on first."""
        from learning.models.practice_pages import PracticePage

        first = PracticePage.objects.filter(practice=OuterRef("pk"), locale__language_code=OuterRef("language"))
        return super().editable_by(user).filter(Exists(first))

    def with_words(self) -> PracticeQuerySet:
        """With what a row of a list shows, and how many have `tried` it; two queries beside their own."""
        from learning.models.endorsements import Endorsement
        from learning.models.practice_pages import PracticePage

        shown = PracticePage.objects.live().select_related("locale")
        tried = Endorsement.objects.open().filter(practice=OuterRef("pk")).order_by().values("practice").annotate(number=Count("pk"))
        found = self.annotate(tried=Subquery(tried.values("number")))
        return found.select_related("organisation").prefetch_related(Prefetch("pages", shown, to_attr="shown"), "facets")

    def with_drafts(self) -> PracticeQuerySet:
        """With what was written last, too; a further query."""
        from learning.models.practice_pages import PracticePage

        written = PracticePage.objects.select_related("locale", "latest_revision")
        return self.with_words().prefetch_related(Prefetch("pages", written, to_attr="written"))


class Practice(models.Model):
    """What somebody did that others can learn from, told by an organisation on a page for each language (PracticePage)."""

    class Evidence(models.TextChoices):
        SEEN = "seen", pgettext_lazy("evidence of a practice", "Seen by those who did it")
        COUNTED = "counted", pgettext_lazy("evidence of a practice", "Counted before and after")
        EVALUATED = "evaluated", pgettext_lazy("evidence of a practice", "Looked at by somebody from outside")

    class Setting(models.TextChoices):
        SCATTERED = "scattered", pgettext_lazy("setting of a practice", "Scattered houses")
        VILLAGE = "village", pgettext_lazy("setting of a practice", "Village")
        ISLAND = "island", pgettext_lazy("setting of a practice", "Island")
        TOWN = "town", pgettext_lazy("setting of a practice", "Small town")
        CITY = "city", pgettext_lazy("setting of a practice", "City")

    class Size(models.TextChoices):
        """People who live there."""

        TINY = "500", pgettext_lazy("inhabitants", "Fewer than 500")
        SMALL = "5000", pgettext_lazy("inhabitants", "500 to 5,000")
        MIDDLE = "50000", pgettext_lazy("inhabitants", "5,000 to 50,000")
        LARGE = "more", pgettext_lazy("inhabitants", "More than 50,000")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="practices", verbose_name=_("organisation"))
    language = models.CharField(_("first written in"), max_length=10)
    country = CountryField(_("country where it was done"))
    licence = models.CharField(_("licence"), max_length=10, choices=[kind for kind in Licence.choices if kind[0] != Licence.RESERVED], default="by")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="practices", verbose_name=_("programme"))
    setting = models.CharField(_("where it was done"), max_length=10, choices=Setting, blank=True)
    size = models.CharField(_("people who live there"), max_length=10, choices=Size, blank=True)
    months = models.PositiveSmallIntegerField(_("months from the idea to the first result"), null=True, blank=True)
    euros = models.PositiveIntegerField(_("money it took, in euros"), null=True, blank=True)
    people = models.PositiveSmallIntegerField(_("people who carried it"), null=True, blank=True)
    evidence = models.CharField(_("how it is known that it works"), max_length=10, choices=Evidence, blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("whom to ask")
    )
    adapted_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="adaptations", editable=False, verbose_name=_("adapted from")
    )
    family = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("the first of its family")
    )

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="practices", editable=False, verbose_name=_("written by")
    )
    made_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    proposed_at = models.DateTimeField(_("handed in on"), null=True, editable=False, db_index=True)
    returned_because = models.TextField(_("why it was given back"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, editable=False)
    visitors = models.PositiveIntegerField(_("readers without an account"), default=0, editable=False)
    is_listed = models.BooleanField(_("shown to everybody"), default=False, editable=False)  # whether a page of it is live: see actions.settle
    demo_key = models.SlugField(max_length=60, blank=True, editable=False)  # by which the demonstration knows its own

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        indexes = [  # of those alone: SQLite finds no use in an index that begins with a truth
            models.Index(fields=["-published_at", "-id"], condition=Q(is_listed=True), name="practices_as_listed")
        ]
        constraints = [
            models.UniqueConstraint(fields=["demo_key"], condition=~Q(demo_key=""), name="one_demo_practice"),
            models.CheckConstraint(condition=Q(is_listed=False) | ~Q(published_at=None), name="listed_since_a_day"),
        ]

    def __str__(self):
        return f"{self.pk}: {self.organisation_id}"

    def get_absolute_url(self):
        return reverse("learning:practice", args=[self.pk])

    # What it says

    @cached_property
    def shown(self) -> list[PracticePage]:
        """Its live pages, which lists fetch for all."""
        return list(self.pages.live().select_related("locale"))

    @cached_property
    def by_language(self) -> dict[str, PracticePage]:
        return {page.language: page for page in self.shown}

    @cached_property
    def text(self) -> PracticePage | None:
        """What it says to this reader: live in the language that serves them best, or as it was last written; None once its pages are deleted."""
        if nearest := languages.nearest(get_language() or self.language, set(self.by_language)):
            return self.by_language[nearest]
        return self.newest

    @cached_property
    def written(self) -> list[PracticePage]:
        """All its pages with what was written last, which lists for those who write fetch for all."""
        return list(self.pages.select_related("locale", "latest_revision"))

    @cached_property
    def newest(self) -> PracticePage | None:
        """What was written last in the language it was written in first, to be read by those who write and decide."""
        return next((page.as_written() for page in self.written if page.language == self.language), None)

    def draft(self, language: str) -> PracticePage | None:
        """As it was last written in a language, to be written on."""
        page = self.pages.filter(locale__language_code=language).select_related("locale", "latest_revision").first()
        return page and page.get_latest_revision_as_object()

    @property
    def title(self) -> str:
        return self.text.title if self.text else str(self)

    # By what it is found, from `facets`, which lists fetch for all

    def chosen(self, kind: str) -> list[str]:
        return [facet.value for facet in self.facets.all() if facet.kind == kind]

    @property
    def competences(self) -> list[str]:
        return self.chosen(PracticeFacet.Kind.COMPETENCE)

    # How it stands

    @property
    def standing(self) -> str:
        """One word for templates: waiting, listed, scheduled, returned, withdrawn or draft."""
        words = {
            "waiting": self.proposed_at,
            "listed": self.is_listed,
            "returned": self.returned_because,
            "withdrawn": self.published_at,
            "scheduled": self.goes_live_at,
        }
        return next((word for word, holds in words.items() if holds), "draft")

    @property
    def goes_live_at(self) -> datetime | None:
        """The moment for which its publication is set, if it is."""
        moments = [page.latest_revision.approved_go_live_at for page in self.written if page.latest_revision]
        return next((moment for moment in moments if moment and moment > timezone.now()), None)

    @property
    def licence_address(self) -> str:
        return Licence(self.licence).address


class PracticeFacet(models.Model):
    """One of the values by which a practice is found."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("challenge")  # a Topic's slug, the same in all languages
        COMPETENCE = "competence", _("competence")  # a key of EntreComp

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="facets", verbose_name=_("practice"))
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "value"])]
        constraints = [models.UniqueConstraint(fields=["practice", "kind", "value"], name="practice_facet_once")]

    def __str__(self):
        return f"{self.kind}: {self.value}"
