"""The demonstration's stories (content/stories.yaml), written, agreed to and published as anybody's are. Brought once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from entrepreneurs import photos
from entrepreneurs.actions.connections import say_adult
from entrepreneurs.models import User
from hub.models import Organisation, Provenance
from learning.actions.stories import send, translate, write
from learning.actions.story_consents import agree, ask, record
from learning.demonstration import CONTENT
from learning.models import Practice, Story


@transaction.atomic
def bring_stories() -> int:
    """Make what is missing; how many were made. What was withdrawn stays so."""
    known = set(Story.objects.exclude(demo_key="").values_list("demo_key", flat=True))
    missing = {key: facts for key, facts in yaml.safe_load((CONTENT / "stories.yaml").read_text("utf-8")).items() if key not in known}
    for key, facts in missing.items():
        bring(key, **facts)
    return len(missing)


def bring(
    key: str,
    *,
    organisation: str,
    language: str,
    practice: str,
    consents: list[dict[str, Any]],
    texts: dict[str, dict[str, str]],
    picture: str = "",
    **facts: Any,
) -> None:
    theirs = Organisation.objects.get(name=organisation, is_fictional=True)
    author = User.objects.filter(memberships__organisation=theirs, memberships__role="lead").order_by("pk").first()
    facts |= {"practice": Practice.objects.filter(demo_key=practice).first(), "picture": drawn(picture) if picture else None}
    story = write(author, organisation=theirs, language=language, demo_key=key, **facts, **texts[language])
    for code, words in texts.items():
        if code != language:
            translate(story, language=code, by=author, provenance=Provenance.MACHINE, **words)
    for consent in consents:
        bring_consent(story, by=author, **consent)
    send(story, by=author)


def drawn(name: str) -> ContentFile:
    return photos.logo(ContentFile((CONTENT / name).read_bytes(), name=name))


def bring_consent(story: Story, *, by: User, role: str, agrees_to: list[str], user: str = "", days_ago: int = 0, **facts: Any) -> None:
    """By somebody of the demonstration with their own account, or on a paper that is made up like the person."""
    if user:
        person = User.objects.get(email=f"{user}@tvers.example")
        say_adult(person)
        agree(ask(story, by=by, role=role, member=person, language=person.language), user=person, agrees_to=agrees_to)
    else:
        record(story, by=by, role=role, agrees_to=agrees_to, agreed_on=timezone.localdate() - timedelta(days=days_ago), **facts)
