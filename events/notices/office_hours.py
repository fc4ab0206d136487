"""That somebody has booked an office hour, has cancelled one, or that one begins soon. Says who and when, and never what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events import clocks
from events.models import Booking
from events.notices.hosts import key_of
from hub import notices
from hub.notices import Part, Told


def lines(what: str) -> str:
    return {
        "booked": _("%(name)s has booked an office hour: %(moment)s"),
        "cancelled": _("%(name)s has cancelled an office hour: %(moment)s"),
        "reminder": _("You meet %(name)s: %(moment)s"),
    }[what]


def of_booking(what: str, **standing) -> Callable:
    """How a kind is told: to the two, on their own clock, as long as it stands so and is to come."""

    def tell(user: User, abouts: Iterable[str]) -> dict[str, Told]:
        found = Booking.objects.visible_to(user).filter(pk__in=map(key_of, abouts), **standing).select_related("hour__adviser", "user")
        return {f"booking:{one.pk}": told(one, what, user) for one in found}

    return tell


def told(booking: Booking, what: str, user: User) -> Told:
    facts = {"name": booking.other(user).shown_name, "moment": clocks.instant(booking.hour.starts_at, zone=user.time_zone)}
    return Told(lines(what) % facts, booking.get_absolute_url())


notices.register(
    "office_hour_booked",
    Part.ADVISERS,
    label=gettext_lazy("Somebody books an office hour of mine"),
    tell=of_booking("booked", cancelled_at__isnull=True),
)
notices.register(
    "office_hour_cancelled",
    Part.ADVISERS,
    label=gettext_lazy("An office hour was cancelled"),
    tell=of_booking("cancelled", cancelled_at__isnull=False),
)
notices.register(
    "office_hour_reminder", Part.ADVISERS, label=gettext_lazy("An office hour begins soon"), tell=of_booking("reminder", cancelled_at__isnull=True)
)
