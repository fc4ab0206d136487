"""What came of events: having been there, challenges raised under one's name, and ventures. Notes that groups share are nobody's own."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.models import Challenge, Event, Registration, Venture
from events.models.challenges import whose
from events.words import Words
from learning.portfolio.base import Part, Piece, Source, numbers


class Attended(Source):
    """Events whose attendance was recorded, which it is with consent alone. One by invitation is named to those who see it."""

    name = "event"
    place = 5
    title = gettext_lazy("Events attended")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        seats = Registration.objects.of(owner).coming().exclude(entered_at=None).order_by("-entered_at", "-pk")
        seats = seats if keys is None else seats.filter(event__in=numbers(keys))
        found = list(seats.select_related("event").prefetch_related("event__texts"))
        seen = set(Event.objects.visible_to(reader).filter(pk__in=[seat.event_id for seat in found]).values_list("pk", flat=True)) if found else set()
        return (self.piece(seat, is_seen=seat.event_id in seen) for seat in found)

    def piece(self, seat: Registration, *, is_seen: bool) -> Piece:
        text = seat.event.text if is_seen else None
        return Piece(
            key=str(seat.event_id),
            kind=_("Event attended"),
            title=Words(text.title, text.language) if text else Words(_("An event by invitation"), get_language()),
            made_at=seat.event.starts_at,
            about=Words(text.lead, text.language) if text and text.lead else None,
            parts=(Part(str(seat.get_role_display()), get_language()),),
            address=seat.event.get_absolute_url() if is_seen else "",
        )


class Raised(Source):
    name = "challenge"
    place = 6
    title = gettext_lazy("Challenges raised")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        found = Challenge.objects.visible_to(reader).shown().filter(whose(owner)).exclude(title="").order_by("-created_at", "-pk")
        found = found if keys is None else found.filter(pk__in=numbers(keys))
        return (self.piece(one) for one in found)

    def piece(self, one: Challenge) -> Piece:
        said = Part(one.body, one.language)
        title = Words(one.title, one.language)
        return Piece(str(one.pk), _("Challenge raised"), title, one.created_at, parts=(said,), address=one.get_absolute_url())


class TakenUp(Source):
    name = "venture"
    place = 7
    title = gettext_lazy("Ventures")

    def read(self, owner: User, *, reader, keys: Collection[str] | None = None) -> Iterator[Piece]:
        seen = Challenge.objects.visible_to(reader).shown().values("pk")
        found = Venture.objects.filter(user=owner, challenge__in=seen).order_by("-begun_at", "-pk")
        found = found if keys is None else found.filter(pk__in=numbers(keys))
        return (self.piece(one) for one in found.select_related("challenge").prefetch_related("notes"))

    def piece(self, one: Venture) -> Piece:
        notes = [Part(note.text, note.language, "" if number else _("How it goes")) for number, note in enumerate(one.notes.all())]
        return Piece(
            key=str(one.pk),
            kind=_("Venture"),
            title=Words(one.title, one.language),
            made_at=one.begun_at,
            about=Words(one.challenge.title, one.challenge.language) if one.challenge.title else None,
            parts=(Part(one.text, one.language), *notes),
            address=one.challenge.get_absolute_url(),
        )
