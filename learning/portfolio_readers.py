"""Who reads what of a portfolio, in words for its owner. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from learning import sharing
from learning.models import PortfolioItem, PortfolioShare


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, a group or everybody, by the name that the owner knows them by, and the sharing that lets them read."""

    name: str
    share: PortfolioShare

    @property
    def is_everybody(self) -> bool:
        return bool(self.share.public_key)


@dataclass(frozen=True, slots=True)
class Readership:
    """Of one piece: who reads it alone, who reads it in the whole, and who reads the whole without it."""

    alone: list[Reader] = field(default_factory=list)
    in_whole: list[Reader] = field(default_factory=list)
    asked: list[Reader] = field(default_factory=list)

    @property
    def all(self) -> list[Reader]:
        """Each once."""
        return list({(one.share.user_id, one.share.conversation_id): one for one in [*self.in_whole, *self.alone]}.values())


@dataclass(frozen=True, slots=True)
class Readers:
    """Of a whole portfolio, and of each piece by its key."""

    whole: list[Reader]
    of: dict[int, Readership]


def readers_of(owner: User, items: list[PortfolioItem]) -> Readers:
    """As many queries for many pieces as for one."""
    covered = Prefetch("covered", PortfolioItem.objects.only("pk"))
    shares = list(PortfolioShare.objects.filter(owner=owner).select_related("user", "conversation").prefetch_related(covered))
    groups = {key: name for _kind, found in sharing.choices(owner) for key, name in found} if any(one.conversation_id for one in shares) else {}
    readers = [Reader(name_of(one, groups), one) for one in shares]
    whole = [one for one in readers if one.share.item_id is None]
    return Readers(whole, {item.pk: readership(item, readers, whole) for item in items})


def name_of(share: PortfolioShare, groups: dict[str, str]) -> str:
    if share.user_id:
        return share.user.shown_name
    if share.public_key:
        return _("Everyone who has the link")
    return groups.get(f"group:{share.conversation_id}", _("A group that you have left: nobody reads it there"))


def readership(item: PortfolioItem, readers: list[Reader], whole: list[Reader]) -> Readership:
    found = Readership([one for one in readers if one.share.item_id == item.pk and not one.share.is_over])
    for one in whole:
        covers = one.share.covers_later or item in one.share.covered.all()
        if not one.share.is_over:
            (found.in_whole if covers else found.asked).append(one)
    return found
