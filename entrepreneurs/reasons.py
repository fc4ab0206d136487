"""Why two people could meet, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepreneurs.models import Facet
from entrepreneurs.vocabulary import SPOKEN, WORDS

if TYPE_CHECKING:
    from entrepreneurs.matching import Suggestion


@dataclass(frozen=True, slots=True)
class Reason:
    """One line. Of languages their own names are `told` after `text`, each in its language: code and name."""

    kind: str
    text: str
    told: tuple[tuple[str, str], ...] = ()


def reasons_of(one: Suggestion) -> list[Reason]:
    """What each gives the other first, then what both have, then where they are."""
    return [*given(one), *shared(one), *where(one)]


def given(one: Suggestion) -> Iterator[Reason]:
    if offered := words(one, Facet.Kind.OFFER):
        yield Reason("offer", _("They offer what you need: %(what)s") % {"what": offered})
    if needed := words(one, Facet.Kind.NEED):
        yield Reason("need", _("They need what you offer: %(what)s") % {"what": needed})


def shared(one: Suggestion) -> Iterator[Reason]:
    if challenges := words(one, Facet.Kind.CHALLENGE):
        yield Reason("challenge", _("You both work on: %(what)s") % {"what": challenges})
    if sectors := words(one, Facet.Kind.SECTOR):
        yield Reason("sector", _("In the same sector: %(what)s") % {"what": sectors})
    if spoken := tuple((code, SPOKEN[code]) for code in one.languages if code in SPOKEN):
        yield Reason("language", _("You both speak:"), spoken)


def where(one: Suggestion) -> Iterator[Reason]:
    if one.km is not None and one.is_across:
        yield Reason("near", ngettext("%(km)d km apart, across the border", "%(km)d km apart, across the border", one.km) % {"km": one.km})
    elif one.km is not None:
        yield Reason("near", ngettext("%(km)d km apart", "%(km)d km apart", one.km) % {"km": one.km})
    elif one.is_across:
        yield Reason("across", _("Across the border"))


def words(one: Suggestion, kind: str) -> str:
    """What the two have of a kind, in the order of the vocabulary; challenges by the names that editors gave them."""
    known = one.names if kind == Facet.Kind.CHALLENGE else WORDS[kind]
    values = {value for theirs, value in one.things if theirs == kind}
    return ", ".join(str(word) for value, word in known.items() if value in values)
