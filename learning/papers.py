"""On paper: filled-in tools and portfolios as PDFs, drawn from what their pages show, in the hub's own letters."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

import hub
from learning.models import Sheet

FONTS = Path(hub.__file__).parent / "static/fonts"
PATIENCE = 15  # seconds
SCRIPTS = ("latin", "latin-ext", "cyrillic", "greek")


class NoPaper(ValidationError):
    """This machine cannot make PDFs: it lacks Pango (docs/operators.md)."""

    def __init__(self):
        super().__init__(_("This installation cannot make PDFs. Print the page instead: your browser can save what it prints as a PDF."))


class Busy(ValidationError):
    def __init__(self):
        super().__init__(_("Many PDFs are being made just now. Wait a minute, or print the page."))


making = Lock()  # one at a time in each process: pages shall not wait for paper


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as its reader's language shows it. Raises NoPaper and Busy."""
    return drawn("learning/tools/paper.html", sheet=sheet, tables=sheet.tool.tables(sheet.content))


def drawn(template: str, **facts: Any) -> bytes:
    """A template as a PDF. Raises NoPaper and Busy; takes half a second to some seconds, and nothing from the network."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as missing:
        raise NoPaper from missing
    fonts = [(script, (FONTS / f"literata-{script}.woff2").as_uri()) for script in SCRIPTS]
    page = render_to_string(template, facts | {"fonts": fonts})
    if not making.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=["file", "data"])).write_pdf()
    finally:
        making.release()
