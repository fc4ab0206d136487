"""A filled-in tool as a workbook (XLSX): numbers are numbers, and what was written is never a formula."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from learning.models import Sheet
from learning.tools.numbers import rounded
from learning.tools.tables import Cell, Table

FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
WIDTH = 26


def as_xlsx(sheet: Sheet) -> bytes:
    """All tables under each other, as the page shows them."""
    book = Workbook()
    page = book.active
    page.title = str(sheet.tool.title).translate(FORBIDDEN)[:31]
    put(page, 1, 1, Cell(sheet.title), bold=True, size=16)
    put(page, 2, 1, Cell(str(sheet.tool.title)))
    line = 4
    for table in sheet.tool.tables(sheet.content):
        line = put_table(page, table, line) + 1
    for column in range(1, page.max_column + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTH if column > 1 else 2 * WIDTH
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def put_table(page: Worksheet, table: Table, line: int) -> int:
    """The line after the table."""
    put(page, line, 1, Cell(str(table.title)), bold=True, size=12)
    rows = [(tuple(Cell(str(column)) for column in table.columns), True)] if table.columns else []
    rows += [(row.cells, row.is_sum) for row in table.rows]
    for cells, is_bold in rows:
        line += 1
        for place, cell in enumerate(cells, start=1):
            put(page, line, place, cell, bold=is_bold)
    if table.note:
        line += 1
        put(page, line, 1, Cell(table.note))
    return line + 1


def put(page: Worksheet, line: int, place: int, cell: Cell, *, bold: bool = False, size: int = 11) -> None:
    target = page.cell(line, place)
    target.font = Font(bold=bold, size=size)
    target.alignment = Alignment(wrap_text=True, vertical="top")
    if cell.number is not None:
        target.value = rounded(cell.number, cell.places)
        target.number_format = number_format(cell)
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", cell.shown)
    target.value = text
    if text[:1] in {"=", "+", "-", "@"}:
        target.data_type, target.quotePrefix = "s", True
    if cell.address:
        target.hyperlink = cell.address


def number_format(cell: Cell) -> str:
    """As spreadsheets say it, which show it in their own language."""
    digits = "#,##0" + (f".{'0' * cell.places}" if cell.places else "")
    return f'{digits} "{cell.unit}"' if cell.unit else digits
