"""By which seats something was done: the user's, or the guest's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from events.models import Guest, Registration
from hub.privacy.registry import Person

UNTIL_ERASED = gettext_lazy("Until you erase it; a guest's, at the latest thirteen months after the last visit")


def guests(person: Person):
    guest = person.as_guest(Guest)
    return Guest.objects.filter(pk=guest.pk) if guest else Guest.objects.none()


def seats(person: Person):
    """What was registered by the user, or by the guest."""
    if person.user:
        return Registration.objects.filter(user=person.user.pk)
    return Registration.objects.filter(guest__in=guests(person))


def of_seat(model, path: str):
    """The rows of a model that belong to one of the person's registrations."""
    return lambda person: model.objects.filter(**{f"{path}__in": seats(person)})
