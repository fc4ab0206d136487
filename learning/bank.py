"""The resource bank and the method library as lists, and what search engines are told of them."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import challenges
from entrepreneurs.vocabulary import SPOKEN
from hub.templatetags.face import language_name
from learning.listing import Listing
from learning.models import Level, Licence, Resource, ResourceFacet
from learning.models.resources import country_name


class Bank(Listing):
    names = ("kind", "language", "country", "level", "topic", "licence")
    titles = {
        "kind": gettext_lazy("Kind"),
        "method_kind": gettext_lazy("Kind"),
        "language": gettext_lazy("Language"),
        "country": gettext_lazy("Country"),
        "level": gettext_lazy("Whom it suits"),
        "topic": gettext_lazy("Challenge"),
        "licence": gettext_lazy("Licence"),
    }
    facts = ("kind", "method_kind", "level", "licence")
    facet, facet_of = ResourceFacet, "resource"
    sorted_by_words = ("language", "country", "topic")

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """One query, for the names of challenges."""
        return {
            "kind": dict(Resource.Kind.choices),
            "method_kind": dict(Resource.Method.choices),
            "level": dict(Level.choices),
            "licence": dict(Licence.choices),
            "topic": dict(challenges()),
            "language": {code: SPOKEN.get(code) or language_name(code) for code in self.numbers["language"]},
            "country": {code: country_name(code) for code in self.numbers["country"]},
        }


class Library(Bank):
    """Methods and assessments alone."""

    names = ("method_kind", "language", "country", "level", "topic", "licence")


def addresses() -> list[tuple[str, object]]:
    """What search engines are told of: both lists, and what is in them."""
    found = Resource.objects.listed().values_list("kind", "pk", "changed_at")
    places = {Resource.Kind.METHOD: "methods"}
    return [("learn/resources/", None), ("learn/methods/", None)] + [
        (f"learn/{places.get(kind, 'resources')}/{pk}/", changed_at) for kind, pk, changed_at in found
    ]
