"""The directory of organisations as one reader sees it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property

from django_countries import countries

from entrepreneurs.models import OrganisationPage
from entrepreneurs.models.organisation_pages import nearest_words
from hub.models import Organisation, OrganisationKind

PAGE = 24


class Directory:
    """`asked` are the filters as they stand in the address: kind, country, q (part of a name), and after, the name of the last one seen."""

    def __init__(self, asked, *, language: str):
        self.language = language
        self.kind = asked.get("kind", "") if asked.get("kind") in OrganisationKind.values else ""
        self.country = asked.get("country", "") if asked.get("country") in countries else ""
        self.q, self.after = asked.get("q", "").strip()[:100].replace("\x00", ""), asked.get("after", "")[:160].replace("\x00", "")

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set."""
        return {name: value for name in ("kind", "country", "q") if (value := getattr(self, name))}

    @cached_property
    def everything(self):
        found = Organisation.objects.listed()
        if self.q:
            found = found.containing(self.q)
        return found

    @cached_property
    def page(self) -> list[OrganisationPage]:
        """By name; one more than is shown, where there are more. One query."""
        found = self.everything
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.country:
            found = found.working_in(self.country)
        pages = OrganisationPage.objects.live().filter(organisation__in=found, locale__language_code=self.language)
        if self.after:
            pages = pages.filter(organisation__name__gt=self.after)
        return list(pages.select_related("organisation", "locale").order_by("organisation__name")[: PAGE + 1])

    @cached_property
    def organisations(self) -> list[OrganisationPage]:
        """Each with its words in the nearest language; one query more."""
        shown = self.page[:PAGE]
        silent = [page for page in shown if not (page.lead or page.about)]
        spoken = OrganisationPage.objects.speaking().filter(translation_key__in={page.translation_key for page in silent})
        by_key = defaultdict(dict)
        for page in spoken:
            by_key[page.translation_key][page.language] = page
        for page in silent:
            page.words = nearest_words(by_key[page.translation_key], page)
        return shown

    @property
    def next_after(self) -> str:
        return self.organisations[-1].organisation.name if len(self.page) > PAGE else ""

    @cached_property
    def facts(self) -> list[tuple[str, str, str]]:
        """Kind, country and the others it works in, of all that the words fit; one query."""
        return list(self.everything.values_list("kind", "country", "works_in"))

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        counted = Counter(kind for kind, *where in self.facts if not self.country or self.country in lands(*where))
        return [(kind.value, kind.label, counted[kind]) for kind in OrganisationKind if counted[kind]]

    @property
    def countries(self) -> list[tuple[str, str, int]]:
        counted = Counter(land for kind, *where in self.facts if not self.kind or kind == self.kind for land in lands(*where))
        return sorted((code, countries.name(code), number) for code, number in counted.items())


def lands(country: str, works_in: str) -> set[str]:
    return {str(country), *filter(None, str(works_in).split(","))}
