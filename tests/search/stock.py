"""Wagtail's stock search of the database, asked as the hub's own is: what the hub's is compared with."""

from __future__ import annotations

from tests.search.relevance import FIRST, Query, Thing


def wagtail(query: Query) -> list[Thing]:
    """Wagtail's stock search of the database, among the live pages of the query's language; see `fill_wagtail`."""
    from wagtail.models import Locale, Page

    pages = Page.objects.live().public().filter(locale=Locale.objects.get(language_code=query.language)).specific()
    found = (thing_of(page) for page in pages.search(query.text)[: 5 * FIRST])
    return [thing for thing in found if thing][:FIRST]


def fill_wagtail() -> None:
    """Its index, of the same texts of pages that the hub's own documents have. The hub itself lets it have titles alone, for the admin."""
    from django.core.management import call_command
    from wagtail.models import Page
    from wagtail.search import index

    for model, fields in texts().items():
        model.search_fields = [*Page.search_fields, *(index.SearchField(name) for name in fields)]
    call_command("update_index", verbosity=0)


def texts() -> dict[type, list[str]]:
    from entrepreneurs.models import OrganisationPage
    from hub.models import NewsPage, ProgrammePage, StandardPage
    from learning.models import CoursePage, LessonPage, PracticePage
    from learning.models.practice_pages import WORDS

    return {
        CoursePage: ["lead", "about"],
        LessonPage: ["lead", "knowledge", "skill", "competence", "body"],
        NewsPage: ["lead", "body"],
        OrganisationPage: ["lead", "about"],
        PracticePage: [name for name in WORDS if name != "title"],
        ProgrammePage: ["tagline", "aims", "audience", "goals"],
        StandardPage: ["lead", "body"],
    }


def thing_of(page) -> Thing | None:
    """As the hub knows it, or nothing, of front pages and lists, which are no documents."""
    from entrepreneurs.models import OrganisationPage
    from learning.models import PracticePage
    from search.documents import KINDS
    from search.documents.pages import PageKind

    if isinstance(page, PracticePage | OrganisationPage):
        return ("practice", str(page.practice_id)) if isinstance(page, PracticePage) else ("organisation", str(page.organisation_id))
    kinds = (kind.name for kind in KINDS.values() if isinstance(kind, PageKind) and isinstance(page, kind.model))
    return next(((name, page.translation_key.hex) for name in kinds), None)


PAGES = {"course", "lesson", "programme", "news", "page", "practice", "organisation"}  # kinds that Wagtail can index
