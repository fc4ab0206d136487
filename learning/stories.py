"""Stories as readers see them: the list, and what search engines are told of."""

from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext_lazy
from django_countries import countries

from entrepreneurs.vocabulary import SPOKEN
from hub.templatetags.face import language_name
from learning.listing import Listing
from learning.models import Story


class Stories(Listing):
    names = ("country", "kind", "language")
    titles = {
        "country": gettext_lazy("Country"),
        "kind": gettext_lazy("What it is"),
        "language": gettext_lazy("First written in"),
    }
    facts = ("country", "kind", "language")
    sorted_by_words = ("country", "language")

    def __init__(self, request, *, number: int = 1):
        """Counted for each reader anew: what runs out today is not there, whatever was counted yesterday."""
        super().__init__(Story.objects.listed(), asked=request.GET, number=number)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        return {
            "kind": dict(Story.Kind.choices),
            "language": {code: SPOKEN.get(code) or language_name(code) for code in self.numbers["language"]},
            "country": {code: countries.name(code) for code in self.numbers["country"]},
        }


def addresses() -> list[tuple[str, object]]:
    """What search engines are told of: the list, and what is in it."""
    found = Story.objects.listed().values_list("pk", "changed_at")
    return [("learn/stories/", None)] + [(f"learn/stories/{pk}/", changed_at) for pk, changed_at in found]
