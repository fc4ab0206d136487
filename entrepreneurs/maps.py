"""The countries on the hub's map (hub/static/entrepreneurs/countries.svg): where a place lies on it, and which part shows one country.

The map is Natural Earth's (public domain), seen by Lambert's conic equal-area projection as it was drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin, sqrt
from pathlib import Path

from django.conf import settings

from entrepreneurs.places import Place

WIDTH, HEIGHT, SCALE = 640, 760, 905
SOUTH, NORTH, MIDDLE_LATITUDE, MIDDLE_LONGITUDE = (radians(degrees) for degrees in (42, 66, 54.2, 14))
BEND = (sin(SOUTH) + sin(NORTH)) / 2
FLAT = 1 + sin(SOUTH) * (2 * BEND - sin(SOUTH))


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map, in the drawing's own units."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"


WHOLE = Frame(0, 0, WIDTH, HEIGHT)


def point(place: Place) -> tuple[float, float]:
    """Where it is drawn, from the left and from the top."""
    east, north = cone(radians(place.latitude), radians(place.longitude) - MIDDLE_LONGITUDE)
    _east, middle = cone(MIDDLE_LATITUDE, 0)
    return round(WIDTH / 2 + SCALE * east, 1), round(HEIGHT / 2 - SCALE * (north - middle), 1)


def cone(latitude: float, longitude: float) -> tuple[float, float]:
    radius = sqrt(FLAT - 2 * BEND * sin(latitude)) / BEND
    return radius * sin(BEND * longitude), -radius * cos(BEND * longitude)


@cache
def frame_of(country: str) -> Frame:
    """The part of the map that shows a country, with a little room around it."""
    drawing = (Path(settings.BASE_DIR) / "hub/static/entrepreneurs/countries.svg").read_text("utf-8")
    outline = re.search(rf'id="{country}" d="([^"]+)"', drawing)
    points = [(int(x), int(y)) for x, y in re.findall(r"(-?\d+),(-?\d+)", outline[1])]
    left, top = (min(values) for values in zip(*points, strict=True))
    right, bottom = (max(values) for values in zip(*points, strict=True))
    return Frame(left - 15, top - 15, right - left + 30, bottom - top + 30)
