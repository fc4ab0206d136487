"""Networks are made or proposed, opened by a coordinator, told of in several languages, and ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.organisations import coordinators
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Network, NetworkMember, NetworkSubject, NetworkText, User
from entrepreneurs.models.networks import free_slug
from hub import limits, notices, pagecache
from hub.models import Provenance

MOST_WAITING = 3  # of one person
MOST_A_DAY = 10


class TooManyWait(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("Three of your networks wait for a coordinator already. Please wait until they have been looked at."))


class TooMany(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That is much for one day. Go on tomorrow."))


class NameIsTaken(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("A network with this name is here already, or waits. Join it, or choose a name that tells yours apart."))


class NotAboutThat(ValidationError):
    """A network of a sector has one sector, one by challenge has one challenge, one across has two or more in all."""

    def __init__(self):
        super().__init__(
            gettext_lazy(
                "A network by sector is about one sector, a network by challenge about one challenge, and one across sectors about two or more."
            )
        )


class IsDecided(ValidationError):
    """A coordinator has looked at it meanwhile."""

    def __init__(self):
        super().__init__(gettext_lazy("Somebody has decided about this network meanwhile."))


def place_of(network: Network) -> str:
    return f"network:{network.pk}"


def held(network: Network) -> Network:
    return Network.objects.select_for_update(no_key=True).get(pk=network.pk)


def may_open(user: User) -> bool:
    """Advisers and coordinators need nobody to look at theirs."""
    return user.has_perm("entrepreneurs.advise") or user.has_perm("entrepreneurs.moderate")


# Coming


@transaction.atomic
def make(user: User, *, kind: str, language: str, sectors: Iterable[str] = (), challenges: Iterable[str] = (), **words: str) -> Network:
    """Made by an adviser or a coordinator it is open at once; proposed by another adult, when a coordinator opens it. Whoever makes it moderates it.

    ValidationError for whoever may not: NotAdult, Silenced, TooManyWait, TooMany, NameIsTaken, NotAboutThat.
    """
    require_adult(user)
    require_voice(user)
    if NetworkText.objects.filter(name__iexact=words["name"].strip(), network__declined_at=None, network__closed_at=None).exists():
        raise NameIsTaken
    if Network.objects.waiting().filter(made_by=user).count() >= MOST_WAITING:
        raise TooManyWait
    limits.spend(f"networks-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    opened = timezone.now() if may_open(user) else None
    network = new(words["name"], kind=kind, language=language, made_by=user, opened_at=opened)
    set_subjects(network, sectors=sectors, challenges=challenges)
    network.texts.create(language=language, author=user, **words)
    NetworkMember.objects.create(network=network, user=user, is_moderator=True)
    settle(network)
    return network


def new(name: str, **facts: Any) -> Network:
    """Under an address that is free, also where another takes the first in the same moment."""
    for _attempt in range(3):
        try:
            with transaction.atomic():
                return Network.objects.create(slug=free_slug(name), **facts)
        except IntegrityError:
            continue
    raise NameIsTaken


def set_subjects(network: Network, *, sectors: Iterable[str], challenges: Iterable[str]) -> None:
    chosen = {NetworkSubject.Kind.SECTOR: list(sectors), NetworkSubject.Kind.CHALLENGE: list(challenges)}
    numbers = tuple(len(values) for values in chosen.values())
    is_right = {Network.Kind.SECTOR: numbers == (1, 0), Network.Kind.CHALLENGE: numbers == (0, 1), Network.Kind.ACROSS: sum(numbers) > 1}
    if not is_right[network.kind]:
        raise NotAboutThat
    network.subjects.all().delete()
    rows = [NetworkSubject(network=network, kind=kind, value=value) for kind, values in chosen.items() for value in values]
    NetworkSubject.objects.bulk_create(rows)


def settle(network: Network) -> None:
    """Those who look at it are told that it waits; what is open stands on pages at once."""
    transaction.on_commit(pagecache.forget)
    if network.opened_at is None:
        for coordinator in coordinators().exclude(pk=network.made_by_id):
            notices.give(coordinator, "network_asks", about=place_of(network))


@transaction.atomic
def ask_again(network: Network) -> None:
    """After a no, with what was asked for."""
    network = held(network)
    if network.declined_at is None:
        raise IsDecided
    Network.objects.filter(pk=network.pk).update(declined_at=None, asked_at=timezone.now())
    settle(network)


@transaction.atomic
def open_network(network: Network) -> None:
    """Everybody reads it, and may join."""
    decide(network, opened_at=timezone.now(), declined_because="")


@transaction.atomic
def decline(network: Network, *, reason: str) -> None:
    """With what is missing, in words; they can ask again."""
    decide(network, declined_at=timezone.now(), declined_because=reason)


def decide(network: Network, **facts: Any) -> None:
    """Those who moderate it are told, and coordinators' notices of it go."""
    network = held(network)
    if network.opened_at or network.declined_at:
        raise IsDecided
    Network.objects.filter(pk=network.pk).update(**facts)
    transaction.on_commit(pagecache.forget)
    for member in network.members.moderating().select_related("user"):
        notices.give(member.user, "network_answered", about=place_of(network))
    for coordinator in coordinators():
        notices.close(coordinator, "network_asks", about=place_of(network))


# Saying what it is


@transaction.atomic
def write_words(network: Network, *, by: User, language: str, name: str, lead: str, about: str = "", provenance: str = "") -> NetworkText:
    """What is told of it in one language; in the one that it was first written in, it is the original."""
    require_voice(by)
    network = held(network)
    if NetworkText.objects.filter(name__iexact=name.strip(), network__declined_at=None, network__closed_at=None).exclude(network=network).exists():
        raise NameIsTaken
    how = Provenance.ORIGINAL if language == network.language else provenance or Provenance.PERSON
    words = {"name": name, "lead": lead, "about": about, "provenance": how, "author": by, "said_at": timezone.now()}
    text, _is_new = NetworkText.objects.update_or_create(network=network, language=language, defaults=words)
    transaction.on_commit(pagecache.forget)
    return text


@transaction.atomic
def change_subjects(network: Network, *, by: User, kind: str, sectors: Iterable[str] = (), challenges: Iterable[str] = ()) -> None:
    require_voice(by)
    network = held(network)
    network.kind = kind
    set_subjects(network, sectors=sectors, challenges=challenges)
    network.save(update_fields=["kind"])
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def take_away_text(text: NetworkText) -> None:
    """For moderators of the hub: it is told in that language no more. Without another text, the network is seen by those alone who look after it."""
    network = held(text.network)
    if network.texts.exclude(pk=text.pk).exists():
        text.delete()
    else:
        Network.objects.filter(pk=network.pk).update(opened_at=None, closed_at=None, declined_at=timezone.now(), declined_because="")
        NetworkText.objects.filter(pk=text.pk).update(lead="", about="")
    transaction.on_commit(pagecache.forget)


# Ending


@transaction.atomic
def close(network: Network) -> None:
    """It has ended: it stays readable, nobody joins, and no list shows it."""
    Network.objects.open().filter(pk=network.pk).update(closed_at=timezone.now())
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def open_again(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(closed_at=None)
    transaction.on_commit(pagecache.forget)
