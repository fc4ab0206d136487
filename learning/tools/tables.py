"""What a filled-in tool shows, wherever it is drawn: tables of words, ticks and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from learning.tools.numbers import shown


@dataclass(frozen=True)
class Cell:
    """One thing in a table: words, a number with its places and unit, or a tick."""

    text: str = ""
    number: Decimal | None = None
    places: int = 0
    unit: str = ""
    is_ticked: bool | None = None
    is_written: bool = False  # by the person, in their own language
    address: str = ""

    @property
    def is_number(self) -> bool:
        return self.number is not None

    @property
    def shown(self) -> str:
        """In the active language."""
        if self.number is not None:
            return shown(self.number, self.places) + (f"\u00a0{self.unit}" if self.unit else "")
        if self.is_ticked is not None:
            return _("yes") if self.is_ticked else _("not yet")
        return str(self.text)


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """A part of a filled-in tool. Without `columns`, each row is a label and what belongs to it."""

    name: str
    title: str
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    note: str = ""

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """The columns, and whether they hold numbers."""
        return [(column, any(row.cells[place].is_number for row in self.rows)) for place, column in enumerate(self.columns)]
