"""Putting an event or a challenge beside a network, and taking it away again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Network, User
from events.models import Challenge, Event, NetworkChallenge, NetworkEvent
from hub import pagecache


class CannotBeLinked(ValidationError):
    """Hosts put their event beside networks that they are in; whoever moderates one, whatever they see."""

    def __init__(self):
        super().__init__(gettext_lazy("Join the network first, or ask those who moderate it."))


def offered_for_event(event: Event, user):
    """The networks that somebody may put it beside: those they moderate; for its hosts also those they are in."""
    found = Network.objects.open().moderated_by(user)
    if Event.objects.hosted_by(user).filter(pk=event.pk).exists():
        found = Network.objects.open().filter(pk__in=found.values("pk")) | Network.objects.open().joined_by(user)
    return found.distinct()


def offered_for_challenge(_challenge: Challenge, user):
    """Those that somebody moderates."""
    return Network.objects.open().moderated_by(user)


@transaction.atomic
def link_event(event: Event, *, network: Network, by: User) -> NetworkEvent:
    """Said again, it is the row already there."""
    require_voice(by)
    if not offered_for_event(event, by).filter(pk=network.pk).exists():
        raise CannotBeLinked
    transaction.on_commit(pagecache.forget)
    return NetworkEvent.objects.get_or_create(event=event, network=network, defaults={"linked_by": by})[0]


@transaction.atomic
def link_challenge(challenge: Challenge, *, network: Network, by: User) -> NetworkChallenge:
    """Said again, it is the row already there."""
    require_voice(by)
    if not offered_for_challenge(challenge, by).filter(pk=network.pk).exists():
        raise CannotBeLinked
    transaction.on_commit(pagecache.forget)
    return NetworkChallenge.objects.get_or_create(challenge=challenge, network=network, defaults={"linked_by": by})[0]


@transaction.atomic
def unlink_event(event: Event, *, network: Network, by: User) -> None:
    """By its hosts, from any network; by those who moderate a network, from theirs."""
    if not (Event.objects.hosted_by(by).filter(pk=event.pk).exists() or Network.objects.moderated_by(by).filter(pk=network.pk).exists()):
        raise CannotBeLinked
    NetworkEvent.objects.filter(event=event, network=network).delete()
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def unlink_challenge(challenge: Challenge, *, network: Network, by: User) -> None:
    """By those who moderate the network."""
    if not Network.objects.moderated_by(by).filter(pk=network.pk).exists():
        raise CannotBeLinked
    NetworkChallenge.objects.filter(challenge=challenge, network=network).delete()
    transaction.on_commit(pagecache.forget)
