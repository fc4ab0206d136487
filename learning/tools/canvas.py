"""The canvas: a social enterprise on one page."""

from django.utils.translation import gettext_lazy as _

from learning.tools.asking import Field, Section
from learning.tools.base import Tool


def box(name: str, title: str, help: str) -> Section:  # noqa: A002
    return Section(name, title, (Field("text", title),), help)


class Canvas(Tool):
    name = "canvas"
    place = 1
    title = _("Business model canvas")
    lead = _("The whole enterprise on one page: whom it is for, what it changes, who pays, and what the surplus is for.")
    asks = (
        box("problem", _("What is missing"), _("A need that somebody has told you of, in their words")),
        box("people", _("For whom"), _("Those who live with it, and those who are not asked")),
        box("offer", _("What we offer"), _("What somebody can buy, use or take part in")),
        box("change", _("The change we want"), _("What is different for them afterwards, and how we will know")),
        box("helpers", _("Who helps"), _("Partners, volunteers, the municipality; what each of them gets out of it")),
        box("work", _("What we have to do and have"), _("Work, rooms, knowledge, permits")),
        box("payers", _("Who pays"), _("They need not be those it is for: say who decides, and why they would")),
        box("costs", _("What it costs"), _("What costs the same in any case, and what grows with each sale")),
        box("income", _("What comes in"), _("Sales, members, contracts, grants: many small ones are one year")),
        box("surplus", _("What the surplus is for"), _("And who decides that")),
        box("step", _("The first step"), _("Small enough for this week, and who takes it")),
    )
