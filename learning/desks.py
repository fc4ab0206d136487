"""A tool as a form on a page: what stands in it, what is wrong with it, and where it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid4

from django.utils.translation import get_language

from hub import languages
from learning.models import Sheet
from learning.tools import Tool
from learning.tools.asking import Asked, Content
from learning.tools.tables import Table

COUNTRY_OF = {"nb": "NO", "nn": "NO", "sv": "SE", "fi": "FI", "is": "IS", "ga": "IE", "el": "GR", "pl": "PL", "et": "EE"}


def begun(tool: Tool, *, country: str = "") -> Content:
    """What a new one begins with, for somebody in a country, or else in that of their language."""
    return tool.begin(country=country or COUNTRY_OF.get(get_language(), ""))


def prefix_in_lesson(block_id: str) -> str:
    return f"tool-{block_id[:8]}"


@dataclass
class Desk:
    """One tool being filled in. `theirs` is what was saved elsewhere meanwhile; `prefix` keeps ids apart where a page holds several."""

    tool: Tool
    content: Content
    title: str = ""
    language: str = ""
    sheet: Sheet | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    theirs: Sheet | None = None
    prefix: str = "sheet"
    said: dict[str, int] = field(default_factory=dict)
    key: UUID = field(default_factory=uuid4)

    @classmethod
    def of(cls, sheet: Sheet, **facts) -> Desk:
        return cls(sheet.tool, sheet.content, sheet.title, sheet.language, sheet, **facts)

    @property
    def revision(self) -> int:
        """The newest that this page knows of: after a refusal, the one that it shows beside."""
        shown = self.theirs or self.sheet
        return shown.revision if shown else 0

    @cached_property
    def asked(self) -> list[Asked]:
        return self.tool.asked(self.content, errors=self.errors)

    @property
    def results(self) -> list[Table]:
        return self.tool.results(self.content)

    @property
    def saved_tables(self) -> list[Table]:
        return self.tool.tables(self.theirs.content) if self.theirs else []

    @property
    def tongues(self) -> list[tuple[str, str]]:
        return list(languages.NAMES.items())

    @property
    def written_in(self) -> str:
        return self.language or get_language()
