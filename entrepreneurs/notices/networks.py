"""What people are told of networks: that one is proposed, answered, needs a moderator or has a new one, and what it does next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.networks import place_of
from entrepreneurs.models import Network, NetworkMember, NetworkStep, User
from entrepreneurs.notices.base import FRESH, LOOK_BACK, key_of
from hub import notices
from hub.models import Pace
from hub.notices import Part, Told
from hub.notices.timing import PAUSE


def named(found, text: str, page: str) -> dict[str, Told]:
    """Each network by its name in the reader's language, with where it leads."""
    return {place_of(one): Told(text % {"name": one.name}, reverse(f"networks:{page}", args=[one.slug])) for one in found.prefetch_related("texts")}


def those(abouts: Iterable[str]):
    return Network.objects.filter(pk__in=map(key_of, abouts))


def waiting(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For coordinators, those that nobody has decided about."""
    found = Network.objects.waiting().filter(pk__in=those(abouts)) if user.has_perm("entrepreneurs.moderate") else Network.objects.none()
    return named(found, _("A network is proposed: %(name)s"), "decide")


def answered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    mine = those(abouts).filter(pk__in=NetworkMember.objects.moderating().filter(user=user).values("network"))
    opened = named(mine.open().filter(opened_at__gt=timezone.now() - FRESH), _("Your network is open: %(name)s"), "network")
    declined = mine.exclude(declined_at=None).filter(declined_at__gt=timezone.now() - FRESH)
    return opened | named(declined, _("A coordinator could not open your network yet: %(name)s"), "desk")


def made_moderator(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    mine = NetworkMember.objects.moderating().filter(user=user).values("network")
    return named(those(abouts).open().filter(pk__in=mine), _("You moderate a network now: %(name)s"), "desk")


def offered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as somebody offers."""
    offering = NetworkMember.objects.offering().values("network")
    found = those(abouts).open().moderated_by(user).filter(pk__in=offering)
    return named(found, _("Somebody offers to moderate with you: %(name)s"), "desk")


def unmoderated(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """For coordinators, as long as nobody looks after it."""
    found = Network.objects.without_moderator().filter(pk__in=those(abouts)) if user.has_perm("entrepreneurs.moderate") else Network.objects.none()
    return named(found, _("A network has no moderator: %(name)s"), "desk")


def new_steps(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """What it does next, while something is not done; for its members."""
    undone = NetworkStep.objects.filter(done_at=None, said_at__gt=timezone.now() - FRESH).exclude(author=user).values("network")
    found = those(abouts).open().joined_by(user).filter(pk__in=undone)
    return named(found, _("What your network does next: %(name)s"), "network")


def gather_steps(user: User | None) -> None:
    """Notices of new steps, for one reader at once, or for all readers after a pause in which they may read them anyway.

    Writing a step costs nothing for this, however many members there are. One query where there is nothing new.
    """
    ripe = timezone.now() - (PAUSE if user is None else timedelta(0))
    recent = NetworkStep.objects.filter(said_at__gt=timezone.now() - LOOK_BACK, said_at__lte=ripe, done_at=None)
    new = recent.filter(network=OuterRef("network"), said_at__gt=OuterRef("noticed_at")).exclude(author=OuterRef("user"))
    fresh = recent.filter(said_at__gt=F("network__members__noticed_at")).values("network")
    behind = NetworkMember.objects.present().filter(Exists(new), network__in=fresh, **({"user": user} if user else {}))
    for member in behind.select_related("user", "network"):
        notices.give(member.user, "network_step", about=place_of(member.network))
        NetworkMember.objects.filter(pk=member.pk).update(noticed_at=ripe)


notices.register("network_asks", Part.TOGETHER, label=gettext_lazy("A network is proposed (for coordinators)"), tell=waiting)
notices.register("network_answered", Part.TOGETHER, label=gettext_lazy("A coordinator has answered about a network that I proposed"), tell=answered)
notices.register("network_moderator", Part.TOGETHER, label=gettext_lazy("I have become a moderator of a network"), tell=made_moderator)
notices.register("network_offered", Part.TOGETHER, label=gettext_lazy("Somebody offers to moderate a network with me"), tell=offered)
notices.register("network_unmoderated", Part.TOGETHER, label=gettext_lazy("A network has no moderator (for coordinators)"), tell=unmoderated)
notices.register(
    "network_step",
    Part.TOGETHER,
    label=gettext_lazy("A network of mine says what it does next"),
    tell=new_steps,
    gather=gather_steps,
    pace=Pace.DAILY,
)
