"""The budget: what each sale contributes, what has to be paid in any case, and how much has to be sold before nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.tools.asking import CHOICE, LINE, MONEY, NUMBER, Content, Field, Section
from learning.tools.base import Tool, rows_of, values_of
from learning.tools.numbers import as_number, whole_above
from learning.tools.tables import Cell, Row, Table

CURRENCIES = ("NOK", "SEK", "EUR", "ISK", "PLN")
CURRENCY_IN = {"NO": "NOK", "SE": "SEK", "IS": "ISK", "PL": "PLN"}
ZERO = Decimal(0)

WHAT = Field("what", gettext_lazy("What"), LINE)
AMOUNT = Field("amount", gettext_lazy("Amount"), MONEY)


@dataclass(frozen=True)
class Sale:
    """One thing that is sold, in the period."""

    what: str
    price: Decimal
    variable: Decimal
    units: Decimal

    @property
    def contribution_each(self) -> Decimal:
        return self.price - self.variable

    @property
    def income(self) -> Decimal:
        return self.price * self.units

    @property
    def contribution(self) -> Decimal:
        return self.contribution_each * self.units


@dataclass(frozen=True)
class Sums:
    """The whole budget, exact: nothing is rounded before it is shown."""

    sales: tuple[Sale, ...]
    other: Decimal
    fixed: Decimal

    @property
    def income(self) -> Decimal:
        return sum((sale.income for sale in self.sales), ZERO)

    @property
    def variable(self) -> Decimal:
        return sum((sale.variable * sale.units for sale in self.sales), ZERO)

    @property
    def contribution(self) -> Decimal:
        return self.income - self.variable

    @property
    def to_cover(self) -> Decimal:
        """What sales have to bring: fixed costs less other income, and never less than nothing."""
        return max(ZERO, self.fixed - self.other)

    @property
    def result(self) -> Decimal:
        return self.contribution + self.other - self.fixed

    def break_even(self) -> tuple[Decimal, ...] | None:
        """How many of each have to be sold, in whole units and as they are planned to be mixed; None for never."""
        if self.to_cover == 0:
            return tuple(ZERO for _sale in self.sales)
        if len(self.sales) == 1:
            each = self.sales[0].contribution_each
            return (whole_above(self.to_cover / each),) if each > 0 else None
        if self.contribution <= 0:
            return None
        return tuple(whole_above(sale.units * self.to_cover / self.contribution) for sale in self.sales)


class Budget(Tool):
    name = "budget"
    place = 4
    title = gettext_lazy("Budget with break-even")
    lead = gettext_lazy("What each sale leaves, what you pay in any case, and how much you have to sell before you lose nothing.")
    asks = (
        Section(
            "frame",
            gettext_lazy("What the budget is for"),
            (
                Field("currency", gettext_lazy("Currency"), CHOICE, choices=tuple((code, code) for code in CURRENCIES)),
                Field("period", gettext_lazy("Period"), LINE, gettext_lazy("A year, a season, one market day")),
            ),
        ),
        Section(
            "sales",
            gettext_lazy("What you sell"),
            (
                WHAT,
                Field("price", gettext_lazy("Income per unit"), MONEY),
                Field("variable", gettext_lazy("Variable cost per unit"), MONEY),
                Field("units", gettext_lazy("Units in the period"), NUMBER),
            ),
            gettext_lazy("A unit is what one customer buys at a time: a meal, an hour, a repair. Its variable cost is what you pay for it alone."),
            is_list=True,
            row=gettext_lazy("Sale"),
        ),
        Section(
            "other",
            gettext_lazy("Other income"),
            (WHAT, AMOUNT),
            gettext_lazy("What comes in however much you sell: members, grants, rent. Leave it empty to see how you stand without it."),
            is_list=True,
            row=gettext_lazy("Other income"),
        ),
        Section(
            "fixed",
            gettext_lazy("Fixed costs"),
            (WHAT, AMOUNT),
            gettext_lazy("What you pay in any case: wages, rent, electricity, insurance. Your own work too."),
            is_list=True,
            row=gettext_lazy("Fixed cost"),
        ),
    )

    def begin(self, *, country):
        return {"frame": {"currency": CURRENCY_IN.get(country, "EUR")}}

    def cells(self, section, values, content):
        places = purse_of(content).places
        return tuple(one.cell(values.get(one.name), places=places) for one in section.fields)

    def results(self, content):
        sums, purse = sums_of(content), purse_of(content)
        if not sums.sales and not sums.other and not sums.fixed:
            return []
        return [table for table in (each_sale(sums, purse), totals(sums, purse), break_even(sums, purse)) if table]


@dataclass(frozen=True)
class Purse:
    """How amounts are shown: in which currency, and with two decimals everywhere as soon as one amount needs them."""

    unit: str
    places: int

    def cell(self, amount: Decimal) -> Cell:
        return Cell(number=amount, places=self.places)

    def named(self, amount: Decimal) -> Cell:
        return Cell(number=amount, places=self.places, unit=self.unit)


def each_sale(sums: Sums, purse: Purse) -> Table | None:
    columns = (_("What"), _("Contribution per unit"), _("Income"), _("Contribution"))
    rows = tuple(
        Row((Cell(sale.what, is_written=True), *(purse.cell(amount) for amount in (sale.contribution_each, sale.income, sale.contribution))))
        for sale in sums.sales
    )
    return Table("each", _("What each sale leaves"), rows, columns) if rows else None


def totals(sums: Sums, purse: Purse) -> Table:
    lines = [
        (_("Income from sales"), sums.income),
        (_("Variable costs"), sums.variable),
        (_("Contribution"), sums.contribution),
        (_("Other income"), sums.other),
        (_("Fixed costs"), sums.fixed),
    ]
    rows = [Row((Cell(label), purse.named(amount))) for label, amount in lines]
    return Table("sums", _("The sums"), (*rows, Row((Cell(_("Result")), purse.named(sums.result)), is_sum=True)))


def break_even(sums: Sums, purse: Purse) -> Table:
    """How much has to be sold, and what comes in then; or, honestly, that no amount is enough."""
    title, units = _("Break-even"), sums.break_even()
    if sums.to_cover == 0:
        return Table("break_even", title, note=_("You lose nothing even if you sell nothing: your other income covers the fixed costs."))
    if not sums.sales:
        return Table("break_even", title, note=_("Write down what you sell, and you see how much of it you have to sell."))
    if units is None:
        return Table("break_even", title, note=never(sums))
    rows = [Row((Cell(named(sale)), Cell(number=number))) for sale, number in zip(sums.sales, units, strict=True)]
    income = sum((sale.price * number for sale, number in zip(sums.sales, units, strict=True)), ZERO)
    note = _("Rounded up to whole units, for nobody buys half of one.")
    if len(units) > 1:
        note += " " + _("The mix is the one that you plan.")
    return Table("break_even", title, (*rows, Row((Cell(_("Income at that point")), purse.named(income)), is_sum=True)), note=note)


def never(sums: Sums) -> str:
    if all(sale.units == 0 and sale.contribution_each > 0 for sale in sums.sales):
        return _("Write down how many units of each you plan to sell, and you see where the budget breaks even.")
    return _(
        "Never, as it stands: what you sell leaves no contribution, so selling more does not help. Raise a price, lower a cost, or find other income."
    )


def named(sale: Sale) -> str:
    return _("%(what)s: units to sell") % {"what": sale.what} if sale.what else _("Units to sell")


def sums_of(content: Content) -> Sums:
    sales = tuple(sale(row) for row in rows_of(content, "sales"))
    return Sums(tuple(one for one in sales if one.price or one.variable or one.units), added(content, "other"), added(content, "fixed"))


def sale(row) -> Sale:
    what = row.get("what")
    return Sale(what if isinstance(what, str) else "", *(as_number(row.get(name)) or ZERO for name in ("price", "variable", "units")))


def added(content: Content, name: str) -> Decimal:
    return sum((as_number(row.get("amount")) or ZERO for row in rows_of(content, name)), ZERO)


def purse_of(content: Content) -> Purse:
    currency, sums = values_of(content, "frame").get("currency"), sums_of(content)
    amounts = [sums.other, sums.fixed, *(amount for sale in sums.sales for amount in (sale.price, sale.variable, sale.income, sale.contribution))]
    amounts += [as_number(row.get("amount")) or ZERO for name in ("other", "fixed") for row in rows_of(content, name)]
    is_whole = all(amount == amount.to_integral_value() for amount in amounts)
    return Purse(currency if currency in CURRENCIES else "", 0 if is_whole else 2)
