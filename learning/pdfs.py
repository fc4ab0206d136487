"""What is written in a PDF that somebody has, so that they need not write it again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

MOST_PAGES, MOST_LETTERS = 20, 30_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """`title` is what the PDF calls itself, or its first line; `text` its paragraphs, as far as it has letters and not pictures of them."""

    title: str = ""
    text: str = ""


def read(content: bytes) -> Written:
    """Nothing, of a PDF that cannot be read: whatever is wrong with it is no reason to refuse the file."""
    try:
        reader = PdfReader(BytesIO(content))
        text = plain("\n\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES]))[:MOST_LETTERS]
        return Written(title_of(reader, text), text)
    except Exception as unreadable:  # a broken PDF breaks a reader in more ways than it names
        logger.info("A PDF could not be read: %s", unreadable)
        return Written()


def plain(text: str) -> str:
    """Without what is no letter, and without more than one empty line together."""
    lines = ["".join(letter for letter in line if letter.isprintable()).strip() for line in text.splitlines()]
    return "\n".join(line for number, line in enumerate(lines) if line or (number and lines[number - 1])).strip()


def title_of(reader: PdfReader, text: str) -> str:
    named = plain(str((reader.metadata and reader.metadata.title) or ""))
    return " ".join((named or text.partition("\n")[0]).split())[:160]
