"""A portfolio as its readers see it: on a page, and on paper. Reads only."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cached_property

from entrepreneurs.models import Profile, User
from hub import entrecomp
from learning.models import PortfolioItem
from learning.papers import drawn
from learning.portfolio import Kept, pieces_of


class Folio:
    """What one reader sees of one person: the pieces in their owner's order, and what follows from them."""

    def __init__(self, owner: User, items: Iterable[PortfolioItem], *, reader):
        self.owner, self.reader = owner, reader
        self.pieces: list[Kept] = pieces_of(items, reader=reader)

    @property
    def is_mine(self) -> bool:
        return self.owner == self.reader

    @property
    def written_in(self) -> list[str]:
        """The languages of the pieces, the first first."""
        return list(dict.fromkeys(code for kept in self.pieces for code in kept.piece.languages))

    @cached_property
    def spoken(self) -> list[str]:
        """What the owner's profile says that they speak, if this reader sees the profile; two queries."""
        profile = Profile.objects.visible_to(self.reader).filter(user=self.owner).prefetch_related("facets").first()
        return profile.languages if profile else []

    @cached_property
    def competences(self) -> list[tuple[str, list[str]]]:
        """What the lessons behind the pieces say that they exercise, by area of EntreComp. It says nothing of how well anybody does."""
        named = {key for kept in self.pieces for key in kept.piece.competences}
        areas = [(str(area), [str(name) for key, name in inside.items() if key in named]) for area, inside in entrecomp.AREAS.values()]
        return [(area, names) for area, names in areas if names]

    def as_pdf(self) -> bytes:
        """With its pictures. Raises NoPaper and Busy."""
        return drawn("learning/portfolio/paper.html", folio=self, pieces=[(kept, as_address(kept)) for kept in self.pieces])


def as_address(kept: Kept) -> str:
    """A picture inside the page; empty where there is none, or where its file is lost."""
    found = kept.piece.file
    if not found or not found.is_picture:
        return ""
    try:
        with found.file.open("rb") as stored:
            return f"data:{found.kind};base64,{b64encode(stored.read()).decode()}"
    except FileNotFoundError:
        return ""
