"""What a file that somebody sends really is: told by what is in it, never by its name or by what the browser says."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from entrepreneurs.models.attachments import KINDS
from entrepreneurs.photos import opened

MOST_FILES = 3
MOST_BYTES = 10 * 1024 * 1024
MOST_PARTS = 5000  # in an office document
MOST_UNPACKED = 200 * 1024 * 1024

PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
NO_PICTURE = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
NO_DOCUMENT = (BadZipFile, LargeZipFile, ValueError, RuntimeError, EOFError, OSError, zlib.error)
MARKUP = re.compile(r"\s*<[!?a-z]", re.IGNORECASE)
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
BY_ENDING = {ending: kind for kind, ending in KINDS.items()}


class Refused(ValidationError):
    """A file that is not sent on, with the reason."""


@dataclass(frozen=True)
class Accepted:
    """A file that may be sent on: `content` is what is stored, which for pictures is not what was sent."""

    name: str
    kind: str
    content: bytes


def accept(upload) -> Accepted:
    """The file, safe to be kept; Refused says why it is not."""
    called = {"name": cleaned(upload.name) or "…"}
    if not upload.size:
        raise Refused(_("“%(name)s” is empty.") % called)
    if upload.size > MOST_BYTES:
        raise Refused(_("“%(name)s” is larger than 10 MB. Make it smaller, or send it in parts.") % called)
    content = upload.read()
    found = picture(content) if picture_format(content) else document(content)
    if found is None:
        raise Refused(_("“%(name)s” cannot be sent. Pictures (JPEG, PNG, WebP), PDF, plain text and office documents without macros can.") % called)
    kind, content = found
    if len(content) > MOST_BYTES:
        raise Refused(_("“%(name)s” is larger than 10 MB. Make it smaller, or send it in parts.") % called)
    return Accepted(named(upload.name, kind), kind, content)


def picture_format(content: bytes) -> str | None:
    return next((format_ for magic, format_ in PICTURES.items() if content.startswith(magic)), None)


def picture(content: bytes) -> tuple[str, bytes] | None:
    """A picture drawn anew, the right way up: nothing of what was beside it in the file (where it was taken, say) is left."""
    format_ = picture_format(content)
    try:
        return f"image/{format_.lower()}", redrawn(content, format_)
    except NO_PICTURE:
        return None


def redrawn(content: bytes, format_: str) -> bytes:
    with opened(BytesIO(content), formats=[format_]) as image:
        ImageOps.exif_transpose(image, in_place=True)
        mode = "RGBA" if image.has_transparency_data and format_ != "JPEG" else "RGB"
        plain = image if image.mode == mode else image.convert(mode)
        plain.info.clear()
        drawn = BytesIO()
        plain.save(drawn, format_, quality=88)
    return drawn.getvalue()


def document(content: bytes) -> tuple[str, bytes] | None:
    if content.startswith(b"%PDF-"):
        return ("application/pdf", content) if b"%%EOF" in content[-2048:] else None
    if content.startswith(b"PK\x03\x04"):
        ending = office_ending(content)
        return (BY_ENDING[ending], content) if ending else None
    return ("text/plain", content) if is_text(content) else None


def office_ending(content: bytes) -> str | None:
    """Which kind of office document a ZIP is, if it is one; nothing of it is unpacked but two short parts that say so."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return open_document(archive) or office_open(archive) if is_safe(archive) else None
    except NO_DOCUMENT:
        return None


def is_safe(archive: ZipFile) -> bool:
    """Few parts, none sealed, none that would be written outside, no programs, and no more in all than a document holds."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    leaves = any(name.startswith("/") or "\\" in name or ".." in PurePath(name).parts for name in names)
    runs = any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names)
    is_small = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
    is_plain = all(part.compress_type in {ZIP_STORED, ZIP_DEFLATED} and not part.flag_bits & 1 for part in parts)
    return is_small and is_plain and not leaves and not runs and len(set(names)) == len(names)


def open_document(archive: ZipFile) -> str | None:
    """ODF says first of all what it is, in plain letters."""
    if archive.namelist()[:1] != ["mimetype"] or "content.xml" not in archive.namelist():
        return None
    ending = KINDS.get(beginning(archive, "mimetype").decode(errors="replace").strip())
    return ending if ending in {"odt", "ods", "odp"} else None


def office_open(archive: ZipFile) -> str | None:
    """OOXML says it in a list of its parts; with macros it says something else."""
    ending = next((ending for name, ending in MAIN_PARTS.items() if name in archive.namelist()), None)
    if ending is None or "[Content_Types].xml" not in archive.namelist():
        return None
    return ending if f"{BY_ENDING[ending]}.main+xml".encode() in beginning(archive, "[Content_Types].xml") else None


def beginning(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(1024 * 1024)


def is_text(content: bytes) -> bool:
    """Letters in UTF-8 that no program takes for a page or a drawing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    has_controls = any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in text)
    return not has_controls and not MARKUP.match(text)


def named(name: str, kind: str) -> str:
    """As the sender calls it, with the ending of what it is."""
    return f"{cleaned(PurePath(name).stem)[:80] or _('file')}.{KINDS[kind]}"


def cleaned(name: str) -> str:
    """Without what turns letters round, breaks lines, or means something to a file system."""
    letters = (letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter)[0] != "C" and letter not in '/\\:*?"<>|')
    return "".join(letters).strip(" .")
