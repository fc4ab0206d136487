"""The comparison of countries as documents: each cell of which something is known."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.db.models.query import QuerySet
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from learning.models import ComparisonCell, ComparisonTopic, Statement, StatementText
from search.documents.base import Document, Kind, Watch
from search.documents.pages import joined


class CountryCell(Kind):
    """What is published now; earlier versions and drafts are in no index."""

    name, label, one, icon = "country", _("How it is in each country"), _("How it is in one country"), "globe"
    watched = (
        Watch(ComparisonCell),
        Watch(Statement, "{row}.cell_id"),
        Watch(StatementText, "SELECT cell_id FROM learning_statement WHERE id = {row}.statement_id"),
        Watch(ComparisonTopic, "SELECT id FROM learning_comparisoncell WHERE topic_id = {row}.id"),
    )

    def indexed(self) -> QuerySet:
        said = Prefetch("statements", Statement.objects.published().prefetch_related("texts"), to_attr="said")
        return ComparisonCell.objects.filter(statements__in=Statement.objects.published()).select_related("topic").prefetch_related(said)

    def tell(self, row) -> Iterator[Document]:
        for statement in row.said:
            for text in statement.texts.all():
                yield self.document(row, statement, text)

    def document(self, row, statement, text) -> Document:
        with translation.override(text.language):
            return Document(
                kind=self.name,
                key=str(row.pk),
                language=text.language,
                pk=str(row.pk),
                title=f"{row.topic.name.text} – {countries.name(row.country.code)}",
                body=joined([text.text, row.topic.question.text if row.topic.question else "", statement.source_title]),
                url=f"learn/countries/{row.country.code}/{row.topic.key}/",
                countries=(row.country.code,),
                languages=(text.language,),
                date=localdate(statement.published_at),
            )
