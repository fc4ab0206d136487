"""A long list as one reader sees it: what fits the filters, page by page, and how many there are of each sort."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.db.models.query import QuerySet

from learning.models.resources import EVERYWHERE

PAGE = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, and how many in the whole list have it."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    title: str
    choices: list[Choice]

    @property
    def is_set(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class Listing:
    """`among` is what the list is of, `asked` the values by filter as the address has them, `number` the page, from 1.

    Several values of one filter widen it, several filters narrow what is found. A value that nothing has filters nothing.
    `facts` are fields of what is listed; every other filter is a kind of `facet`, a row that names it by its field `facet_of`.
    """

    names: ClassVar[tuple[str, ...]]
    titles: ClassVar[dict[str, str]]
    facts: ClassVar[tuple[str, ...]]
    facet: ClassVar[type[models.Model] | None] = None  # where there are facts alone
    facet_of: ClassVar[str] = ""
    sorted_by_words: ClassVar[tuple[str, ...]]  # the others keep the order of their vocabulary

    def __init__(self, among: QuerySet, *, asked, number: int = 1):
        self.among, self.number = among, number
        self.asked = {name: asked.getlist(name) for name in self.names}

    # What there is; two queries, and those for the labels

    @cached_property
    def numbers(self) -> dict[str, Counter[str]]:
        found = defaultdict(Counter)
        for *values, number in self.among.order_by().values_list(*self.facts).annotate(number=Count("pk")):
            for name, value in zip(self.facts, values, strict=True):
                found[name][value] += number
        if self.facet is None:
            return found
        facets = self.facet.objects.filter(**{f"{self.facet_of}__in": self.among.order_by().values("pk")}).order_by()
        for name, value, number in facets.values_list("kind", "value").annotate(number=Count("pk")):
            found[name][value] += number
        return found

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The words of each value, by filter, in the order of its vocabulary."""
        raise NotImplementedError

    @cached_property
    def filters(self) -> list[Filter]:
        return [Filter(name, str(self.titles[name]), self.choices_of(name)) for name in self.names if len(self.numbers[name]) > 1]

    def choices_of(self, name: str) -> list[Choice]:
        """Facts in the order of their vocabulary; the rest by their words, but what is for everywhere first."""
        labels, numbers = self.labels[name], self.numbers[name]
        known = [value for value in labels if value in numbers]
        if name in self.sorted_by_words:
            known.sort(key=lambda value: (value != EVERYWHERE, str(labels[value])))
        return [Choice(value, str(labels[value]), numbers[value], value in self.asked[name]) for value in known]

    # What fits

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """The filters that are set, and can be."""
        known = {name: [value for value in self.asked[name] if value in self.numbers[name]] for name in self.names}
        return {name: values for name, values in known.items() if values}

    @cached_property
    def fitting(self) -> QuerySet:
        found = self.among
        for name, values in self.chosen.items():
            if name in self.facts:
                found = found.filter(**{f"{name}__in": values})
            else:
                found = found.filter(Exists(self.facet.objects.filter(kind=name, value__in=values, **{self.facet_of: OuterRef("pk")})))
        return found

    @cached_property
    def total(self) -> int:
        return self.fitting.count() if self.chosen else sum(self.numbers[self.facts[0]].values())

    @cached_property
    def rows(self) -> list:
        first = (self.number - 1) * PAGE
        return list(self.fitting.with_words()[first : first + PAGE])

    # Addresses

    @property
    def marks(self) -> list[tuple[str, str]]:
        """Each chosen value by its words, and where it is not chosen any more."""
        return [(choice.label, self.without(each.name, choice.value)) for each in self.filters for choice in each.choices if choice.is_chosen]

    def without(self, name: str, value: str) -> str:
        return self.address(self.chosen | {name: [other for other in self.chosen[name] if other != value]})

    def address(self, chosen: dict[str, list[str]], page: int = 1) -> str:
        return "?" + urlencode([(name, value) for name in chosen for value in chosen[name]] + ([("page", page)] if page > 1 else []))

    @property
    def next(self) -> str:
        return self.address(self.chosen, self.number + 1) if self.number * PAGE < self.total else ""

    @property
    def before(self) -> str:
        return self.address(self.chosen, self.number - 1) if self.number > 1 else ""
