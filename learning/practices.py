"""Practices as readers see them: the list, the family of one across borders, and how it is cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django_countries import countries

from entrepreneurs.forms.profiles import challenges
from entrepreneurs.vocabulary import SPOKEN
from hub import entrecomp
from hub.models import Topic
from hub.shared import shared
from hub.templatetags.face import language_name
from learning.listing import Listing
from learning.models import Practice, PracticeFacet, PracticePage


class Practices(Listing):
    names = ("country", "topic", "setting", "evidence", "competence", "language")
    titles = {
        "country": gettext_lazy("Country"),
        "topic": gettext_lazy("Challenge"),
        "setting": gettext_lazy("Where it was done"),
        "evidence": gettext_lazy("How it is known"),
        "competence": gettext_lazy("Competence"),
        "language": gettext_lazy("First written in"),
    }
    facts = ("country", "setting", "evidence", "language")
    facet, facet_of = PracticeFacet, "practice"
    sorted_by_words = ("country", "topic", "language")

    def __init__(self, request, *, number: int = 1):
        super().__init__(Practice.objects.listed(), asked=request.GET, number=number)
        self.request = request

    @cached_property
    def numbers(self):
        """The same for all readers, and so counted once until something is published."""
        return shared(self.request, "practices", lambda: super(Practices, self).numbers)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """One query, for the names of challenges."""
        return {
            "setting": dict(Practice.Setting.choices),
            "evidence": dict(Practice.Evidence.choices),
            "topic": dict(challenges()),
            "competence": entrecomp.COMPETENCES,
            "language": {code: SPOKEN.get(code) or language_name(code) for code in self.numbers["language"]},
            "country": {code: countries.name(code) for code in self.numbers["country"]},
        }


def told(practice: Practice, *, text: PracticePage) -> dict[str, Any]:
    """What the page of a practice shows to everybody, in the words of `text`. A query for the challenges, and those of the family."""
    return {
        "practice": practice,
        "text": text,
        "topics": Topic.objects.filter(locale__language_code=get_language(), slug__in=practice.chosen("topic")).values_list("slug", "name"),
        "further": [code for code, _name in settings.LANGUAGES if code not in practice.by_language],
        "family": family_of(practice),
        "citation": citation(practice) if practice.is_listed else "",
        "is_hidden": not practice.is_listed,
    }


# The family


@dataclass(slots=True)
class Relative:
    """A practice in its family, and those that were adapted from it; without one's text where it is not shown any more."""

    practice: Practice
    branches: list[Relative] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        return not self.practice.is_listed


def family_of(practice: Practice) -> Relative | None:
    """The first of its family with all that came of it, as everybody sees it; None where it stands alone. Three queries.

    What is not shown stays as a gap, as long as something shown came of it.
    """
    found = Practice.objects.filter(family=practice.family_id).exclude(published_at=None).with_words().order_by("published_at", "pk")
    relatives = {one.pk: Relative(one) for one in found}
    for relative in relatives.values():
        if parent := relatives.get(relative.practice.adapted_from_id):
            parent.branches.append(relative)
    first = relatives.get(practice.family_id)
    tree = first and pruned(first)
    return tree if tree and tree.branches else None


def pruned(relative: Relative) -> Relative | None:
    relative.branches = [branch for branch in map(pruned, relative.branches) if branch]
    return relative if relative.branches or not relative.is_gone else None


# Citing


def citation(practice: Practice) -> str:
    """Who, when, what, where, and under which licence; the year in which it was published first."""
    year = (practice.published_at or timezone.now()).year
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{practice.get_absolute_url()}"
    return f"{practice.organisation.name} ({year}). {practice.text.title}. Tvers. {address}. {practice.get_licence_display()}."


def addresses() -> list[tuple[str, object]]:
    """What search engines are told of: the list, and what is in it."""
    found = Practice.objects.listed().values_list("pk", "changed_at")
    return [("learn/practices/", None)] + [(f"learn/practices/{pk}/", changed_at) for pk, changed_at in found]
