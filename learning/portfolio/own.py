"""Pieces of one's own: words, a link, a picture or a file. They are kept from the start, and offered nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.words import Words
from learning.models import PortfolioItem
from learning.portfolio.base import Part, Piece, Source


class Own(Source):
    name = "own"
    place = 10
    title = gettext_lazy("Pieces of my own")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        found = PortfolioItem.objects.owned_by(owner).filter(source=self.name, key__in=keys or ()).select_related("document")
        return (self.piece(item) for item in found)

    def piece(self, item: PortfolioItem) -> Piece:
        return Piece(
            key=item.key,
            kind=_("A piece of my own"),
            title=Words(item.title, item.language),
            made_at=item.added_at,
            parts=(Part(item.text, item.language),) if item.text else (),
            address=item.address,
            file=getattr(item, "document", None),
            file_alternative=item.alternative,
        )
