"""What portfolios keep of people: the pieces that they chose, what they say of them, and to whom they show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis, Person
from learning.models import PortfolioFile, PortfolioItem, PortfolioShare
from learning.portfolio import SOURCES, pieces_of


def explain(item: PortfolioItem) -> dict[str, Any]:
    """What the piece is, as it is called now; the thing itself stands with its own kind."""
    kept = next(iter(pieces_of([item], reader=item.owner)), None)
    kind = str(SOURCES[item.source].title) if item.source in SOURCES else ""
    return {_("What it is"): kind} | ({_("Title"): str(kept.piece.title)} if kept else {})


def shares_of(person: Person):
    """Those that they made, and those that were made for them."""
    return PortfolioShare.objects.filter(Q(owner=person.user.pk) | Q(user=person.user.pk)) if person.user else PortfolioShare.objects.none()


def of_the_owner(share: PortfolioShare, person: Person) -> set[str]:
    """Of what others share with them: that they do, since and until when."""
    return set() if share.owner_id == person.user.pk else {"item", "covered", "covers_later", "public_key", "may_be_found"}


def explain_share(share: PortfolioShare) -> dict[str, Any]:
    return {_("What is shared"): _("A piece") if share.item_id else _("The whole portfolio")}


# Files before their pieces, with which the rows that name them go.
privacy.register(
    PortfolioFile,
    purpose=gettext_lazy("So that a picture or a file can be a piece of your portfolio"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it out of your portfolio, or erase your account"),
    of=of(PortfolioFile, "item__owner"),
)
privacy.register(
    PortfolioItem,
    purpose=gettext_lazy("So that what you made stands in one place, in your order, with what you say of it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it out of your portfolio, or erase your account"),
    of=of(PortfolioItem, "owner"),
    explain=explain,
)
privacy.register(
    PortfolioShare,
    purpose=gettext_lazy("So that those to whom a portfolio is shown can read it, and nobody else"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until it is taken back, or one of you erases their account"),
    of=shares_of,
    of_others=of_the_owner,
    explain=explain_share,
)
