"""Tools, filled in."""

from __future__ import annotations

from entrepreneurs.models import User
from learning.actions.tools import Written, make_sheet
from learning.models import Learner, Sheet
from learning.tools import TOOLS

BUDGET = {
    "frame": {"currency": "NOK", "period": "A year"},
    "sales": [{"what": "Meals", "price": "125.5", "variable": "55", "units": "2576"}],
    "other": [],
    "fixed": [{"what": "Rent", "amount": "24000"}],
}


def learner_of(user: User) -> Learner:
    return Learner.objects.get_or_create(user=user)[0]


def make_budget(owner: User | Learner, *, title: str = "A year at Tråden", content: dict | None = None, **facts) -> Sheet:
    learner = learner_of(owner) if isinstance(owner, User) else owner
    return make_sheet(TOOLS["budget"], owner=learner, written=Written(title, content or BUDGET, "en"), **facts)
