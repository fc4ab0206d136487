"""Keeping office hours, booking one, cancelling it, and being reminded of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import User
from events.actions.reminders import DAY, HOUR
from events.models import Booking, OfficeHour
from events.times import moment, same_hour
from hub import notices
from hub.limits import spend

MOST_WEEKS = 26
MOST_HOURS = 200  # of one adviser, that are to come


class NoAdviser(ValidationError):
    """Office hours are kept by advisers."""


class Taken(ValidationError):
    """Somebody was faster, it has begun, or it is not for this person."""

    def __init__(self):
        super().__init__(_("Somebody has just booked this hour, or it is not there any more. Choose another one."))


class TooMany(ValidationError):
    """Nobody keeps so many hours."""


class TooFast(ValidationError):
    def __init__(self):
        super().__init__(_("You have booked very often today. Go on tomorrow."))


class OverAlready(ValidationError):
    """What has begun is not cancelled."""


@transaction.atomic
def keep_hours(
    adviser: User, *, day: date, at: time, zone: str, minutes: int, weeks: int, spoken: Iterable[str], language: str, **facts
) -> list[OfficeHour]:
    """The same hour of the adviser's clock in so many weeks, each once, however often it is said; those that are new."""
    if not adviser.has_perm("entrepreneurs.advise"):
        raise NoAdviser(_("Office hours are kept by advisers."))
    require_voice(adviser)
    if adviser.office_hours.upcoming().count() + weeks > MOST_HOURS:
        raise TooMany(_("You keep %(number)d hours already. Take some away first.") % {"number": MOST_HOURS})
    made = []
    for each in same_hour(day, weeks=1, number=min(weeks, MOST_WEEKS)):
        starts = moment(each, at, zone=zone)
        said = facts | {"ends_at": starts + timedelta(minutes=minutes), "zone": zone, "spoken": list(spoken), "language": language}
        made += keep(adviser, starts, said)
    return made


def keep(adviser: User, starts: datetime, said: dict[str, Any]) -> list[OfficeHour]:
    """One that is there already stays as it is; one that was taken away is there again."""
    hour, is_new = OfficeHour.objects.get_or_create(adviser=adviser, starts_at=starts, defaults=said)
    is_back = not is_new and OfficeHour.objects.filter(pk=hour.pk).exclude(taken_away_at=None).update(taken_away_at=None, **said)
    return [hour] if is_new or is_back else []


@transaction.atomic
def take_away(hour: OfficeHour) -> None:
    """It is not kept. Whoever has booked it is told: then it stays, cancelled, and is for nobody else."""
    booking = Booking.objects.standing().filter(hour=hour).first()
    if booking is None:
        hour.delete()
        return
    OfficeHour.objects.filter(pk=hour.pk).update(taken_away_at=timezone.now())
    cancel(booking, by=hour.adviser)


@transaction.atomic
def book(hour: OfficeHour, *, by: User, about: str, language: str) -> Booking:
    """Have it. The database sees to it that one alone does; sent twice, it is the booking already there."""
    require_voice(by)
    if known := Booking.objects.standing().filter(hour=hour, user=by).first():
        return known
    spend(f"bookings-of-{by.pk}", most=20, seconds=24 * 3600, refusal=TooFast)
    if not OfficeHour.objects.bookable_by(by).filter(pk=hour.pk).exists():
        raise Taken
    try:
        with transaction.atomic():
            booking = Booking.objects.create(hour=hour, user=by, about=about, language=language)
    except IntegrityError:
        raise Taken from None
    notices.give(hour.adviser, "office_hour_booked", about=f"booking:{booking.pk}")
    return booking


@transaction.atomic
def cancel(booking: Booking, *, by: User) -> Booking:
    """By either of the two, before it begins. The other is told; who is told of nothing else of it any more. Said again, it stays the first time."""
    booking = Booking.objects.select_for_update(no_key=True, of=("self",)).select_related("hour__adviser", "user").get(pk=booking.pk)
    if booking.cancelled_at:
        return booking
    if booking.hour.starts_at <= timezone.now():
        raise OverAlready(_("It has begun already. Write to each other instead."))
    booking.cancelled_at, booking.is_by_adviser = timezone.now(), by == booking.hour.adviser
    booking.save(update_fields=["cancelled_at", "is_by_adviser"])
    for user in (booking.user, booking.hour.adviser):
        for kind in ("office_hour_booked", "office_hour_reminder"):
            notices.close(user, kind, about=f"booking:{booking.pk}")
    notices.give(booking.other(by), "office_hour_cancelled", about=f"booking:{booking.pk}")
    return booking


def forget_about(booking: Booking) -> None:
    """Take away what was written about it, for moderators."""
    Booking.objects.filter(pk=booking.pk).update(about="")


def remind() -> None:
    """Both, a day before, unless it was booked since; and an hour before."""
    now = timezone.now()
    soon = Booking.objects.standing().filter(hour__starts_at__range=(now, now + DAY)).select_related("hour__adviser", "user")
    for booking in soon:
        last = booking.hour.starts_at - (HOUR if booking.hour.starts_at - HOUR <= now else DAY)
        if max(booking.booked_at, booking.reminded_at or booking.booked_at) < last:
            remind_of(booking, now)


@transaction.atomic
def remind_of(booking: Booking, now) -> None:
    """Whoever notes it first reminds them: once, however many look."""
    if Booking.objects.filter(pk=booking.pk, reminded_at=booking.reminded_at).update(reminded_at=now):
        for user in (booking.user, booking.hour.adviser):
            notices.close(user, "office_hour_reminder", about=f"booking:{booking.pk}")
            notices.give(user, "office_hour_reminder", about=f"booking:{booking.pk}")
