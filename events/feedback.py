"""What people said of an event, as its hosts read it: words without names, and steps only where enough have answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Event, EventFeedback
from hub.suppression import FEWEST

WORTH = {  # was it worth their time?
    5: gettext_lazy("Very much"),
    4: gettext_lazy("Much"),
    3: gettext_lazy("Somewhat"),
    2: gettext_lazy("A little"),
    1: gettext_lazy("Not at all"),
}


def rated(event: Event) -> dict[int, int | None]:
    """How many chose each step, from the highest; None of each, as long as fewer than five have answered. One query."""
    chosen = Counter(EventFeedback.objects.filter(event=event).exclude(rating=None).values_list("rating", flat=True))
    is_enough = chosen.total() >= FEWEST
    return {step: chosen[step] if is_enough else None for step in WORTH}


def shown(number: int | None) -> str:
    return _("kept back, for fewer than %(number)d have answered") % {"number": FEWEST} if number is None else str(number)


@dataclass(frozen=True)
class Given:
    """All that was said of one event."""

    event: Event

    @property
    def words(self) -> list[EventFeedback]:
        """In no order that tells who wrote when."""
        found = EventFeedback.objects.filter(event=self.event).exclude(helped="", missing="").defer("rating")
        return sorted(found, key=lambda one: (one.helped.casefold(), one.missing.casefold()))

    @property
    def steps(self) -> list[tuple[int, str, int, int]]:
        """Each in words, with how many chose it, and how long its bar is, of a hundred; none as long as they are kept back."""
        counts = rated(self.event)
        if None in counts.values():
            return []
        return [(step, WORTH[step], number, 100 * number // max(counts.values())) for step, number in counts.items()]
