"""Who belongs to a network: joining and leaving, looking after it, handing that over, and being taken off."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.networks import held, place_of
from entrepreneurs.actions.organisations import coordinators
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Membership, Network, NetworkMember, NetworkOrganisation, Profile, User
from entrepreneurs.models.profiles import FOUND
from hub import notices, pagecache
from hub.models import Organisation

TOLD = ("network_step", "network_moderator")  # to members, of a network that they are in


class CannotJoin(ValidationError):
    """It has ended, or does not want them; which, is not said."""

    def __init__(self):
        super().__init__(gettext_lazy("This network cannot be joined."))


class NotTheirs(ValidationError):
    """Somebody speaks for an organisation that is verified, and in whose name they write."""

    def __init__(self):
        super().__init__(gettext_lazy("An organisation joins through somebody who writes in its name, once a coordinator has verified it."))


class NotAMember(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Only members of a network moderate it."))


class DoesNotShow(ValidationError):
    """Whoever moderates is named to everybody who is signed in, so nobody is made to who has chosen otherwise."""

    def __init__(self):
        super().__init__(gettext_lazy("They show their profile to few. They can offer to moderate themselves, and are named then."))


@transaction.atomic
def join(network: Network, *, user: User) -> NetworkMember:
    """Belonging is open to everybody with an account. Pressed twice, one belongs to it once; whoever was taken off does not come back."""
    network = held(network)
    if not network.is_open:
        raise CannotJoin
    member, _is_new = NetworkMember.objects.select_for_update(no_key=True, of=["self"]).get_or_create(network=network, user=user)
    if member.sent_away_at:
        raise CannotJoin
    if member.left_at:
        member.left_at, member.joined_at, member.noticed_at = None, timezone.now(), timezone.now()
        member.save(update_fields=["left_at", "joined_at", "noticed_at"])
    transaction.on_commit(pagecache.forget)
    return member


@transaction.atomic
def leave(network: Network, *, user: User) -> None:
    """Whoever looks after it does so no more; if nobody else does, coordinators are told."""
    part(network, user=user)


@transaction.atomic
def send_away(network: Network, *, user: User) -> None:
    """Quietly, by a moderator: nothing is said to them, and they do not come back."""
    part(network, user=user, sent_away_at=timezone.now())


def part(network: Network, *, user: User, **facts) -> None:
    network = held(network)
    gone = {"left_at": timezone.now(), "is_moderator": False, "offered_at": None}
    NetworkMember.objects.filter(network=network, user=user, left_at=None).update(**gone, **facts)
    for kind in TOLD:
        notices.close(user, kind, about=place_of(network))
    tell_if_unmoderated(network)
    transaction.on_commit(pagecache.forget)


# Looking after it


@transaction.atomic
def make_moderator(network: Network, *, user: User) -> None:
    """With the same rights as all who look after it. They have offered, or show themselves to members; they are told, and may step down."""
    require_adult(user)
    require_voice(user)
    network = held(network)
    member = network.members.present().filter(user=user).first()
    if member is None:
        raise NotAMember
    if member.offered_at is None and not Profile.objects.filter(user=user, visibility__in=FOUND).exists():
        raise DoesNotShow
    network.members.filter(pk=member.pk).update(is_moderator=True, offered_at=None)
    notices.give(user, "network_moderator", about=place_of(network))
    for coordinator in coordinators():
        notices.close(coordinator, "network_unmoderated", about=place_of(network))
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def step_down(network: Network, *, user: User) -> None:
    network = held(network)
    network.members.filter(user=user).update(is_moderator=False)
    tell_if_unmoderated(network)
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def offer(network: Network, *, user: User) -> None:
    """A member would look after it. Those who do, or else coordinators, see that on its desk."""
    require_adult(user)
    require_voice(user)
    network = held(network)
    if not network.members.present().filter(user=user, is_moderator=False).update(offered_at=timezone.now()):
        raise NotAMember
    for member in network.members.moderating().select_related("user"):
        notices.give(member.user, "network_offered", about=place_of(network))
    tell_if_unmoderated(network)


def take_back_offer(network: Network, *, user: User) -> None:
    network.members.filter(user=user).update(offered_at=None)


def tell_if_unmoderated(network: Network) -> None:
    if Network.objects.without_moderator().filter(pk=network.pk).exists():
        for coordinator in coordinators():
            notices.give(coordinator, "network_unmoderated", about=place_of(network))


def look_after() -> None:
    """Of networks whose moderators have closed their accounts, coordinators hear within a day."""
    for network in Network.objects.without_moderator():
        tell_if_unmoderated(network)


# Organisations


@transaction.atomic
def bring(network: Network, *, organisation: Organisation, by: User) -> NetworkOrganisation:
    """Through somebody who writes in its name, as long as it is here."""
    network = held(network)
    if not Membership.objects.of(by).editing().of_verified().filter(organisation=organisation).exists():
        raise NotTheirs
    if not network.is_open:
        raise CannotJoin
    facts = {"network": network, "organisation": organisation, "defaults": {"brought_by": by}}
    row, _is_new = NetworkOrganisation.objects.get_or_create(**facts)
    if row.sent_away_at:
        raise CannotJoin
    if row.left_at:
        row.left_at, row.joined_at, row.brought_by = None, timezone.now(), by
        row.save(update_fields=["left_at", "joined_at", "brought_by"])
    transaction.on_commit(pagecache.forget)
    return row


@transaction.atomic
def take_out(row: NetworkOrganisation) -> None:
    """By somebody who writes in its name."""
    NetworkOrganisation.objects.filter(pk=row.pk, left_at=None).update(left_at=timezone.now())
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def send_organisation_away(row: NetworkOrganisation) -> None:
    """By a moderator; it does not come back."""
    NetworkOrganisation.objects.filter(pk=row.pk).update(left_at=timezone.now(), sent_away_at=timezone.now())
    transaction.on_commit(pagecache.forget)
