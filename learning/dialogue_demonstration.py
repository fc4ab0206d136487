"""What the demonstration's people say in lessons, and who facilitates (content/dialogue.yaml). Each is said once: what was taken back stays so."""

from __future__ import annotations

from typing import Any

import yaml
from django.db import transaction

from entrepreneurs.models import Contribution, User
from entrepreneurs.models.discussions import ANSWER
from hub.loading.shapes import key_of
from learning.demonstration import CONTENT
from learning.models import Facilitator


@transaction.atomic
def bring_dialogue() -> int:
    """Make what is missing; how many things were said."""
    said = Contribution.objects.count()
    for course, facts in yaml.safe_load((CONTENT / "dialogue.yaml").read_text("utf-8")).items():
        bring_facilitators(key_of(course, "course"), facts["facilitators"])
        for lesson, threads in facts["lessons"].items():
            for thread in threads:
                bring(f"lesson:{key_of(course, lesson)}", **thread)
    return Contribution.objects.count() - said


def bring_facilitators(course_key, people: dict[str, str]) -> None:
    """Once somebody facilitates it, that is left alone."""
    if not Facilitator.objects.filter(course_key=course_key).exists():
        Facilitator.objects.bulk_create(Facilitator(course_key=course_key, user=person(name), by=by) for name, by in people.items())


def bring(place: str, *, by: str, language: str, text: str, kind: str = ANSWER, answers: list[dict[str, Any]] = (), **facts: Any) -> None:
    named = {"place": place, "author": person(by), "client_id": key_of(place, by, text)}
    said, is_new = Contribution.objects.get_or_create(**named, defaults={"kind": kind, "language": language, "body": text, **facts})
    for answer in answers if is_new else ():
        bring(place, answers_to=said, **answer)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@tvers.example")
