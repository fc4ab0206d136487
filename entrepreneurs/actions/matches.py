"""Putting a suggestion off, and taking that back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.models import Dismissal, User
from entrepreneurs.models.matches import not_now


class CannotBePutOff(ValidationError):
    """Nobody is suggested to themselves."""

    def __init__(self):
        super().__init__(gettext_lazy("This cannot be put off."))


@transaction.atomic
def dismiss(user: User, *, person: User) -> Dismissal:
    """Not now: for ninety days from today. Said again, it is put off from then on."""
    if user == person:
        raise CannotBePutOff
    return Dismissal.objects.update_or_create(user=user, person=person, defaults={"until": not_now()})[0]


def bring_back(user: User, *, person: User) -> None:
    """They may be suggested again at once."""
    Dismissal.objects.filter(user=user, person=person).delete()


def forget_dismissals() -> None:
    """What has run out tells nothing any more."""
    Dismissal.objects.filter(until__lte=timezone.now()).delete()
