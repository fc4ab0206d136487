"""The search page as one reader sees it: what was asked, what it is narrowed by, and the addresses that lead on. Each holds the whole search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy
from django_countries import countries

from entrepreneurs.vocabulary import SPOKEN
from hub import languages
from hub.models import Programme
from search.documents import KINDS
from search.engines.base import BUCKETS, FACETS
from search.searching import MOST_LETTERS, SearchResults, search, tidy

TITLES = {
    "language": gettext_lazy("Language"),
    "country": gettext_lazy("Country"),
    "programme": gettext_lazy("Programme"),
    "date": gettext_lazy("Date"),
}
DATES = {
    "coming": gettext_lazy("From today on"),
    "month": gettext_lazy("In the last month"),
    "year": gettext_lazy("In the last year"),
    "older": gettext_lazy("Longer ago"),
}
LONGEST_VALUE, MOST_VALUES = 60, 20  # of a facet, in an address


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, how many of what was found have it, and the address with it chosen, or chosen no more."""

    value: str
    label: str
    number: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    title: str
    choices: list[Choice]

    @property
    def is_set(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class SearchPage:
    """`asked` is what the address says: q, any number of values of each facet, and page."""

    def __init__(self, asked, *, user, language: str):
        self.user, self.language = user, language
        self.query = tidy(asked.get("q", ""))
        self.was_cut = len(" ".join(asked.get("q", "").split())) > MOST_LETTERS
        self.chosen = {facet: values for facet in FACETS if (values := values_of(asked.getlist(facet)))}
        self.number = number(asked.get("page", ""))

    @cached_property
    def results(self) -> SearchResults:
        return search(self.query, language=self.language, user=self.user, facets=self.chosen, page=self.number)

    @property
    def is_asked(self) -> bool:
        return bool(self.query)

    # What it can be narrowed by

    @cached_property
    def kinds(self) -> list[Choice]:
        """In the order of the kinds, those of which something was found."""
        return [choice for choice in self.choices_of("kind", list(KINDS)) if choice.number or choice.is_chosen]

    @cached_property
    def filters(self) -> list[Filter]:
        """Those in which there is something to choose between; what is chosen stays, whatever comes of it."""
        found = [Filter(name, str(title), self.choices_of(name, self.ordered(name))) for name, title in TITLES.items()]
        return [each for each in found if len(each.choices) > 1 or each.is_set]

    def ordered(self, name: str) -> list[str]:
        counted = self.results.counts[name]
        known = set(counted) | set(self.chosen.get(name, ()))
        if name == "date":
            return [value for value in BUCKETS if value in known]
        return sorted(known, key=lambda value: (-counted[value], self.label(name, value)))

    def choices_of(self, name: str, values: Iterable[str]) -> list[Choice]:
        counted, chosen = self.results.counts[name], self.chosen.get(name, ())
        return [Choice(value, self.label(name, value), counted[value], value in chosen, self.toggled(name, value)) for value in values]

    def label(self, name: str, value: str) -> str:
        labels = {"kind": self.kind_names, "date": DATES, "programme": self.programmes, "language": SPOKEN | languages.NAMES}
        return str(countries.name(value) or value) if name == "country" else str(labels[name].get(value, value))

    @property
    def kind_names(self) -> dict[str, str]:
        return {name: kind.label for name, kind in KINDS.items()}

    @cached_property
    def programmes(self) -> dict[str, str]:
        return dict(Programme.objects.values_list("key", "acronym"))

    # Addresses

    @property
    def marks(self) -> list[Choice]:
        """What is chosen, each with the address that chooses it no more."""
        return [choice for each in self.filters for choice in each.choices if choice.is_chosen]

    def toggled(self, name: str, value: str) -> str:
        chosen = self.chosen.get(name, ())
        values = tuple(other for other in chosen if other != value) if value in chosen else (*chosen, value)
        return self.address(chosen=self.chosen | {name: values})

    def address(self, *, query: str | None = None, chosen=None, page: int = 1) -> str:
        return "?" + asked_as(self.query if query is None else query, self.chosen if chosen is None else chosen, page=page)

    @property
    def asked(self) -> str:
        """The search itself, whatever page of it is read."""
        return asked_as(self.query, self.chosen)

    @property
    def unnarrowed(self) -> str:
        return self.address(chosen={})

    @property
    def every_kind(self) -> str:
        return self.address(chosen={name: values for name, values in self.chosen.items() if name != "kind"})

    @property
    def every_kind_total(self) -> int:
        return sum(self.results.counts["kind"].values())

    @property
    def meant(self) -> str:
        return self.address(query=self.results.meant)

    @property
    def next(self) -> str:
        return self.address(page=self.results.page + 1) if self.results.page < self.results.pages else ""

    @property
    def before(self) -> str:
        return self.address(page=self.results.page - 1) if self.results.page > 1 else ""


def values_of(given: list[str]) -> tuple[str, ...]:
    """What could be a value at all, each once, in an order that does not hang on who asks."""
    return tuple(sorted({value for value in given if value.isprintable() and 0 < len(value) <= LONGEST_VALUE})[:MOST_VALUES])


def asked_as(query: str, chosen, *, page: int = 1) -> str:
    pairs = [("q", query)] + [(facet, value) for facet in FACETS for value in chosen.get(facet, ())]
    return urlencode(pairs + ([("page", page)] if page > 1 else []))


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
