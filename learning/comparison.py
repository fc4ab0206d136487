"""The comparison as it is read: chosen countries beside each other, topic by topic, and as a table to take home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django_countries import countries as names

from learning.models import ComparisonCell, ComparisonTopic, Statement
from learning.models.countries import COUNTRIES, FEWEST, MOST, StatementText

BESIDE = {"NO": "SE", "SE": "NO", "FI": "SE", "IS": "NO", "IE": "NO", "GR": "PL", "PL": "EE", "EE": "FI"}  # over the border, or else over the sea
HOME = "NO"


@dataclass(frozen=True)
class Land:
    """A country as a column of the table, with how many topics something is known of there."""

    code: str
    known: int = 0

    @property
    def name(self) -> str:
        return names.name(self.code)


@dataclass(frozen=True)
class Square:
    """A cell as it stands in the table: what it says, if anything."""

    cell: ComparisonCell
    land: Land
    said: Statement | None
    may_write: bool = False


@dataclass(frozen=True)
class Line:
    topic: ComparisonTopic
    squares: list[Square]


class Comparison:
    """Two to five countries. Chosen are `countries`, or else the reader's own and one beside it; all topics, unless some are chosen."""

    def __init__(self, *, countries: Sequence[str] = (), topics: Sequence[str] = (), reader=None):
        self.asked = [code for code in COUNTRIES if code in countries]
        self.asked_topics, self.reader = list(topics), reader

    @cached_property
    def codes(self) -> list[str]:
        own = str(getattr(self.reader, "country", "") or "")
        begin = self.asked or [own if own in BESIDE else HOME]
        beside = [BESIDE[begin[0]]] if len(begin) < FEWEST else []
        return [*begin, *beside][:MOST]

    @property
    def added(self) -> Land | None:
        """The second country, if only one was chosen."""
        return Land(self.codes[-1]) if self.asked and len(self.asked) < FEWEST else None

    @property
    def left_out(self) -> list[Land]:
        """What was chosen beyond the most that there is room for."""
        return [Land(code) for code in self.asked[MOST:]]

    @cached_property
    def every_topic(self) -> list[ComparisonTopic]:
        return list(ComparisonTopic.objects.all())

    @cached_property
    def topics(self) -> list[ComparisonTopic]:
        return [topic for topic in self.every_topic if topic.key in self.asked_topics] or self.every_topic

    @cached_property
    def known(self) -> Counter[str]:
        """How many topics something is known of, by country."""
        return Counter(str(code) for code in Statement.objects.published().values_list("cell__country", flat=True))

    @property
    def lands(self) -> list[Land]:
        return [Land(code, self.known[code]) for code in self.codes]

    @property
    def all_lands(self) -> list[Land]:
        return [Land(code, self.known[code]) for code in COUNTRIES]

    @cached_property
    def writable(self) -> set[int]:
        """The cells in which the reader may write."""
        if self.reader is None or not self.reader.is_authenticated:
            return set()
        return set(ComparisonCell.objects.open_to(self.reader).values_list("pk", flat=True))

    @cached_property
    def lines(self) -> list[Line]:
        cells = ComparisonCell.objects.filter(country__in=self.codes, topic__in=self.topics).select_related("topic")
        there = {(cell.topic_id, cell.country.code): cell for cell in cells}
        said = {one.cell_id: one for one in Statement.objects.published().filter(cell__in=there.values()).with_words()}
        lands = self.lands
        return [Line(topic, [square for land in lands if (square := self.square(there, said, topic, land))]) for topic in self.topics]

    def square(self, there, said, topic: ComparisonTopic, land: Land) -> Square | None:
        cell = there.get((topic.pk, land.code))
        return Square(cell, land, said.get(cell.pk), may_write=cell.pk in self.writable) if cell else None

    @property
    def query(self) -> str:
        """The choice, as an address carries it."""
        pairs = [("country", code) for code in self.codes]
        return urlencode([*pairs, *(("topic", topic.key) for topic in self.topics if self.asked_topics)])


# To take home


def header() -> list[str]:
    return [
        *(_("Topic"), _("Question"), _("Country"), _("Country code"), _("Is it known?"), _("What is known")),
        *(_("Language"), _("How it was translated"), _("Source"), _("Its address on the web"), _("Where it is printed")),
        *(_("Date of the source"), _("Seen on"), _("Written by"), _("Published on")),
    ]


def rows(comparison: Comparison) -> Iterator[list[str]]:
    """A row for each cell, also for those of which nothing is known."""
    for line in comparison.lines:
        for square in line.squares:
            head = [line.topic.name.text, line.topic.question.text if line.topic.question else "", square.land.name, square.land.code]
            yield [*head, *(known(square.said) if square.said else [_("not known"), *[""] * 10])]


def known(said: Statement) -> list[str]:
    text = said.text or StatementText(language=said.language)
    source = [said.source_title, said.source_url, said.source_print, iso(said.dated_on), iso(said.seen_on)]
    shown = [text.text, get_language_info(text.language)["name_local"], text.get_provenance_display()]
    return [_("known"), *shown, *source, written_by(said), iso(localdate(said.published_at))]


def iso(day) -> str:
    return day.isoformat() if day else ""


def written_by(said: Statement) -> str:
    """The author, if they agreed to be named, and in whose name they wrote."""
    place = said.organisation.name if said.organisation else _("a coordinator of the hub")
    if said.is_demonstration:
        return _("Entered for the demonstration by the operator, %(who)s") % {"who": place}
    return _("%(name)s, %(place)s") % {"name": said.author_name, "place": place} if said.author_name else place


def as_facts(comparison: Comparison) -> dict[str, Any]:
    """For programs: what the table says, in words of the reader's language and in every language that a cell is told in."""
    return {
        "countries": [
            {"code": land.code, "name": land.name, "known": land.known, "topics": len(comparison.every_topic)} for land in comparison.lands
        ],
        "cells": [facts_of(square) for line in comparison.lines for square in line.squares],
    }


def facts_of(square: Square) -> dict[str, Any]:
    head = {"topic": square.cell.topic.key, "country": square.land.code, "known": square.said is not None}
    if square.said is None:
        return head
    said = square.said
    return head | {
        "language": said.language,
        "texts": {text.language: {"text": text.text, "provenance": text.provenance} for text in said.texts.all()},
        "source": {
            "title": said.source_title,
            "url": said.source_url or None,
            "print": said.source_print or None,
            "dated_on": iso(said.dated_on) or None,
            "seen_on": iso(said.seen_on) or None,
        },
        "written_by": written_by(said),
        "published_at": said.published_at.isoformat(),
    }


def day_of(moment: datetime) -> str:
    return date_format(localdate(moment), "DATE_FORMAT")


def addresses() -> list[tuple[str, datetime | None]]:
    """What search engines are told of: the comparison, and the cells in which something is known."""
    said = Statement.objects.published().values_list("cell__country", "cell__topic__key", "published_at")
    return [("learn/countries/", None), *((f"learn/countries/{country}/{key}/", moment) for country, key, moment in said)]
