"""What every tool is: sections that ask, content that is kept, and tables that page, paper and workbook all draw (docs/tools.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError

from learning.tools.asking import CHOICE, Asked, Content, Reading, Section, Values, inputs
from learning.tools.tables import Cell, Row, Table

MOST_KEPT = 10_000  # of what could not be read, given back to be mended
SPARE = 2  # empty rows to begin a list with; later on there is one


class Tool:
    """A kind of tool. A subclass names itself, says what it asks, and what it computes."""

    name: ClassVar[str]
    place: ClassVar[int]  # among the others
    title: ClassVar[str]
    lead: ClassVar[str]
    asks: ClassVar[tuple[Section, ...]] = ()
    reloads_for: ClassVar[str] = ""  # the input on which it hangs what is asked

    def sections(self, content: Content) -> tuple[Section, ...]:
        return self.asks

    def begin(self, *, country: str) -> Content:
        """What a new one begins with, for somebody in a country."""
        return {}

    def results(self, content: Content) -> list[Table]:
        """What is computed from the content."""
        return []

    def tables(self, content: Content) -> list[Table]:
        """All of it: what was filled in, and what is computed. The page, the PDF and the workbook show these."""
        return [*(self.table(section, content) for section in self.sections(content)), *self.results(content)]

    def table(self, section: Section, content: Content) -> Table:
        if section.is_list:
            rows = tuple(Row(self.cells(section, row, content)) for row in rows_of(content, section.name))
            return Table(section.name, section.title, rows, tuple(one.label for one in section.fields))
        values = values_of(content, section.name)
        if section.is_single:
            return Table(section.name, section.title, (Row(self.cells(section, values, content)),))
        labelled = zip(section.fields, self.cells(section, values, content), strict=True)
        return Table(section.name, section.title, tuple(Row((Cell(str(one.label)), cell)) for one, cell in labelled))

    def cells(self, section: Section, values: Values, content: Content) -> tuple[Cell, ...]:
        return tuple(one.cell(values.get(one.name)) for one in section.fields)

    def is_filled(self, content: Content) -> bool:
        """Whether somebody has written, counted or ticked anything; what was only chosen says nothing yet."""
        asked = [(section, one) for section in self.sections(content) for one in section.fields if one.kind != CHOICE]
        return any(values.get(one.name) for section, one in asked for values in all_values(section, content))

    def read(self, data: Mapping) -> Reading:
        """What a form says; nothing that was typed is lost."""
        reading = Reading({})
        for section in self.sections(self.begun(data)):
            if section.is_list:
                reading.content[section.name] = self.read_rows(section, data, reading)
            else:
                given = {one.name: data.get(f"{section.name}-{one.name}", "") for one in section.fields}
                reading.content[section.name] = self.read_row(section, given, section.name, reading)
        return reading

    def read_rows(self, section: Section, data: Mapping, reading: Reading) -> list[Values]:
        """The rows in which anything stands, numbered anew."""
        found = [{one.name: data.get(f"{section.name}-{number}-{one.name}", "") for one in section.fields} for number in numbers_in(data, section)]
        written = [row for row in found if any(text.strip() for text in row.values())][: section.most]
        return [self.read_row(section, row, f"{section.name}-{number}", reading) for number, row in enumerate(written)]

    def begun(self, data: Mapping) -> Content:
        """As much of the content as says which sections there are."""
        return {}

    def read_row(self, section: Section, given: Mapping[str, str], prefix: str, reading: Reading) -> Values:
        values = {}
        for one in section.fields:
            try:
                values[one.name] = one.read(given[one.name])
            except ValidationError as refusal:
                values[one.name] = given[one.name][:MOST_KEPT]
                reading.errors[f"{prefix}-{one.name}"] = " ".join(refusal.messages)
        return values

    def asked(self, content: Content, *, errors: Mapping[str, str] | None = None) -> list[Asked]:
        """The sections as a form asks them."""
        found = []
        for section in self.sections(content):
            prefixes = [section.name]
            if section.is_list:
                written = len(rows_of(content, section.name))
                prefixes = [f"{section.name}-{number}" for number in range(min(section.most, written + 1 if written else SPARE))]
            values = [*all_values(section, content), *[{}] * len(prefixes)]
            rows = [inputs(section, prefix, row, errors or {}) for prefix, row in zip(prefixes, values, strict=False)]
            found.append(Asked(section, rows))
        return found


def numbers_in(data: Iterable[str], section: Section) -> list[int]:
    """Which rows of a list stand in a form, in order, and no more than it takes."""
    numbers = {name.split("-")[1] for name in data if name.startswith(f"{section.name}-") and name.count("-") >= 2}
    return sorted(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 4)


def all_values(section: Section, content: Content) -> list[Values]:
    return rows_of(content, section.name) if section.is_list else [values_of(content, section.name)]


def values_of(content: Content, name: str) -> Values:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def rows_of(content: Content, name: str) -> list[Values]:
    found = content.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
