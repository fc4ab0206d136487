"""A tool that the coordinator has filled in twice, shared, and that was commented on; and a portfolio."""

from uuid import uuid4

from entrepreneurs.models import User
from learning.actions import portfolio, portfolio_shares, shares, tools
from learning.models import Learner, SheetVersion
from learning.tools import TOOLS


def furnish():
    nils, marit = (User.objects.get(email=f"{name}@tvers.example") for name in ("coordinator", "learner"))
    learner = Learner.objects.get_or_create(user=nils)[0]
    sale = {"what": "Middager til hjemmetjenesten", "price": "125.5", "variable": "55", "units": "2576"}
    content = {"frame": {"currency": "NOK", "period": "Et år"}, "sales": [sale], "other": [], "fixed": [{"what": "Leie", "amount": "24000"}]}
    budget = tools.make_sheet(TOOLS["budget"], owner=learner, written=tools.Written("Et budsjett å se på", content, "nb"))
    SheetVersion.objects.update(begun_at="2026-01-01T00:00Z")
    written = tools.Written("Et budsjett å se på", content | {"other": [{"what": "Medlemmer", "amount": "36000"}]}, "nb", 1)
    tools.save_sheet(budget, by=learner, written=written)
    shares.share(budget, by=nils, whom=f"person:{marit.pk}", can_edit=True)
    shares.comment(budget, by=marit, section="sales", body="Er det nok i februar?", language="nb")
    kept = portfolio.keep(nils, source="tool", key=str(budget.pk), language="nb")
    portfolio.make(nils, client_id=uuid4(), title="Et stykke", text="Noe jeg har laget.", language="nb", note="Fordi det virker.")
    portfolio_shares.share(nils, item=None, whom=f"person:{marit.pk}")
    portfolio_shares.share(nils, item=None, whom="everyone", is_adult=True)
    portfolio.change(kept, by=nils, title="", note="Slik regnet vi.", language="nb")
    portfolio.make(nils, client_id=uuid4(), title="Et senere stykke", text="Det kom til etterpå.", language="nb")
