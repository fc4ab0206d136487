"""The gazetteer and the map."""

import json
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from entrepreneurs import maps, places
from entrepreneurs.management.commands import update_places

REGIONS = {"NO": 15, "SE": 21, "FI": 19, "IS": 8, "IE": 26, "GR": 13, "PL": 16, "EE": 15}


def test_every_country_has_its_regions_of_today():
    assert {country: len(regions) for country, regions in places.gazetteer().regions.items()} == REGIONS


def test_regions_stand_in_the_order_of_their_names():
    assert [region.name for region in places.gazetteer().regions["NO"]][:3] == ["Agder", "Akershus", "Buskerud"]


@pytest.mark.parametrize(
    ("written", "within", "key"),
    [
        ("Steinkjer", "NO/Trøndelag", "NO/Trøndelag/Steinkjer"),
        ("  steinkjer ", "NO", "NO/Trøndelag/Steinkjer"),
        ("Rørvik", "NO", "NO/Trøndelag/Rørvik"),
        ("Rorvik", "NO", "NO/Trøndelag/Rørvik"),
        ("Ηράκλειο", "GR/Kríti", "GR/Kríti/Irákleion"),
        ("Straumen", "NO/Trøndelag", "NO/Trøndelag/Straumen"),
    ],
)
def test_place_is_found_however_it_is_written(written, within, key):
    assert places.find(written, within=within) == places.place_at(key)


@pytest.mark.parametrize(
    ("written", "within"), [("Straumen", "NO"), ("Steinkjer", "NO/Nordland"), ("Steinkjer", "SE"), ("", "NO"), ("Steinkjer", "")]
)
def test_place_that_is_none_or_several_is_not_guessed(written, within):
    assert places.find(written, within=within) is None


def test_distance_is_that_of_the_crow():
    trondheim, ostersund = places.place_at("NO/Trøndelag/Trondheim"), places.place_at("SE/Jämtland/Östersund")

    assert places.distance(trondheim, ostersund) == pytest.approx(213, abs=3)
    assert places.distance(trondheim, trondheim) == 0


def test_region_is_near_only_as_a_whole():
    near = places.near(places.place_at("NO/Trøndelag/Steinkjer"), km=100)

    assert "NO/Trøndelag/Levanger" in near
    assert "NO/Trøndelag" not in near
    assert "NO" not in near
    assert "NO/Trøndelag" in places.near(places.place_at("NO/Trøndelag/Steinkjer"), km=500)


@pytest.mark.parametrize("key", ["NO/Trøndelag/Trondheim", "SE/Jämtland/Östersund", "FI/Lappi/Rovaniemi", "PL/Łódzkie/Łódź", "IE/Offaly/Tullamore"])
def test_place_lies_within_its_country_on_the_map(key):
    place = places.place_at(key)
    x, y = maps.point(place)

    drawing = (settings.BASE_DIR / "hub/static/entrepreneurs/countries.svg").read_text("utf-8")
    outline = re.search(rf'id="{place.country}" d="([^"]+)"', drawing)[1]
    corners = [[tuple(map(int, pair)) for pair in re.findall(r"(-?\d+),(-?\d+)", ring)] for ring in outline.split("Z") if ring]

    assert any(is_inside(x, y, ring) for ring in corners)


def is_inside(x: float, y: float, ring: list[tuple[int, int]]) -> bool:
    """Whether a line to the right crosses the ring an odd number of times."""
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum((y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in sides) % 2 == 1


@pytest.mark.parametrize("country", places.COUNTRIES)
def test_every_country_has_a_part_of_the_map_that_holds_its_places(country):
    frame = maps.frame_of(country)

    points = [maps.point(region) for region in places.gazetteer().regions[country]]
    assert [point for point in points if not (frame.x <= point[0] <= frame.x + frame.width and frame.y <= point[1] <= frame.y + frame.height)] == []


def test_gazetteer_is_written_from_geonames(tmp_path, monkeypatch):
    """Small places are left out, names are those on the signs, Ireland's counties and Åland come from our own list."""
    monkeypatch.setattr(update_places, "OUTPUT", tmp_path / "places.csv")
    cities = [
        city("Steinkjer", "NO", "21", 64.01, 11.5, 13060),
        city("Hut", "NO", "21", 64.0, 11.0, 12),
        city("Gothenburg", "SE", "28", 57.71, 11.97, 572799),
        city("Mariehamn", "AX", "211", 60.1, 19.94, 10682),
        city("Letterkenny", "IE", "U", 54.95, -7.73, 19274),
        city("Heraklion", "GR", "ESYE43", 35.33, 25.14, 137154, ["Heraclea", "Ηράκλειο"]),
        city("Berlin", "DE", "16", 52.52, 13.41, 3426354),
    ]
    (tmp_path / "cities.json").write_text(json.dumps(dict(enumerate(cities))))

    call_command("update_places", tmp_path / "cities.json")

    assert (tmp_path / "places.csv").read_text("utf-8").splitlines()[1:] == [
        "Mariehamn,FI,Åland,60.1,19.94,",
        "Heraklion,GR,Kríti,35.33,25.14,Ηράκλειο",
        "Letterkenny,IE,Donegal,54.95,-7.73,",
        "Steinkjer,NO,Trøndelag,64.01,11.5,",
        "Göteborg,SE,Västra Götaland,57.71,11.97,Gothenburg",
    ]


def city(name, country, region, latitude, longitude, population, others=()):
    where = {"countrycode": country, "admin1code": region, "latitude": latitude, "longitude": longitude}
    return {"name": name, "population": population, "alternatenames": list(others)} | where
