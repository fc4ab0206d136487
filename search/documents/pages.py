"""Pages as documents: courses, lessons, and what else editors write. All translations of a page are one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Substr
from django.db.models.query import QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import get_text_for_indexing

from hub.models import NewsPage, Programme, ProgrammePage, StandardPage, Topic
from learning.activities import Activity
from learning.models import CoursePage, LessonPage
from search.documents.base import Document, Kind, Watch

TOLD = ("title", "live", "locale_id", "translation_key", "path", "url_path", "search_description", "last_published_at")  # by documents
PROGRAMME_PATH = 3 * Page.steplen  # root, front page, programme
ASKED = ("prompt", "question", "task")  # of an activity; what is right, and what is said of an answer, is in no index


def key_of(model) -> str:
    return f"SELECT translation_key FROM wagtailcore_page WHERE id = {{row}}.{model._meta.pk.column}"  # noqa: S608


def watches(model) -> list[Watch]:
    """A page is two rows; who may see it hangs on what is said of it and of the pages above; and its programme on the page above as well."""
    table, pk = model._meta.db_table, model._meta.pk.column
    below = f"SELECT below.translation_key FROM wagtailcore_page above, wagtailcore_page below, {table} own"  # noqa: S608  (names of tables)
    below += f" WHERE own.{pk} = below.id AND substr(below.path, 1, length(above.path)) = above.path AND above.id"
    of_programme = "IN (SELECT page_ptr_id FROM hub_programmepage WHERE programme_id = {row}.id)"
    return [
        Watch(model, key_of(model)),
        Watch(Page, f"SELECT {{row}}.translation_key FROM {table} own WHERE own.{pk} = {{row}}.id", TOLD),  # noqa: S608
        Watch(PageViewRestriction, f"{below} = {{row}}.page_id"),
        Watch(Programme, f"{below} {of_programme}", ("key", "countries")),
    ]


class PageKind(Kind):
    """Live pages that nothing stands before; drafts, and programmes that are not for everybody, are not in the index at all."""

    key = "translation_key"
    model: ClassVar[type[Page]]

    def indexed(self) -> QuerySet:
        return with_programme(self.model.objects.live().public().filter(locale__language_code__in=dict(settings.LANGUAGES)))

    def visible_to(self, user) -> QuerySet:
        return self.model.objects.live().public()

    def tell(self, row) -> Iterator[Document]:
        yield Document(
            kind=self.name,
            key=row.translation_key.hex,
            language=row.locale.language_code,
            pk=str(row.pk),
            title=row.title,
            body=joined(self.words(row)),
            url=address(row),
            programme=row.programme_key or "",
            countries=tuple(filter(None, (row.programme_countries or "").split(","))),
            languages=(row.locale.language_code,),
            date=self.day(row),
        )

    def words(self, row) -> Iterator[str]:
        raise NotImplementedError

    def day(self, row):
        return localdate(row.last_published_at) if row.last_published_at else None


def with_programme(pages: QuerySet) -> QuerySet:
    """Each with its programme's key and countries, by its place in the tree; no query of their own."""
    above = ProgrammePage.objects.filter(path=Substr(OuterRef("path"), 1, PROGRAMME_PATH))
    facts = {"programme_key": above.values("programme__key")[:1], "programme_countries": above.values("programme__countries")[:1]}
    return pages.select_related("locale").annotate(**{name: Subquery(query) for name, query in facts.items()})


def address(page: Page) -> str:
    """Its path, by its language and its place under that language's front page."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"


def joined(parts) -> str:
    return "\n".join(text for part in parts if (text := str(part).strip()))


def in_every_language(words: Callable[[], Iterable[str]], *, but: str = "") -> Iterator[str]:
    """What is chosen from lists is known in all languages, and so found by those who do not read what was written beside it."""
    for code in dict(settings.LANGUAGES):
        if code != but:
            with translation.override(code):
                yield ", ".join(filter(None, words()))


def plain_text(html: str) -> str:
    return get_text_for_indexing(str(html))


def words_of(stream) -> Iterator[str]:
    """What stands in a stream of blocks; of an activity what it asks."""
    for child in stream:
        if isinstance(child.block, Activity):
            yield from (plain_text(child.value[name]) for name in ASKED if child.value.get(name))
        else:
            yield from (plain_text(text) for text in child.block.get_searchable_content(child.value))


class Course(PageKind):
    name, label, one, icon, model = "course", _("Courses"), _("Course"), "learn", CoursePage
    watched = watches(CoursePage)

    def ready(self, rows: QuerySet) -> list[CoursePage]:
        """Each with the names of its topics."""
        found = list(rows)
        names = dict(Topic.objects.filter(pk__in={pk for row in found for pk in topics_of(row)}).values_list("pk", "name"))
        for row in found:
            row.topic_names = [names[pk] for pk in topics_of(row) if pk in names]
        return found

    def words(self, row) -> Iterator[str]:
        yield from (row.lead, plain_text(row.about), *row.topic_names)


def topics_of(course: CoursePage) -> list[int]:
    return [block["value"] for block in course.topics.raw_data]


class Lesson(PageKind):
    name, label, one, icon, model = "lesson", _("Lessons"), _("Lesson"), "learn", LessonPage
    watched = watches(LessonPage)

    def words(self, row) -> Iterator[str]:
        yield from (row.lead, row.knowledge, row.skill, row.competence, *words_of(row.body))


class ProgrammeAsPage(PageKind):
    name, label, one, icon, model = "programme", _("Programmes"), _("Programme"), "way", ProgrammePage
    watched = watches(ProgrammePage)

    def indexed(self) -> QuerySet:
        return super().indexed().select_related("programme")

    def words(self, row) -> Iterator[str]:
        facts = row.programme
        yield from (row.tagline, facts.acronym, facts.full_name, plain_text(row.aims), plain_text(row.audience), *words_of(row.goals))

    def day(self, row):
        return None


class News(PageKind):
    name, icon, model = "news", "file", NewsPage
    label, one = pgettext_lazy("several pieces of news", "News"), pgettext_lazy("a piece of news", "News")
    is_dated = True
    watched = watches(NewsPage)

    def words(self, row) -> Iterator[str]:
        yield from (row.lead, plain_text(row.body))

    def day(self, row):
        return row.day


class PlainPage(PageKind):
    name, icon, model = "page", "file", StandardPage
    label, one = pgettext_lazy("several pages of the site", "Pages"), pgettext_lazy("a page of the site", "Page")
    watched = watches(StandardPage)

    def words(self, row) -> Iterator[str]:
        yield from (row.lead, *words_of(row.body))

    def day(self, row):
        return None


def strings(content: Any) -> Iterator[str]:
    """Every text in lists and dictionaries, in their order."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from strings(part)
