"""What of a programme's pages is ready in which language, for partners; how pages stand is told by hub/standings.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.conf import settings
from django.db.models import Q
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, get_page_models
from wagtail.permission_policies.pages import PagePermissionPolicy

from entrepreneurs.models import Workspace
from hub import languages
from hub.models import BasePage, ProgrammePage, Provenance
from hub.standings import Standing, everything

KINDS = {
    "ready": pgettext_lazy("pages in a language", "Ready"),
    "machine": pgettext_lazy("pages in a language", "Not reviewed"),
    "behind": pgettext_lazy("pages in a language", "Out of date"),
    "unfinished": pgettext_lazy("pages in a language", "Unfinished"),
    "draft": pgettext_lazy("pages in a language", "Not published"),
    "missing": pgettext_lazy("pages in a language", "Missing"),
}


def kind_of(standing: Standing) -> str:
    """What is to be done first; `ready` where nothing is."""
    if standing.page is None:
        return "missing"
    if not standing.is_complete:
        return "unfinished"
    if standing.is_behind:
        return "behind"
    if not standing.page.live:
        return "draft"
    return "machine" if standing.page.provenance == Provenance.MACHINE else "ready"


@dataclass(frozen=True, slots=True)
class Cell:
    standing: Standing
    kind: str
    is_editable: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A page, by its published title, with how it stands in each language."""

    page: BasePage
    cells: list[Cell]

    @property
    def place(self) -> str:
        """In the tree of the first language that has it, so that lessons follow their course in whatever language they are called."""
        return next(cell.standing.page.path for cell in self.cells if cell.standing.page)

    @property
    def waits(self) -> bool:
        return any(cell.kind != "ready" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Language:
    """How many pages stand how in one language."""

    code: str
    name: str
    is_required: bool
    counts: Counter

    @property
    def numbers(self) -> list[tuple[str, int]]:
        return [(label, self.counts[kind]) for kind, label in KINDS.items()]


class Readiness:
    """Of a programme's published pages and what stands below them. The titles of pages that are published in no language are told to nobody."""

    def __init__(self, workspace: Workspace, *, language: str):
        self.workspace, self.language = workspace, language
        self.editable: set[int] = set()  # the pages that the reader may change in the admin

    @cached_property
    def rows(self) -> list[Row]:
        found = everything([model for model in get_page_models() if issubclass(model, BasePage)], among=self.pages)
        told = [self.row(standings) for _page, standings in found]
        return sorted(told, key=lambda row: row.place)

    @property
    def pages(self):
        tops = ProgrammePage.objects.filter(programme=self.workspace.pk).values_list("path", flat=True)
        return Page.objects.live().filter(reduce(or_, (Q(path__startswith=top) for top in tops), Q(pk=None)))

    def row(self, standings: Iterable[Standing]) -> Row:
        standings = {each.language: each for each in standings}
        shown = {code: each.page for code, each in standings.items() if each.page and each.page.live}
        page = shown[languages.nearest(self.language, set(shown))]
        cells = [standings[code] for code, _name in settings.LANGUAGES]
        return Row(page, [Cell(each, kind_of(each), bool(each.page) and each.page.pk in self.editable) for each in cells])

    def for_editor(self, user) -> Readiness:
        """With a way to the pages that this user may change."""
        if user.has_perm("wagtailadmin.access_admin"):
            changeable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
            self.editable = set(changeable.values_list("pk", flat=True))
        return self

    @property
    def headings(self) -> list[str]:
        return list(KINDS.values())

    @property
    def waiting(self) -> list[Row]:
        return [row for row in self.rows if row.waits]

    @cached_property
    def languages(self) -> list[Language]:
        required = self.workspace.languages_required
        columns = zip(settings.LANGUAGES, zip(*(row.cells for row in self.rows), strict=True), strict=False) if self.rows else ()
        return [Language(code, name, code in required, Counter(cell.kind for cell in cells)) for (code, name), cells in columns]

    @property
    def counts(self) -> Counter:
        """How many pages in how many languages wait for what."""
        return sum((language.counts for language in self.languages), Counter())
