"""Sets of synonyms of the field, from content/synonyms.yaml into rows; what an editor has changed or deleted stays so."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import ModelLogEntry

from hub.content_files import WrongFile
from hub.loading.facts import put
from search.models import SynonymSet

FILE = Path(__file__).parent / "content" / "synonyms.yaml"


@transaction.atomic
def load_synonyms() -> list[str]:
    """Make the rows as the file says; the keys of those that were left alone as an editor left them. Raises WrongFile."""
    told = yaml.safe_load(FILE.read_text("utf-8"))
    return [key for key, facts in told.items() if not put_set(key, facts)]


def put_set(key: str, facts: dict) -> bool:
    row = SynonymSet(key=key, language=facts.get("language", ""), words="\n".join(facts["words"]))
    try:
        row.clean()
    except ValidationError as error:
        raise WrongFile(f"{FILE.name}: {key}: {' '.join(error.messages)}") from error
    if ModelLogEntry.objects.get_for_model(SynonymSet).filter(action="wagtail.delete", label=str(row)).exists():
        return False
    return put(SynonymSet.objects.filter(key=key), {"key": key, "language": row.language, "words": row.words})
