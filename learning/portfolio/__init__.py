"""The registry of what goes into portfolios: every module of this package is read, and every named Source in it is one (docs/portfolio.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from entrepreneurs.models import User
from events.words import Words
from learning.models import PortfolioItem
from learning.portfolio.base import Part, Piece, Source

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

SOURCES: dict[str, Source] = {cls.name: cls() for cls in sorted(Source.__subclasses__(), key=lambda cls: cls.place)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that is kept, with what its owner says of it."""

    item: PortfolioItem
    piece: Piece

    @property
    def title(self) -> Words:
        return Words(self.item.title, self.item.language) if self.item.title else self.piece.title

    @property
    def words(self) -> str:
        return "\n\n".join(text for text in (self.item.title, self.piece.words, self.item.note) if text)


def pieces_of(items: Iterable[PortfolioItem], *, reader) -> list[Kept]:
    """The items with their pieces, in their order, as `reader` sees them now; those whose piece has gone are left out. Queries grow with owners and
    sources, and not with items."""
    items = list(items)
    found = {(item.owner_id, item.source): {} for item in items}
    owners = {item.owner_id: item.owner for item in items}
    for owner, source in found:
        keys = [item.key for item in items if (item.owner_id, item.source) == (owner, source)]
        if source in SOURCES:
            found[owner, source] = {piece.key: piece for piece in SOURCES[source].read(owners[owner], reader=reader, keys=keys)}
    return [Kept(item, piece) for item in items if (piece := found[item.owner_id, item.source].get(item.key))]


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody can keep of one source, newest first."""

    source: Source
    pieces: list[Piece]


def offers_to(owner: User, *, kept: Iterable[PortfolioItem]) -> list[Offer]:
    """What they have made and do not keep yet, by source."""
    known = {(item.source, item.key) for item in kept}
    made = [(source, [piece for piece in source.read(owner, reader=owner) if (source.name, piece.key) not in known]) for source in SOURCES.values()]
    return [Offer(source, pieces) for source, pieces in made if pieces]


def piece_named(owner: User, *, source: str, key: str) -> Piece | None:
    """One of theirs, if it is there."""
    known = SOURCES.get(source)
    return next(iter(known.read(owner, reader=owner, keys=[key])), None) if known else None


__all__ = ["SOURCES", "Kept", "Offer", "Part", "Piece", "Source", "offers_to", "piece_named", "pieces_of"]
