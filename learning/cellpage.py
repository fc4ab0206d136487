"""A cell of the comparison as its page shows it: what it says, all that it has said, and two versions beside each other."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub import languages
from learning.comparison import Land, iso, written_by
from learning.differences import Piece, compare
from learning.models import ComparisonCell, Statement
from learning.models.countries import Standing


class Fact(NamedTuple):
    """Something said beside the text, in the earlier version and the later one."""

    label: str
    before: str
    after: str

    @property
    def has_changed(self) -> bool:
        return self.before != self.after


class Sides:
    """Two versions: their texts in the language that serves the reader best of those both have, word by word, and their sources.

    Without a language that both have, each stands in its own, and no words are marked.
    """

    def __init__(self, old: Statement, new: Statement):
        self.old, self.new = old, new

    @cached_property
    def language(self) -> str | None:
        both = self.old.by_language.keys() & self.new.by_language.keys()
        return languages.nearest(get_language() or languages.SOURCE, set(both))

    @cached_property
    def pieces(self) -> tuple[list[Piece], list[Piece]]:
        if self.language:
            return compare(self.old.by_language[self.language].text, self.new.by_language[self.language].text)
        return [Piece("same", self.old.text.text)], [Piece("same", self.new.text.text)]

    @property
    def columns(self) -> list[tuple[Statement, str, list[Piece]]]:
        """Each version, the language it is shown in, and its text in pieces."""
        shown = [(one, self.language or one.text.language) for one in (self.old, self.new)]
        return [(one, language, pieces) for (one, language), pieces in zip(shown, self.pieces, strict=True)]

    @property
    def facts(self) -> list[Fact]:
        told = [(label, read(self.old), read(self.new)) for label, read in told_beside()]
        return [Fact(*fact) for fact in told if any(fact[1:])]


def told_beside():
    """What is said beside the text, by its label in the reader's language."""
    return [
        (_("Source"), lambda one: one.source_title),
        (_("Its address on the web"), lambda one: one.source_url),
        (_("Where it is printed"), lambda one: one.source_print),
        (_("Date of the source"), lambda one: iso(one.dated_on)),
        (_("Seen on"), lambda one: iso(one.seen_on)),
        (_("Written by"), written_by),
    ]


class CellPage:
    def __init__(self, cell: ComparisonCell, *, reader):
        self.cell, self.reader = cell, reader

    @property
    def land(self) -> Land:
        return Land(self.cell.country.code)

    @cached_property
    def history(self) -> list[Statement]:
        """All that has ever been published, the newest first."""
        return list(self.cell.statements.public().with_words().order_by("-published_at", "-pk"))

    @property
    def steps(self) -> list[tuple[Statement, Statement | None]]:
        """Each version with the one before it."""
        return list(zip(self.history, [*self.history[1:], None], strict=True))

    @cached_property
    def said(self) -> Statement | None:
        return next((one for one in self.history if one.state == Standing.PUBLISHED), None)

    @cached_property
    def own(self) -> Statement | None:
        """What the reader has begun here, handed in, or been given back."""
        if not self.reader.is_authenticated:
            return None
        return self.cell.statements.unfinished_of(self.reader).with_words().first()

    @cached_property
    def may_write(self) -> bool:
        return self.reader.is_authenticated and ComparisonCell.objects.open_to(self.reader).filter(pk=self.cell.pk).exists()

    @cached_property
    def may_publish(self) -> bool:
        return self.reader.is_authenticated and ComparisonCell.objects.editable_by(self.reader).filter(pk=self.cell.pk).exists()

    @property
    def tongues(self) -> list[tuple[str, str, object]]:
        """The languages that what is said can be told in, with the text that is there in each."""
        return [(code, name, self.said.by_language.get(code)) for code, name in settings.LANGUAGES if code != self.said.language]

    def beside(self, *, old: int | None, new: int | None) -> Sides | None:
        by_key = {one.pk: one for one in self.history}
        return Sides(by_key[old], by_key[new]) if old in by_key and new in by_key else None
