"""The needs map: what is missing in a village, for whom, what is there already, and who could do something about it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.tools.asking import LINE, Field, Section
from learning.tools.base import Tool, rows_of
from learning.tools.tables import Cell, Row, Table


class Needs(Tool):
    name = "needs"
    place = 2
    title = gettext_lazy("Needs map of a village")
    lead = gettext_lazy("What people here need, what there is already, what is missing, and who could do it.")
    asks = (
        Section(
            "village",
            gettext_lazy("The place"),
            (Field("place", gettext_lazy("Village or place"), LINE),),
            gettext_lazy("The village, the valley or the part of town that the map is of"),
        ),
        Section(
            "needs",
            gettext_lazy("What people need"),
            (
                Field("need", gettext_lazy("The need"), LINE),
                Field("who", gettext_lazy("Who has it"), LINE),
                Field("there", gettext_lazy("What there is already")),
                Field("missing", gettext_lazy("What is missing")),
                Field("could", gettext_lazy("Who could do it"), LINE),
            ),
            gettext_lazy("One row for each need, as those who have it would say it. Names of private people do not belong here."),
            is_list=True,
            row=gettext_lazy("Need"),
        ),
    )

    def results(self, content):
        needs = rows_of(content, "needs")
        if not needs:
            return []
        open_ones = [need for need in needs if not need.get("could")]
        rows = ((_("Needs on the map"), len(needs)), (_("Of these, nobody is named yet who could do it"), len(open_ones)))
        return [Table("sums", _("What the map says"), tuple(Row((Cell(label), Cell(number=Decimal(number)))) for label, number in rows))]
