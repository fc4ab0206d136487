"""The demonstration's practices (content/practices.yaml), brought as anybody writes, adapts and translates one. Brought once."""

from __future__ import annotations

from typing import Any

import yaml
from django.db import transaction

from entrepreneurs.models import User
from hub.models import Organisation, Provenance
from learning.actions.practice_translations import translate
from learning.actions.practices import write
from learning.demonstration import CONTENT
from learning.models import Practice


@transaction.atomic
def bring_practices() -> int:
    """Make what is missing; how many were made. What was withdrawn stays so."""
    known = set(Practice.objects.exclude(demo_key="").values_list("demo_key", flat=True))
    missing = {key: facts for key, facts in yaml.safe_load((CONTENT / "practices.yaml").read_text("utf-8")).items() if key not in known}
    for key, facts in missing.items():
        bring(key, **facts)
    return len(missing)


def bring(key: str, *, organisation: str, language: str, texts: dict[str, dict[str, str]], adapted_from: str = "", **facts: Any) -> None:
    theirs = Organisation.objects.get(name=organisation, is_fictional=True)
    author = User.objects.filter(memberships__organisation=theirs, memberships__role="lead").order_by("pk").first()
    original = Practice.objects.filter(demo_key=adapted_from).first() if adapted_from else None
    practice = write(author, organisation=theirs, language=language, wish="send", adapted_from=original, demo_key=key, **facts, **texts[language])
    for code, words in texts.items():
        if code != language:
            translate(practice, language=code, by=author, provenance=Provenance.MACHINE, **words)
