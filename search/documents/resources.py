"""The resource bank as documents: links and documents, and methods with what stands in them."""

from collections.abc import Iterator
from typing import ClassVar

from django.db.models.query import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.models import Programme
from learning.models import MethodText, MethodVersion, Resource, ResourceFacet, ResourceText
from learning.models.resources import EVERYWHERE
from search.documents.base import Document, Kind, Watch
from search.documents.pages import joined, strings

PARTS = ("aim", "when", "group", "materials", "steps", "criteria", "signs", "online", "few_languages")
WATCHED = (
    Watch(Resource),
    Watch(ResourceText, "{row}.resource_id"),
    Watch(ResourceFacet, "{row}.resource_id"),
    Watch(MethodVersion, "{row}.resource_id"),
    Watch(MethodText, "SELECT resource_id FROM learning_methodversion WHERE id = {row}.version_id"),
    Watch(Programme, "SELECT id FROM learning_resource WHERE programme_id = {row}.id", ("key",)),
)


class BankKind(Kind):
    """What everybody finds in the bank: proposals, and what was given back or taken out, are in no index."""

    kinds: ClassVar[tuple[str, ...]] = ()

    def indexed(self) -> QuerySet:
        return Resource.objects.listed().filter(kind__in=self.kinds).with_words().prefetch_related("versions__texts")

    def tell(self, row) -> Iterator[Document]:
        countries = tuple(code for code in row.chosen(ResourceFacet.Kind.COUNTRY) if code != EVERYWHERE)
        for text in row.texts.all():
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=text.language,
                pk=str(row.pk),
                title=text.title,
                body=joined([text.description, text.alternative, *self.content(row, text.language)]),
                url=f"learn/{'methods' if row.kind == Resource.Kind.METHOD else 'resources'}/{row.pk}/",
                programme=row.programme.key if row.programme else "",
                countries=countries,
                languages=tuple(sorted({text.language, *row.spoken})),
                date=localdate(row.published_at) if row.published_at else None,
            )

    def content(self, row, language: str) -> list[str]:
        """Of a method, what its newest published version says in this language."""
        published = [version for version in row.versions.all() if version.published_at]
        text = published[-1].by_language.get(language) if published else None
        return list(strings([text.content.get(part) for part in PARTS])) if text else []


class BankResource(BankKind):
    name, label, one, icon = "resource", _("Resources"), pgettext_lazy("one of several", "Resource"), "globe"
    kinds = (Resource.Kind.LINK, Resource.Kind.DOCUMENT)
    watched = WATCHED


class BankMethod(BankKind):
    name, label, one, icon = "method", pgettext_lazy("of the library", "Methods"), pgettext_lazy("kind of resource", "Method"), "file"
    kinds = (Resource.Kind.METHOD,)
    watched = WATCHED
