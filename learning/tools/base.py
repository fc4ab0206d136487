"""What every tool is: sections that ask, content that is kept, and tables that page, paper and workbook all draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learning.tools.numbers import as_number, kept, read_number, shown, shown_to_edit

TEXT, LINE, NUMBER, MONEY, TICK, CHOICE = "text", "line", "number", "money", "tick", "choice"
PLACES = {NUMBER: 3, MONEY: 2}
MOST = {TEXT: 2000, LINE: 200}
MOST_KEPT = 10_000  # of what could not be read, given back to be mended
SPARE = 2  # empty rows to begin a list with; later on there is one

Content = dict[str, Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One thing that is asked. `choices` are pairs of what is kept and what is shown."""

    name: str
    label: str
    kind: str = TEXT
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    def read(self, given: str) -> Any:
        """What is kept of what was given; ValidationError in the reader's language."""
        if self.kind == TICK:
            return bool(given)
        if self.kind in PLACES:
            number = read_number(given, places=PLACES[self.kind])
            return "" if number is None else kept(number)
        if self.kind == CHOICE:
            return given if given in dict(self.choices) else ""
        return self.read_text(given)

    def read_text(self, given: str) -> str:
        text = "".join(one for one in given.replace("\r\n", "\n").strip() if one == "\n" or unicodedata.category(one) != "Cc")
        if len(text) > MOST[self.kind]:
            raise ValidationError(
                _("This is %(length)d characters long, and %(most)d are the most that can be kept. Shorten it a little."),
                params={"length": len(text), "most": MOST[self.kind]},
            )
        return text

    def to_edit(self, value: Any) -> str:
        text = value if isinstance(value, str) else ""
        return shown_to_edit(text) if self.kind in PLACES else text

    def cell(self, value: Any, *, unit: str = "", places: int = 2) -> Cell:
        """What was kept, as it is shown."""
        if self.kind == TICK:
            return Cell(is_ticked=bool(value))
        if self.kind in PLACES and (number := as_number(value)) is not None:
            return Cell(number=number, places=places if self.kind == MONEY else places_of(number), unit=unit if self.kind == MONEY else "")
        text = value if isinstance(value, str) else ""
        return Cell(str(dict(self.choices).get(text, "")) if self.kind == CHOICE else text, is_written=self.kind in MOST)


@dataclass(frozen=True)
class Source:
    """Where a fact is looked up: an official page, in its own language."""

    name: str
    address: str
    language: str


@dataclass(frozen=True)
class Section:
    """What belongs together: fields asked once or, as a list, for each row. Comments are made on sections by their names."""

    name: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    is_list: bool = False
    most: int = 40
    row: str = ""  # what a row of the list is called
    sources: tuple[Source, ...] = ()
    notice: str = ""

    @property
    def is_single(self) -> bool:
        """Asks one thing, which the section's own title names."""
        return not self.is_list and len(self.fields) == 1


@dataclass(frozen=True)
class Cell:
    """One thing in a table: words, a number with its places and unit, or a tick."""

    text: str = ""
    number: Decimal | None = None
    places: int = 0
    unit: str = ""
    is_ticked: bool | None = None
    is_written: bool = False  # by the person, in their own language
    address: str = ""

    @property
    def is_number(self) -> bool:
        return self.number is not None

    @property
    def shown(self) -> str:
        """In the active language."""
        if self.number is not None:
            return shown(self.number, self.places) + (f"\u00a0{self.unit}" if self.unit else "")
        if self.is_ticked is not None:
            return _("yes") if self.is_ticked else _("not yet")
        return str(self.text)


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """A part of a filled-in tool. Without `columns`, each row is a label and what belongs to it."""

    name: str
    title: str
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    note: str = ""

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """The columns, and whether they hold numbers."""
        return [(column, any(row.cells[place].is_number for row in self.rows)) for place, column in enumerate(self.columns)]


@dataclass(frozen=True)
class Input:
    """A field in a form, with what stands in it and what is wrong with it."""

    field: Field
    name: str
    value: Any
    error: str = ""

    @property
    def text(self) -> str:
        return self.field.to_edit(self.value)

    @property
    def is_wide(self) -> bool:
        return self.field.kind == TEXT


@dataclass(frozen=True)
class Asked:
    """A section as a form asks it: one row of inputs, or as many as a list has and some to spare."""

    section: Section
    rows: list[list[Input]]


@dataclass
class Reading:
    """What was read of a form. What could not be read stands in `content` as it was typed, with why in `errors`, by the names of inputs."""

    content: Content
    errors: dict[str, str] = field(default_factory=dict)

    def or_refuse(self) -> Content:
        if self.errors:
            raise ValidationError(self.errors)
        return self.content


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


def inputs(section: Section, prefix: str, values: Values, errors: Mapping[str, str]) -> list[Input]:
    names = [(one, f"{prefix}-{one.name}") for one in section.fields]
    return [Input(one, name, values.get(one.name, ""), errors.get(name, "")) for one, name in names]


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


def places_of(number: Decimal) -> int:
    return max(0, -number.normalize().as_tuple().exponent)
