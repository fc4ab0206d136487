"""QR codes, drawn as SVG on white, so that a camera reads them on a dark page too."""

from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathFillImage


def draw(text: str) -> str:
    drawn = BytesIO()
    qrcode.make(text, image_factory=SvgPathFillImage).save(drawn)
    return drawn.getvalue().decode()
