"""What a tool asks: sections with fields, how a field reads and shows what was typed, and both as a form has them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learning.tools.numbers import as_number, kept, places_of, read_number, shown_to_edit
from learning.tools.tables import Cell

TEXT, LINE, NUMBER, MONEY, TICK, CHOICE = "text", "line", "number", "money", "tick", "choice"
PLACES = {NUMBER: 3, MONEY: 2}
MOST = {TEXT: 2000, LINE: 200}

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


def inputs(section: Section, prefix: str, values: Values, errors: Mapping[str, str]) -> list[Input]:
    names = [(one, f"{prefix}-{one.name}") for one in section.fields]
    return [Input(one, name, values.get(one.name, ""), errors.get(name, "")) for one, name in names]
