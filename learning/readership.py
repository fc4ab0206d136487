"""Who reads a practice, tries it and adapts it, by country, as those who write it see it: nobody can be found in what is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils.translation import gettext as _
from django_countries import countries

from hub.suppression import FEWEST, at_least, suppress
from learning.models import Practice
from learning.reports import shown


@dataclass(frozen=True, slots=True)
class Row:
    """Readers with an account are kept back where they are few; who tried it and who adapted it says so in public."""

    country: str
    readers: int | None
    tried: int
    adapted: int

    @property
    def cells(self) -> list[str]:
        return [self.country, shown(self.readers), str(self.tried), str(self.adapted)]


class Readership:
    """Five queries, whatever there is."""

    def __init__(self, practice: Practice):
        self.practice = practice

    @cached_property
    def adaptations(self) -> list[Practice]:
        """Those that everybody sees of what came of it, however far removed, the oldest first; what has gone between them is passed over."""
        family = Practice.objects.filter(family=self.practice.family_id).exclude(published_at=None).with_words().order_by("published_at", "pk")
        found, known = list(family), {self.practice.pk}
        while more := {one.pk for one in found if one.adapted_from_id in known} - known:
            known |= more
        return [one for one in found if one.is_listed and one.pk in known and one.pk != self.practice.pk]

    @cached_property
    def readers(self) -> Counter[str]:
        return Counter(dict(self.practice.readers.order_by().values_list("country").annotate(Count("pk"))))

    @cached_property
    def tried(self) -> Counter[str]:
        return Counter(dict(self.practice.endorsements.open().order_by().values_list("country").annotate(Count("pk"))))

    @cached_property
    def adapted(self) -> Counter[str]:
        return Counter(one.country.code for one in self.adaptations)

    @cached_property
    def rows(self) -> list[Row]:
        """A row for each country by its name, and last what readers do not say; a country without readers is one with few."""
        lands = {code: name_of(code) for code in {*self.readers, *self.tried, *self.adapted}}
        kept = suppress({code: self.readers[code] for code in lands})
        order = sorted(lands, key=lambda code: (not code, lands[code]))
        return [Row(lands[code], kept[code], self.tried[code], self.adapted[code]) for code in order]

    @cached_property
    def total(self) -> Row:
        """Kept back too where it would give away what the rows keep back."""
        kept_back = self.readers.total() - sum(row.readers or 0 for row in self.rows)
        number = at_least(self.readers.total()) if kept_back == 0 or kept_back >= FEWEST else None
        return Row(_("all countries"), number, self.tried.total(), self.adapted.total())

    @property
    def visitors(self) -> str:
        return shown(at_least(self.practice.visitors))

    def table(self) -> Iterator[list[str]]:
        for row in [*self.rows, self.total]:
            yield row.cells
        yield [_("Visitors without an account, all countries"), self.visitors, "", ""]


def header() -> list[str]:
    return [_("Country"), _("Readers with an account"), _("Tried it"), _("Adapted it")]


def name_of(code: str) -> str:
    return countries.name(code) or _("not said")
