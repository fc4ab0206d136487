"""What networks keep of those who make them, belong to them and write there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.network_members import tell_if_unmoderated
from entrepreneurs.models import Network, NetworkMember, NetworkOrganisation, NetworkStep, NetworkText
from entrepreneurs.privacy.people import of
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person

NAME_GOES = gettext_lazy("As long as the network is there; your name, until you erase your account")


def erase_members(rows, person: Person) -> None:
    """If nobody else looks after a network, coordinators are told."""
    networks = list(Network.objects.filter(members__in=rows))
    rows.delete()
    for network in networks:
        tell_if_unmoderated(network)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Network,
    purpose=gettext_lazy("So that it is known who made a network"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(Network, "made_by"),
    erase=privacy.blank("made_by"),
    fields=("made_by", "slug", "made_at", "declined_because"),
    stays=("slug", "declined_because"),
    is_theirs_alone=False,
)
privacy.register(
    NetworkMember,
    purpose=gettext_lazy("So that you belong to networks, and others find you there who see your profile"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you erase your account; that you have left stays, so that whoever was taken off does not come back"),
    of=of(NetworkMember, "user"),
    erase=erase_members,
    withheld={"sent_away_at": gettext_lazy("Moderators take somebody off quietly; it would tell who complained")},
)
privacy.register(
    NetworkOrganisation,
    purpose=gettext_lazy("So that it is known who brought an organisation into a network"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(NetworkOrganisation, "brought_by"),
    erase=privacy.blank("brought_by"),
    fields=("brought_by", "network", "organisation", "joined_at"),
    is_theirs_alone=False,
)
privacy.register(
    NetworkText,
    purpose=gettext_lazy("So that it is known who wrote what is told of a network"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(NetworkText, "author"),
    erase=privacy.blank("author"),
    fields=("author", "network", "language", "name", "lead", "about", "said_at"),
    stays=("language", "name", "lead", "about"),
    is_theirs_alone=False,
)
privacy.register(
    NetworkStep,
    purpose=gettext_lazy("So that members know what their network does next, and who says so"),
    basis=Basis.CONTRACT,
    retention=NAME_GOES,
    of=of(NetworkStep, "author"),
    erase=privacy.blank("author"),
    fields=("author", "network", "body", "language", "day", "said_at", "done_at"),
    stays=("body", "language"),
    is_theirs_alone=False,
)
privacy.nothing_personal("What a network is about, chosen from lists", "entrepreneurs.NetworkSubject")
