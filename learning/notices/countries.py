"""What those who write are told: that a coordinator has decided about what they handed in for the comparison."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from entrepreneurs.notices.base import key_of
from hub import notices
from hub.notices import Part, Told
from learning.comparison import Land
from learning.models import Statement
from learning.models.countries import PUBLIC, Standing


def answered(user: User, abouts: Iterable[str]) -> dict[str, Told]:
    """Statements of theirs that are published, or given back and not handed in anew."""
    found = Statement.objects.filter(pk__in=map(key_of, abouts), author=user, state__in=(*PUBLIC, Standing.RETURNED))
    return {f"statement:{one.pk}": told(one) for one in found.select_related("cell__topic")}


def told(statement: Statement) -> Told:
    back = statement.state == Standing.RETURNED
    text = _("Given back, with a reason: %(country)s, %(topic)s") if back else _("A coordinator has published it: %(country)s, %(topic)s")
    names = {"country": Land(statement.cell.country.code).name, "topic": statement.cell.topic.name}
    return Told(text % names, statement.cell.get_absolute_url())


notices.register("statement_answered", Part.KNOWLEDGE, label=gettext_lazy("A coordinator decides about what I wrote of a country"), tell=answered)
