"""What events keep of those who come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from events.models import AskedAnswer, Guest, Invitation, Registration
from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis, Person

UNTIL_ERASED = gettext_lazy("Until you erase your account")


def guests(person: Person):
    guest = person.as_guest(Guest)
    return Guest.objects.filter(pk=guest.pk) if guest else Guest.objects.none()


privacy.register(
    Registration,
    purpose=gettext_lazy("So that you have a seat, and hosts know who comes"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Registration, "user"),
)
privacy.register(
    AskedAnswer,
    purpose=gettext_lazy("So that hosts can prepare for you"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=of(AskedAnswer, "registration__user"),
)
privacy.register(
    Invitation,
    purpose=gettext_lazy("So that those can come whom hosts have invited"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Invitation, "user"),
)
privacy.register(
    Guest,
    purpose=gettext_lazy("So that somebody without an account can come"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=guests,
    withheld={"token_hash": gettext_lazy("A secret by which somebody could act as you")},
)
