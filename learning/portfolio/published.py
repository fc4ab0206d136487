"""Practices and stories that somebody wrote, as long as everybody reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.words import Words
from learning.models import Practice, Story
from learning.portfolio.base import Part, Piece, Source, numbers


class Practices(Source):
    name = "practice"
    place = 8
    title = gettext_lazy("Best practice that I wrote down")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        found = Practice.objects.listed().filter(made_by=owner)
        found = found if keys is None else found.filter(pk__in=numbers(keys))
        return (self.piece(one) for one in found.with_words() if one.text)

    def piece(self, one: Practice) -> Piece:
        title, said = Words(one.text.title, one.text.language), Part(one.text.problem, one.text.language)
        about = Words(one.organisation.name, one.language)
        return Piece(str(one.pk), _("Practice"), title, one.published_at, about, parts=(said,), address=one.get_absolute_url())


class Stories(Source):
    name = "story"
    place = 9
    title = gettext_lazy("Stories that I wrote")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        found = Story.objects.listed().filter(made_by=owner)
        found = found if keys is None else found.filter(pk__in=numbers(keys))
        return (self.piece(one) for one in found.with_words())

    def piece(self, one: Story) -> Piece:
        title, said = Words(one.text.title, one.text.language), Part(one.text.lead, one.text.language)
        about = Words(one.organisation.name, one.language)
        return Piece(str(one.pk), str(one.get_kind_display()), title, one.published_at, about, parts=(said,), address=one.get_absolute_url())
