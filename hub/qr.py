"""QR codes, drawn as SVG on white, so that a camera reads them on a dark page too."""

from io import BytesIO

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage


def draw(text: str) -> SafeString:
    """To stand in a page."""
    drawn = BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage).save(drawn)
    return mark_safe(drawn.getvalue().decode().partition("?>")[2].strip())  # noqa: S308 (modules of a code, and nothing of the text)
