"""Tables to take home, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """For spreadsheets: marked as UTF-8, and no cell is a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(header)
    writer.writerows([defused(str(cell)) for cell in row] for row in rows)
    return response


def defused(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
