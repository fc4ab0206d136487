"""What keeps a circle's meetings to the circle, whichever way they are led: anybody in it may plan one, and nothing else than that."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from entrepreneurs.models import CircleMember, User
from events.models import CircleMeeting, Event, Guest, Kind

KEPT = ("kind", "programme", "organisation", "audience", "reach", "admission", "capacity")


class OfCircle(ValidationError):
    """It is for those who are in the circle."""


def circle_key(event: Event) -> int | None:
    """The circle whose meeting it is; one query, none of another kind of event."""
    if event.kind != Kind.CIRCLE:
        return None
    return CircleMeeting.objects.filter(event=event.pk).values_list("circle", flat=True).first()


def require_kept(event: Event, facts: dict[str, Any]) -> None:
    """Whom it is for stays as it is."""
    if any(name in KEPT and getattr(event, name) != value for name, value in facts.items()) and circle_key(event):
        raise OfCircle(_("This meeting belongs to a circle: it is for its members, and whom it is for cannot be changed."))


def require_no_circle(event: Event) -> None:
    """For what hosts of other events may do."""
    if circle_key(event):
        raise OfCircle(
            _("This meeting belongs to a circle: its members are invited by themselves, and the next ones are planned on the circle's page.")
        )


def require_in_circle(event: Event, who: User | Guest) -> None:
    """Of a circle's meeting; anybody may come to others."""
    circle = circle_key(event)
    if circle and (isinstance(who, Guest) or not CircleMember.objects.present().filter(circle=circle, user=who).exists()):
        raise OfCircle(_("This meeting is for those who are in the circle."))
