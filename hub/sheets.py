"""Tables to take home, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A table to download."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(table(header, rows), content_type="text/csv; charset=utf-8", headers=headers)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """For spreadsheets: marked as UTF-8, and no cell is a formula."""
    written = StringIO()
    written.write("\ufeff")
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([defused(str(cell)) for cell in row] for row in rows)
    return written.getvalue()


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
