"""The demonstration's adviser (content/advising.yaml): whom she follows, what was handed in to her, and office hours, always some ahead of today."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from entrepreneurs.models import User
from events.actions.office_hours import keep_hours
from learning.actions.advising import accept, ask
from learning.actions.submissions import comment, hand_in
from learning.demonstration import CONTENT
from learning.models import Advising, Learner, LessonPage


@transaction.atomic
def bring_advising() -> int:
    """Make what is missing; how much was made. What was ended stays so."""
    told = yaml.safe_load((CONTENT / "advising.yaml").read_text("utf-8"))
    people = {name: User.objects.filter(email=f"{told[name]}@tvers.example", is_demo=True).first() for name in ("adviser", "learner")}
    if not all(people.values()):
        return 0
    is_new = not Advising.objects.between(people["learner"], people["adviser"]).exists()
    if is_new:
        bring_dialogue(told, **people)
    return is_new + bring_hours(people["adviser"], told["hours"], language=told["language"])


def bring_dialogue(told: dict[str, Any], *, adviser: User, learner: User) -> None:
    asked = ask(learner, adviser=adviser, question=told["question"].strip(), language=told["language"], scopes=told["scopes"])
    accept(asked, by=adviser)
    lesson = LessonPage.objects.live().filter(slug=told["lesson"]).first()
    task = next((id_ for id_, kind, _value in lesson.activities() if kind.name == "practice"), None) if lesson else None
    for turn in told["turns"] if task else []:
        if "version" in turn:
            who, _is_new = Learner.objects.get_or_create(user=learner)
            submission = hand_in(lesson, learner=who, block_id=task, body=turn["version"].strip(), language=told["language"])
        else:
            comment(submission, by=adviser, body=turn["comment"].strip(), language=told["language"])


def bring_hours(adviser: User, facts: dict[str, Any], *, language: str) -> int:
    if adviser.office_hours.upcoming().exists():
        return 0
    earliest = timezone.localdate() + timedelta(days=facts["ahead"])
    day = earliest + timedelta(days=(facts["weekday"] - earliest.weekday()) % 7)
    said = {name: facts[name] for name in ("zone", "minutes", "weeks", "spoken", "note")}
    made = keep_hours(adviser, day=day, at=time.fromisoformat(facts["at"]), language=language, place="", video="", is_for_all=True, **said)
    return len(made)
