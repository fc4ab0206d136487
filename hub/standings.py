"""How pages stand in each language, as editors need to know it: missing, unfinished, in need of an update, read over or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from hub import languages
from hub.models import BasePage, Provenance
from hub.translation import is_behind


@dataclass(frozen=True, slots=True)
class Standing:
    """How a page stands in one language, as editors need to know it."""

    language: str
    page: BasePage | None
    total: int = 0
    translated: int = 0
    is_behind: bool = False
    is_source: bool = False
    is_required: bool = False

    @property
    def name(self) -> str:
        return languages.NAMES[self.language]

    @property
    def is_complete(self) -> bool:
        return self.page is not None and self.total == self.translated

    @property
    def is_ready(self) -> bool:
        return self.is_complete and not self.is_behind and self.page.live

    @property
    def can_be_reviewed(self) -> bool:
        return self.is_complete and self.page.provenance == Provenance.MACHINE

    @property
    def words(self) -> str:
        """What is to be done first; where nothing is, how the page came to be."""
        if self.page is None:
            return _("Missing")
        if not self.is_complete:
            return _("%(translated)d of %(total)d sentences translated") % {"translated": self.translated, "total": self.total}
        if self.is_behind:
            return _("Needs update: the source has changed")
        return self.page.get_provenance_display() if self.page.live else _("Complete, not published")


def standings(pages: Iterable[BasePage], *, required: Iterable[str] = ()) -> list[Standing]:
    """How the translations of one page stand, in all offered languages, the source first."""
    by_language = {page.locale.language_code: page for page in pages}
    translations = list(with_progress(Translation.objects.filter(source__object_id=next(iter(by_language.values())).translation_key, enabled=True)))
    return arrange(by_language, {each.target_locale.language_code: each for each in translations}, required=required)


def arrange(by_language: dict[str, BasePage], translations: dict[str, Translation], *, required: Iterable[str]) -> list[Standing]:
    """The standings from what was fetched: nothing is asked of the database here."""
    source = next((each.source for each in translations.values()), None)
    original = by_language.get(source.locale.language_code) if source else None
    behind = bool(original) and is_behind(source, original)
    found = [
        standing(code, by_language.get(code), translations.get(code), is_behind=behind, required=required) for code, _own_name in settings.LANGUAGES
    ]
    return sorted(found, key=lambda each: not each.is_source)


def standing(code: str, page: BasePage | None, translation: Translation | None, *, is_behind: bool, required: Iterable[str]) -> Standing:
    if page is None or page.alias_of_id or translation is None:
        page = None if page and page.alias_of_id else page
        return Standing(code, page, is_source=page is not None, is_required=code in required)
    return Standing(code, page, translation.total, translation.translated, is_behind=is_behind, is_required=code in required)


def with_progress(translations: models.QuerySet) -> models.QuerySet:
    """Each translation with its source's `total` of sentences and how many are `translated`; one query for all."""
    of_source = StringSegment.objects.filter(source=OuterRef("source")).order_by()
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=OuterRef(OuterRef("target_locale")), has_error=False
    )
    return translations.select_related("source__locale", "target_locale").annotate(
        total=counted(of_source), translated=counted(of_source.filter(Exists(done)))
    )


def counted(segments: models.QuerySet) -> Coalesce:
    return Coalesce(Subquery(segments.values("source").annotate(number=Count("pk")).values("number")), 0)


def everything(models_of_pages: Iterable[type[BasePage]], *, among: models.QuerySet) -> list[tuple[BasePage, list[Standing]]]:
    """Every page once, with its standings; those alone of which somebody may see a version (`among`)."""
    seen = set(among.values_list("translation_key", flat=True))
    translations: dict[UUID, dict[str, Translation]] = {}
    for each in with_progress(Translation.objects.filter(source__object_id__in=seen, enabled=True)):
        translations.setdefault(each.source.object_id, {})[each.target_locale.language_code] = each
    found = []
    for model in models_of_pages:
        by_key: dict[UUID, dict[str, BasePage]] = {}
        for page in model.objects.filter(translation_key__in=seen).select_related("locale").order_by("path"):
            by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
        for key, versions in by_key.items():
            rows = arrange(versions, translations.get(key, {}), required=())
            found.append((next(row.page for row in rows if row.page), rows))
    return found
