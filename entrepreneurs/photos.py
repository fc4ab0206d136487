"""Portraits and logos: whatever picture comes in, a small one without a history goes on."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from io import BytesIO
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIDE = 480
MOST_SIDE = 800  # of a logo
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000  # 160 MB while it is drawn anew
READ = ("JPEG", "PNG", "WEBP")  # what phones and browsers write; nothing that can carry a script


class WrongPhoto(ValidationError):
    """Not a picture, or too much of one."""


class TooManyPoints(ValueError):
    """A picture that would fill the memory, if it were unpacked."""


def portrait(file) -> ContentFile:
    """A square WebP of 480 pixels, upright, the first picture of a moving one, without place, time or camera; under a name that nobody can guess."""
    return drawn_anew(file, square)


def logo(file) -> ContentFile:
    """Likewise, all of it, 800 pixels wide and high at most."""
    return drawn_anew(file, fitted)


def drawn_anew(file, shape: Callable[[Image.Image], Image.Image]) -> ContentFile:
    if file.size > MOST_BYTES:
        raise WrongPhoto(_("This file is too big. Choose a picture of 8 MB at most."))
    try:
        picture = shape(opened(file, formats=READ))
    except TooManyPoints as error:
        raise WrongPhoto(_("This picture has too many points. Choose a smaller one: 6000 by 6000 points at most.")) from error
    except Exception as error:  # whatever Pillow stumbles on, the file is not a picture
        raise WrongPhoto(_("We cannot read this file as a picture. Choose a JPEG, PNG or WebP file.")) from error
    written = BytesIO()
    picture.save(written, "WEBP", quality=82, method=6)
    return ContentFile(written.getvalue(), name=f"{token_hex(16)}.webp")


def opened(file, *, formats: Sequence[str]) -> Image.Image:
    """Known by what is in it, whatever it is called; its size is asked before it is unpacked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(file, formats=formats)
    if picture.width * picture.height > MOST_PIXELS:
        raise TooManyPoints
    return picture


def square(picture: Image.Image) -> Image.Image:
    """Put on a new canvas, so that nothing but what is seen comes along."""
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    fitted = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGBA"), (SIDE, SIDE))
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(fitted, mask=fitted)
    return canvas


def fitted(picture: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    return upright
