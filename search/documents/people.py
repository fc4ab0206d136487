"""People as documents: what those tell of themselves who show it to everybody, or to all members."""

from collections.abc import Iterator

from django.db.models.query import QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepreneurs.models import Block, Facet, Profile, User
from entrepreneurs.models.profiles import FOUND
from entrepreneurs.vocabulary import ROLES
from search.documents.base import MEMBER, PUBLIC, Document, Kind, Watch
from search.documents.pages import in_every_language, joined

FOUND_BY = (Facet.Kind.SECTOR, Facet.Kind.OFFER, Facet.Kind.NEED, Facet.Kind.LANGUAGE)


class Person(Kind):
    """Of the place no more than is shown; nothing of the tags, by which nobody is found. A block is between two, and is asked of the database."""

    name, label, one, icon = "person", _("People"), pgettext_lazy("one of several", "Person"), "people"
    watched = (
        Watch(Profile, "{row}.user_id"),
        Watch(Facet, "{row}.profile_id"),
        Watch(User, "{row}.id", ("name", "is_active")),
    )

    def indexed(self) -> QuerySet:
        return Profile.objects.filter(visibility__in=FOUND, user__is_active=True).select_related("user").prefetch_related("facets")

    def visible_to(self, user) -> QuerySet:
        return Profile.objects.visible_to(user).filter(visibility__in=FOUND)

    def hidden_from(self, user) -> set[str]:
        return {str(pk) for pk in Block.objects.hidden_from(user)}

    def tell(self, row) -> Iterator[Document]:
        with translation.override(row.language):
            yield Document(
                kind=self.name,
                key=str(row.pk),
                language=row.language,
                pk=str(row.pk),
                title=row.user.shown_name,
                body=joined([*self.words(row), *in_every_language(lambda: self.chosen(row), but=row.language)]),
                url=f"people/{row.pk}/",
                access=(PUBLIC,) if row.is_public else (MEMBER,),
                countries=tuple(filter(None, [row.shown_country])),
                languages=tuple(sorted({row.language, *row.chosen(Facet.Kind.LANGUAGE)})),
            )

    def words(self, row) -> Iterator[str]:
        yield from (row.sentence, row.about, row.enterprise, row.enterprise_does, row.offer, row.need, row.meeting)
        yield from self.chosen(row)

    def chosen(self, row) -> Iterator[str]:
        yield from (str(ROLES.get(row.role, "")), row.shown_where)
        for kind in FOUND_BY:
            yield from row.in_words(kind)
        yield from (name_of_language(code) for code in row.chosen(Facet.Kind.LANGUAGE))


def name_of_language(code: str) -> str:
    """In the language that is active; nothing, where Django does not know it."""
    try:
        return str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return ""
