"""A page and its translations, from files into the tree: by wagtail-localize, so that editors can go on translating; what a person changed stays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from hub import translation
from hub.content_files import WrongFile
from hub.models import BasePage, Provenance

# Marks the sentences that were loaded; whoever changes one takes the mark away, and keeps it that way even when their account is erased.
TOOL = "the hub's own files"
BY_HAND = ["wagtail.create", "wagtail.edit", "wagtail.revert"]


@dataclass
class Telling:
    """A page as a file tells it in one language: its fields, StreamFields as JSON."""

    language: str
    fields: dict[str, Any]
    translated_by: str = ""


@dataclass
class Load:
    """One run of loading: what it changed, what it left to the people who changed it, what could not go live, what is wrong with files."""

    changed: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    placed: list[tuple[type[BasePage], UUID]] = field(default_factory=list)
    reviewed: list[tuple[type[BasePage], UUID, str]] = field(default_factory=list)

    def page(self, model: type[BasePage], key: UUID, *, parent: Page, source: Telling, translations: list[Telling]) -> BasePage:
        """The page and its translations as the files tell them, saved and not yet published; a page that a person changed as it is."""
        self.placed.append((model, key))
        page = find(model, key, source.language)
        is_new = page is None
        if is_new:
            page = create(model, key, parent=parent, telling=source)
            self.changed.append(str(page))
        elif differs(page := draft(page), source.fields):
            if is_changed_by_person(page):
                self.left_alone.append(f"{page} ({source.language}), with its translations")
                return page
            assign(page, source.fields)
            page.save_revision()
            self.changed.append(str(page))
        given = give_to_translators(page)
        sentences = sentences_of(given) if translations else {}
        for telling in translations:
            self.translate(model, given, page, telling, sentences)
        return page

    def translate(
        self, model: type[BasePage], source: TranslationSource, page: BasePage, telling: Telling, sentences: dict[str, list[StringSegment]]
    ) -> None:
        locale = Locale.objects.get_for_language(telling.language)
        memory, _is_new = Translation.objects.get_or_create(source=source, target_locale=locale)
        wanted = aligned(sentences, in_memory(model, page, telling))
        is_new_text = self.remember(wanted, locale, telling, page)
        target = find(model, page.translation_key, telling.language)
        if target is None or is_new_text or is_out_of_step(target, source):
            if target is not None and (not memory.enabled or is_changed_by_person(target)):
                self.left_alone.append(f"{target} ({telling.language})")
                return
            memory.save_target(publish=False)
            self.changed.append(f"{page} ({telling.language})")
        if telling.translated_by == "reviewed":
            self.reviewed.append((model, page.translation_key, telling.language))

    def remember(self, wanted: dict[StringSegment, str], locale: Locale, telling: Telling, page: BasePage) -> bool:
        """Put the sentences into the translation memory; whether any was new. A sentence that a person translated stays."""
        kind = "manual" if telling.translated_by == "person" else "machine"
        known = {
            (each.translation_of_id, each.context_id): each
            for each in StringTranslation.objects.filter(locale=locale, context__object_id=page.translation_key)
        }
        new, mended, kept = {}, [], 0
        for segment, text in wanted.items():
            place = (segment.string_id, segment.context_id)
            if place not in known:
                new[place] = StringTranslation(
                    translation_of_id=segment.string_id,
                    context_id=segment.context_id,
                    locale=locale,
                    data=text,
                    translation_type=kind,
                    tool_name=TOOL,
                )
            elif known[place].tool_name != TOOL:
                kept += known[place].data != text
            elif (known[place].data, known[place].translation_type) != (text, kind):
                known[place].data, known[place].translation_type = text, kind
                known[place].has_error, known[place].field_error, known[place].updated_at = False, "", timezone.now()
                mended.append(known[place])
        StringTranslation.objects.bulk_create(new.values())
        StringTranslation.objects.bulk_update(mended, ["data", "translation_type", "has_error", "field_error", "updated_at"])
        if kept:
            self.left_alone.append(f"{kept} sentences of {page} ({telling.language})")
        return bool(new or mended)

    def publish(self) -> None:
        """Publish what was placed, in all languages; only then, because some goes live only when it is complete in several.

        A page that somebody took down stays down, and what a person is still writing stays a draft.
        """
        for model, key in self.placed:
            for page in model.objects.filter(translation_key=key).select_related("latest_revision").order_by("pk"):
                self.publish_page(page)
        for model, key, language in self.reviewed:
            page = find(model, key, language)
            if page.live and page.provenance != Provenance.REVIEWED:
                translation.mark_reviewed(page)

    def publish_page(self, page: BasePage) -> None:
        is_ours = page.latest_revision and not page.latest_revision.user_id and page.latest_revision_id != page.live_revision_id
        if is_ours and (page.live or not page.first_published_at):
            try:
                page.latest_revision.publish()
            except ValidationError as refusal:
                self.refused.append(f"{page} ({page.language}): {' '.join(refusal.messages)}")


def find(model: type[BasePage], key: UUID, language: str) -> BasePage | None:
    return model.objects.filter(translation_key=key, locale__language_code=language).select_related("latest_revision", "locale").first()


def create(model: type[BasePage], key: UUID, *, parent: Page, telling: Telling) -> BasePage:
    page = model(locale=Locale.objects.get_for_language(telling.language), translation_key=key, live=False)
    assign(page, telling.fields)
    parent.add_child(instance=page)
    page.save_revision()
    return page


def draft(page: BasePage) -> BasePage:
    """The page as it was last saved, published or not."""
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page


def assign(page: BasePage, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(page, name, value)


def differs(page: BasePage, fields: dict[str, Any]) -> bool:
    told = type(page)(**fields)
    return any(plain(page, name) != plain(told, name) for name in fields)


def plain(page: BasePage, name: str) -> Any:
    """A field's value as it can be compared."""
    found = page._meta.get_field(name)
    return found.get_prep_value(getattr(page, name)) if isinstance(found, StreamField) else getattr(page, found.attname)


def is_changed_by_person(page: BasePage) -> bool:
    """Whether its newest revision is somebody's, and was not made from the translation memory."""
    revision = page.latest_revision
    if revision is None or TranslationLog.objects.filter(revision=revision).exists():
        return False
    return bool(revision.user_id) or PageLogEntry.objects.filter(revision=revision, action__in=BY_HAND).exists()


def give_to_translators(page: BasePage) -> TranslationSource:
    """What translators see of the page, brought up to date if it is behind."""
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale).first()
    if source is None or translation.is_behind(source, page):
        source, _is_new = TranslationSource.update_or_create_from_instance(page)
    return source


def is_out_of_step(target: BasePage, source: TranslationSource) -> bool:
    """Whether the source has been given anew since the translation was last saved."""
    log = TranslationLog.objects.filter(source=source, locale=target.locale).order_by("-pk").first()
    return log is None or log.created_at < source.last_updated_at


def in_memory(model: type[BasePage], page: BasePage, telling: Telling) -> BasePage:
    """The translation as it would be, to take its sentences from; never saved."""
    return model(**{name: getattr(page, name) for name in ("slug", "title")} | telling.fields)


def sentences_of(source: TranslationSource) -> dict[str, list[StringSegment]]:
    """The source's sentences by the field or block that they stand in, in order."""
    found = defaultdict(list)
    for segment in source.stringsegment_set.select_related("context").order_by("order"):
        found[segment.context.path].append(segment)
    return found


def aligned(sentences: dict[str, list[StringSegment]], told: BasePage) -> dict[StringSegment, str]:
    """Each of the source's sentences with its translation: those of the same field or block, in the same order."""
    given = defaultdict(list)
    for segment in extract_segments(told):
        if isinstance(segment, StringSegmentValue):
            given[segment.path].append(segment.string.data)
    if odd := [path for path in sentences.keys() | given.keys() if len(sentences.get(path, [])) != len(given[path])]:
        raise WrongFile(f"{told.title}: another number of sentences than the source in {', '.join(sorted(odd))}")
    return {segment: text for path, segments in sentences.items() for segment, text in zip(segments, given[path], strict=True)}
