"""The comparison of countries from its files: the questions (content/comparison.yaml), and what the demonstration knows (content/countries.yaml)."""

from __future__ import annotations

from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub import pagecache
from hub.models import Organisation, Provenance
from learning.lesson_files import CONTENT
from learning.models import ComparisonCell, ComparisonTopic, Statement
from learning.models.countries import COUNTRIES, Standing

OPERATOR = "KBT Vocational College"
SOURCE = ("source_title", "source_url", "source_print", "dated_on", "seen_on")


def told(name: str) -> dict[str, Any]:
    return yaml.safe_load((CONTENT / name).read_text("utf-8"))


@transaction.atomic
def load_comparison() -> None:
    """Every question, and a cell for it in each country; in a demonstration, what is known of some. Read again, the questions follow the file."""
    for position, (key, facts) in enumerate(told("comparison.yaml").items()):
        said = {"position": position, "names": facts["name"], "questions": facts["question"]}
        topic, _is_new = ComparisonTopic.objects.update_or_create(key=key, defaults=said)
        there = set(topic.cells.values_list("country", flat=True))
        ComparisonCell.objects.bulk_create(ComparisonCell(topic=topic, country=code) for code in COUNTRIES if code not in there)
    if settings.DEMONSTRATION:
        bring_statements()
    transaction.on_commit(pagecache.forget)


def bring_statements() -> int:
    """Into cells in which nobody has written anything yet. How many were brought."""
    untouched = ComparisonCell.objects.filter(statements=None).select_related("topic")
    free = {(cell.country.code, cell.topic.key): cell for cell in untouched}
    pairs = [(free.get((code, key)), facts) for code, cells in told("countries.yaml").items() for key, facts in cells.items()]
    return len([bring(cell, facts) for cell, facts in pairs if cell])


def bring(cell: ComparisonCell, facts: dict[str, Any]) -> Statement:
    """By the operator, marked as what it is; translations say that no person has gone over them."""
    language, *_others = facts["texts"]
    statement = Statement.objects.create(
        cell=cell,
        language=language,
        state=Standing.PUBLISHED,
        published_at=timezone.now(),
        is_demonstration=True,
        organisation=Organisation.objects.filter(name=OPERATOR).first(),
        **{name: facts[name] for name in SOURCE if name in facts},
    )
    for code, text in facts["texts"].items():
        provenance = Provenance.ORIGINAL if code == language else Provenance.MACHINE
        statement.texts.create(language=code, text=" ".join(text.split()), provenance=provenance)
    return statement
