"""Organisations as documents: their names, and their own words in each language."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Prefetch
from django.db.models.query import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from entrepreneurs.models import OrganisationPage
from hub.models import Organisation, OrganisationAlias
from search.documents.base import Document, Kind, Watch
from search.documents.pages import joined


class VerifiedOrganisation(Kind):
    """Those that stand in the directory. One that has said nothing yet is found by its names."""

    name, label, one, icon = "organisation", _("Organisations"), _("Organisation"), "people"
    watched = (
        Watch(Organisation),
        Watch(OrganisationAlias, "{row}.organisation_id"),
        Watch(OrganisationPage, "{row}.organisation_id"),
        Watch(Page, "SELECT organisation_id FROM entrepreneurs_organisationpage WHERE page_ptr_id = {row}.id", ("live", "title", "url_path")),
    )

    def indexed(self) -> QuerySet:
        shown = OrganisationPage.objects.live().public()
        words = Prefetch("pages", shown.select_related("locale"), to_attr="shown_pages")
        return Organisation.objects.listed().filter(pk__in=shown.values("organisation")).prefetch_related("aliases", words)

    def tell(self, row) -> Iterator[Document]:
        told = [page for page in row.shown_pages if page.lead or page.about]
        for page in told:
            yield self.document(row, page.language, [page.lead, page.about])
        for code in dict(settings.LANGUAGES) if not told else ():
            yield self.document(row, code, [])

    def document(self, row, language: str, words: list[str]) -> Document:
        """A name by itself is foreign to nobody."""
        return Document(
            kind=self.name,
            key=str(row.pk),
            language=language,
            pk=str(row.pk),
            title=row.name,
            body=joined([*words, *(alias.name for alias in row.aliases.all())]),
            url=f"organisations/{row.slug}/",
            countries=tuple(dict.fromkeys(country.code for country in row.countries)),
            languages=tuple(sorted({*([language] if words else []), *row.spoken})),
        )
