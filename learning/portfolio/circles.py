"""What came of circles: what somebody gave and learned there, in their own words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.models import Circle, CircleEntry, User
from events.words import Words
from learning.portfolio.base import Part, Piece, Source, numbers


class Logs(Source):
    """Entries in the logs of circles. The circle is named to those alone who are in it."""

    name = "circle"
    place = 11
    title = gettext_lazy("What I gave and learned in circles")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        entries = CircleEntry.objects.filter(author=owner).order_by("-said_at", "-pk")
        entries = entries if keys is None else entries.filter(pk__in=numbers(keys))
        found = list(entries.select_related("circle"))
        seen = set(Circle.objects.visible_to(reader).filter(pk__in=[one.circle_id for one in found]).values_list("pk", flat=True)) if found else set()
        return (self.piece(one, is_seen=one.circle_id in seen) for one in found)

    def piece(self, one: CircleEntry, *, is_seen: bool) -> Piece:
        said = ((_("What I gave"), one.gave), (_("What I learned"), one.learned))
        return Piece(
            key=str(one.pk),
            kind=_("Mutual learning"),
            title=Words(one.circle.name, one.circle.language) if is_seen else Words(_("A circle"), get_language()),
            made_at=one.said_at,
            parts=tuple(Part(text, one.language, heading) for heading, text in said if text),
            address=one.get_absolute_url() if is_seen else "",
        )
