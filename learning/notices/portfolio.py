"""What people are told of portfolios: that somebody shows them theirs, or a piece of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from hub import notices
from hub.notices import Part, Told
from learning.models import PortfolioItem, PortfolioShare
from learning.notices.tools import key_of


def shared(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """As long as there is something to read: what was taken back, hidden or has run out is not told."""
    found = PortfolioShare.objects.reaching(user).filter(pk__in=map(key_of, abouts)).select_related("owner")
    shown = set(PortfolioItem.objects.visible_to(user).exclude(owner=user).values_list("owner", "pk"))
    owners, pieces = {owner for owner, _piece in shown}, {piece for _owner, piece in shown}
    there = [one for one in found if (one.item_id in pieces if one.item_id else one.owner_id in owners)]
    return {f"portfolio:{one.pk}": Told(told(one), one.get_absolute_url()) for one in there}


def told(share: PortfolioShare) -> str:
    text = _("%(name)s shows you a piece of their portfolio") if share.item_id else _("%(name)s shows you their portfolio")
    return text % {"name": share.owner.shown_name}


notices.register("portfolio_shared", Part.LEARNING, label=gettext_lazy("Somebody shows me their portfolio, or a piece of it"), tell=shared)
