"""What the comparison of countries keeps of those who write in it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person
from learning.models import Statement
from learning.models.countries import OWN


def erase_statements(rows, person: Person) -> None:
    """What was published stays, with its source, in the name of the organisation; drafts go. Also from what all visitors were shown."""
    rows.filter(state__in=OWN).delete()
    privacy.blank("author", is_named=False)(rows, person)
    transaction.on_commit(pagecache.forget)


def explain_statement(statement: Statement) -> dict[str, Any]:
    """What was written, in every language, and its source."""
    texts = {text.language: text.text for text in statement.texts.all()}
    place = f"{statement.cell.country.name}: {statement.cell.topic.name}"
    return {_("Country and topic"): place, _("What is known"): texts, _("Source"): statement.source_title}


privacy.register(
    Statement,
    purpose=gettext_lazy("So that it is known who wrote of a country, and your name is shown if you wish it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Drafts and your name, until you erase your account; what is published stays, in the name of your organisation"),
    of=lambda person: Statement.objects.filter(author=person.user) if person.user else Statement.objects.none(),
    erase=erase_statements,
    fields=("author", "is_named", "state", "made_at"),
    explain=explain_statement,
    is_theirs_alone=False,
)
privacy.nothing_personal(
    "What is known of countries, written for everybody to read; who wrote it stands in the statement",
    *("learning.ComparisonTopic", "learning.ComparisonCell", "learning.StatementText"),
)
