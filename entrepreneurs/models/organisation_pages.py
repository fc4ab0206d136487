"""The pages of organisations, and of all of them together: one of each in every language, under the front page."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager, PageQuerySet
from wagtail_localize.fields import SynchronizedField, TranslatableField

from entrepreneurs.models.organisations import Membership
from hub import languages
from hub.models import BasePage, Organisation


class OrganisationsPage(BasePage):
    """The directory: organisations by kind and country."""

    parent_page_types = ["hub.HomePage"]
    subpage_types = ["entrepreneurs.OrganisationPage"]
    max_count_per_parent = 1
    template = "organisations/directory.html"

    class Meta:
        verbose_name = _("directory of organisations")

    def get_context(self, request, *args, **kwargs):
        from entrepreneurs.organisations import Directory

        return super().get_context(request, *args, **kwargs) | {"directory": Directory(request.GET, language=self.language)}


class OrganisationPageQuerySet(PageQuerySet):
    def speaking(self) -> OrganisationPageQuerySet:
        """Those that are shown and have words of their own."""
        return self.live().exclude(lead="", about="").select_related("locale")


def nearest_words(by_language: dict[str, OrganisationPage], page: OrganisationPage) -> OrganisationPage:
    """Of the pages that have words, by language, the one that serves this page's readers best; the page itself, where there is none."""
    return by_language[languages.nearest(page.language, set(by_language))] if by_language else page


class OrganisationPage(BasePage):
    """What an organisation says of itself. Where it says nothing in this language, what it says in the nearest one is shown, and marked."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pages", verbose_name=_("organisation"))
    lead = models.TextField(_("in one or two sentences"), max_length=300, blank=True)
    about = models.TextField(_("about us"), max_length=5000, blank=True)
    logo = models.ForeignKey("wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("logo"))

    objects = PageManager.from_queryset(OrganisationPageQuerySet)()

    content_panels = [FieldPanel("title", read_only=True), FieldPanel("lead"), FieldPanel("about"), FieldPanel("logo")]
    promote_panels = []
    settings_panels = []
    translatable_fields = [
        SynchronizedField("title", overridable=False),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("organisation", overridable=False),
        TranslatableField("lead"),
        TranslatableField("about"),
        SynchronizedField("logo", overridable=False),
    ]
    parent_page_types = ["entrepreneurs.OrganisationsPage"]
    template = "organisations/organisation.html"

    class Meta:
        verbose_name = _("page of an organisation")

    @cached_property
    def words(self) -> OrganisationPage:
        """The page whose words are shown: this one, or the one in the nearest language in which there are any; one query where they are elsewhere."""
        if self.lead or self.about:
            return self
        others = OrganisationPage.objects.speaking().filter(translation_key=self.translation_key)
        return nearest_words({page.language: page for page in others}, self)

    @cached_property
    def people(self) -> list[Membership]:
        """Those who belong to it and agree that their name stands here."""
        shown = self.organisation.memberships.accepted().filter(is_shown=True, user__is_active=True)
        return sorted(shown.select_related("user"), key=lambda one: one.user.shown_name.casefold())

    @cached_property
    def other_names(self) -> list[str]:
        return list(self.organisation.aliases.values_list("name", flat=True))

    @cached_property
    def partnerships(self) -> list:
        """The programmes in which it is a partner."""
        return list(self.organisation.partnerships.select_related("programme"))

    def get_sitemap_urls(self, request=None):
        return super().get_sitemap_urls(request) if self.words is self else []
