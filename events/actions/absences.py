"""An adviser goes away for a while, and comes back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions.office_hours import cancel
from events.models import AdviserAbsence, Booking

LONGEST = timedelta(days=366)


class TooLong(ValidationError):
    """Whoever is away for longer advises nobody."""


@transaction.atomic
def be_away(adviser: User, *, begins: date, ends: date, word: str, language: str) -> AdviserAbsence:
    """From a day to another. Office hours in between are not offered, and what was booked of them is cancelled. Said again, the last word holds."""
    if ends - begins > LONGEST:
        raise TooLong(_("Say a year at most. If you do not come back, end what you have with those whom you advise."))
    facts = {"ends": ends, "word": word, "language": language}
    absence, _is_new = AdviserAbsence.objects.update_or_create(adviser=adviser, begins=begins, defaults=facts)
    zone = ZoneInfo(adviser.time_zone)
    span = datetime.combine(begins, time(), tzinfo=zone), datetime.combine(ends + timedelta(days=1), time(), tzinfo=zone)
    for booking in Booking.objects.upcoming().filter(hour__adviser=adviser, hour__starts_at__gte=span[0], hour__starts_at__lt=span[1]):
        cancel(booking, by=adviser)
    return absence


def come_back(absence: AdviserAbsence) -> None:
    """It is not so, or not any more. What was cancelled can be booked again."""
    absence.delete()
