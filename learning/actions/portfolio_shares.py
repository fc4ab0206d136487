"""Showing pieces of a portfolio, or all of it, to a person, to a group or to everybody with a link; and taking that back, at once."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.connections import NotAdult, say_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, Participant, User
from hub import notices
from hub.limits import spend
from learning.actions.portfolio import TooFast, TooMany
from learning.actions.shares import target
from learning.models import PortfolioItem, PortfolioShare
from learning.models.portfolio import new_key

EVERYONE = "everyone"
MOST_SHARES = 200


class TakenAway(TooMany):
    """What moderators have taken away from readers is not shown to others."""


def about(share: PortfolioShare) -> str:
    return f"portfolio:{share.pk}"


@transaction.atomic
def share(
    owner: User,
    *,
    item: PortfolioItem | None,
    whom: str,
    until: date | None = None,
    covers_later: bool = False,
    may_be_found: bool = False,
    is_adult: bool = False,
) -> PortfolioShare:
    """Show a piece, or without one the whole as it stands now, to `person:3`, the group `group:7` or `everyone`. Said again, the last word holds, and
    nobody is told twice. ValidationError for whoever may not: Silenced, TooFast, OutOfReach, NotAdult, TakenAway, TooMany."""
    require_voice(owner)
    spend(f"portfolio-shares:{owner.pk}", most=60, seconds=600, refusal=TooFast)
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if item and item.is_removed:
        raise TakenAway(_("A moderator has taken this away from readers. It cannot be shared."))
    if whom == EVERYONE:
        require_adult(owner, says_so=is_adult)
    facts = {"until": until, "covers_later": covers_later and item is None, "may_be_found": may_be_found and whom == EVERYONE}
    found, is_new = keep(owner, item, whom, facts)
    if item is None:
        found.covered.set(PortfolioItem.objects.owned_by(owner).shown())
    for user in readers(found) if is_new else []:
        notices.give(user, "portfolio_shared", about=about(found))
    return found


def require_adult(owner: User, *, says_so: bool) -> None:
    """Whoever shows something to everybody says that they are 18 or older, once."""
    if says_so:
        say_adult(owner)
    if not owner.said_adult_at:
        raise NotAdult(_("To show something to everybody, say that you are 18 or older. With people and groups you can share it as you are."))


def keep(owner: User, item: PortfolioItem | None, whom: str, facts: dict) -> tuple[PortfolioShare, bool]:
    mine = PortfolioShare.objects.filter(owner=owner)
    if whom == EVERYONE:
        known, made = mine.filter(item=item).public(), {"public_key": new_key()}
    else:
        made = target(owner, whom)
        known = mine.filter(item=item, **made)
    if known.update(**facts):
        return known.get(), False
    if mine.count() >= MOST_SHARES:
        raise TooMany(_("You share in %(number)d ways. Take back one that is not needed any more.") % {"number": MOST_SHARES})
    return PortfolioShare.objects.create(owner=owner, item=item, **made, **facts), True


def readers(share: PortfolioShare) -> list[User]:
    """Whom a sharing is made for, but for its owner, and for those who see nothing of them; of everybody, nobody is told."""
    if share.user_id or share.public_key:
        return [share.user] if share.user_id else []
    present = Participant.objects.present().filter(conversation=share.conversation_id).exclude(user=share.owner)
    return [one.user for one in present.exclude(user__in=Block.objects.hidden_from(share.owner)).select_related("user")]


def take_back(share: PortfolioShare) -> None:
    """Gone at once, for all whom it reached; a link leads nowhere, and no other one leads there."""
    share.delete()


def renew(share: PortfolioShare) -> None:
    """Another link: whoever has the old one reads nothing there any more."""
    PortfolioShare.objects.filter(pk=share.pk).public().update(public_key=new_key(), shared_at=timezone.now())


def add_to(share: PortfolioShare, *, item: PortfolioItem) -> None:
    """Show a later piece, too, where the whole is shown as it stood on a day."""
    require_voice(share.owner)
    if item.is_removed:
        raise TakenAway(_("A moderator has taken this away from readers. It cannot be shared."))
    share.covered.add(item)


@transaction.atomic
def remove(item: PortfolioItem) -> None:
    """By moderators: nobody but its owner reads it, and it cannot be shared again."""
    PortfolioItem.objects.filter(pk=item.pk).update(is_removed=True)
    item.shares.all().delete()
    item.covered_by.clear()
