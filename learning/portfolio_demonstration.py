"""The demonstration's portfolio: a fictional learner keeps two pieces, and shows one to the adviser. Brought once."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from entrepreneurs.models import User
from events.models import Challenge
from learning.actions.portfolio import keep, make
from learning.models import PortfolioItem, PortfolioShare

LANGUAGE = "nb"
OWN = {
    "title": "Sytten navn på en liste",
    "text": (
        "Før jeg regnet på noe som helst, gikk jeg fra dør til dør og spurte hvem som ville bruke stedet, og til hva. "
        "Sytten sa at de ville. Elleve av dem sa også når: om morgenen, før bussen går."
    ),
    "note": "Den viser hvorfor jeg begynner med åpningstidene og ikke med varene.",
}
WHY_RAISED = "Det begynte med at jeg sa det høyt."


@transaction.atomic
def bring_portfolio() -> int:
    """How many pieces were made: two, or none where the learner keeps something. Nobody is told, for nothing has happened."""
    learner, adviser = (User.objects.get(email=f"{name}@tvers.example") for name in ("learner", "adviser"))
    if PortfolioItem.objects.owned_by(learner).exists():
        return 0
    item = make(learner, client_id=uuid5(NAMESPACE_URL, "portfolio-of-the-demonstration"), language=LANGUAGE, **OWN)
    PortfolioShare.objects.create(owner=learner, item=item, user=adviser)
    raised = Challenge.objects.exclude(demo_key="").filter(user=learner).order_by("pk").first()
    if raised:
        kept = keep(learner, source="challenge", key=str(raised.pk), language=LANGUAGE)
        PortfolioItem.objects.filter(pk=kept.pk).update(note=WHY_RAISED)
    return 1 + bool(raised)
