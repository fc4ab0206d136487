"""What events keep of those who come, with an account or as guests."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy

from entrepreneurs.privacy import SECRET, addresses
from events.guests import COOKIE, guest_in
from events.models import AddressProof, AskedAnswer, Guest, Invitation, Registration
from events.privacy.events import erase_from_pages
from events.privacy.seats import UNTIL_ERASED, guests, of_seat, seats
from hub import privacy
from hub.privacy.registry import Basis, Person


def invitations(person: Person):
    by_address = Q(*(Q(email__iexact=address) for address in addresses(person)), _connector=Q.OR) if addresses(person) else Q(pk=None)
    return Invitation.objects.filter(by_address | Q(user=person.user.pk) if person.user else by_address)


def proofs(person: Person):
    return AddressProof.objects.filter(email__in=addresses(person))


privacy.register_guests(find=lambda request: guest_in(request.COOKIES), forget=lambda response: response.delete_cookie(COOKIE))

privacy.register(
    Registration,
    purpose=gettext_lazy("So that you have a seat, and hosts know who comes"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=seats,
    erase=erase_from_pages,
)
privacy.register(
    AskedAnswer,
    purpose=gettext_lazy("So that hosts can prepare for you"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=of_seat(AskedAnswer, "registration"),
)
privacy.register(
    Invitation,
    purpose=gettext_lazy("So that those can come whom hosts have invited"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=invitations,
)
privacy.register(
    AddressProof,
    purpose=gettext_lazy("So that we know an address is yours, before you are registered with it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("A day at most"),
    of=proofs,
    withheld={"code_hash": SECRET, "key": SECRET},
)
privacy.register(
    Guest,
    purpose=gettext_lazy("So that somebody without an account can come"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=guests,
    withheld={"token_hash": SECRET},
)
