"""Tools that somebody has filled in: theirs alone, and not those that others share with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.words import Words
from learning.models import Sheet
from learning.portfolio.base import Piece, Source, numbers
from learning.tools import TOOLS


class FilledIn(Source):
    name = "tool"
    place = 2
    title = gettext_lazy("Tools filled in")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        sheets = Sheet.objects.owned_by(owner).filter(kind__in=TOOLS)
        sheets = sheets if keys is None else sheets.filter(pk__in=numbers(keys))
        return (self.piece(sheet, is_theirs=owner == reader) for sheet in sheets)

    def piece(self, sheet: Sheet, *, is_theirs: bool) -> Piece:
        """With its tables; its own page is for those alone with whom the tool is shared."""
        return Piece(
            key=str(sheet.pk),
            kind=str(sheet.tool.title),
            title=Words(sheet.title, sheet.language),
            made_at=sheet.changed_at,
            tables=tuple(table for table in sheet.tool.tables(sheet.content) if table.rows),
            address=sheet.get_absolute_url() if is_theirs else "",
        )
