"""The address of one's own calendar: made, made anew, taken away."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from entrepreneurs.models import User
from events.models import CalendarAddress


@transaction.atomic
def renew_address(user: User) -> CalendarAddress:
    """A new address; the one before, if there was one, leads nowhere from now on."""
    address, _is_new = CalendarAddress.objects.update_or_create(user=user, defaults={"key": uuid4(), "made_at": timezone.now()})
    return address


def take_address_away(user: User) -> None:
    CalendarAddress.objects.filter(user=user).delete()
