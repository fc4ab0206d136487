"""Writing an action plan, reporting on its steps, and reminding those who have to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrepreneurs.models import User
from events.actions.challenges import settle, still_open
from events.models import Challenge, PlanStep
from hub import notices

AGAIN = timedelta(days=14)  # after which somebody is reminded once more
FACTS = ("what", "who", "responsible", "due")


@transaction.atomic
def set_steps(challenge: Challenge, *, rows: Iterable[Mapping[str, Any]], language: str) -> None:
    """Exactly these; a row with an `id` is a step that is there already, and keeps its reports. Of one with another day one is reminded anew."""
    challenge = still_open(challenge)
    known = {step.pk: step for step in challenge.steps.select_related("responsible")}
    for row in rows:
        step = known.pop(row["id"], None) or PlanStep(challenge=challenge, language=language)
        if step.pk and (step.due, step.responsible) != (row["due"], row["responsible"]):
            forget_reminder(step)
        for name in FACTS:
            setattr(step, name, row[name])
        step.save()
    for step in known.values():
        forget_reminder(step)
        step.delete()
    settle(challenge)


def forget_reminder(step: PlanStep) -> None:
    step.reminded_on = None
    for user in those_responsible(step):
        notices.close(user, "step_due", about=f"step:{step.pk}")


@transaction.atomic
def report(step: PlanStep, *, state: str, evidence: str, address: str, language: str) -> PlanStep:
    """How far it is, and by what one can see it. Whoever was reminded of it need not be any more."""
    challenge = still_open(step.challenge)
    step = PlanStep.objects.get(pk=step.pk, challenge=challenge)
    step.state, step.evidence, step.address, step.language = state, evidence, address, language
    step.reported_on = timezone.localdate()
    forget_reminder(step)
    step.save()
    settle(challenge)
    return step


def those_responsible(step: PlanStep) -> list[User]:
    """Whoever is named with an account; or else those who have answered the challenge; or else the hosts of its event."""
    if step.responsible:
        return [step.responsible]
    adopters = User.objects.filter(pk__in=step.challenge.adoptions.answered().exclude(user=None).values("user"))
    hosts = User.objects.filter(Q(hosting__event=step.challenge.event_id) & ~Q(hosting__since=None)) if step.challenge.event_id else []
    return list(adopters) or list(hosts)


def remind(today: date | None = None) -> None:
    """Of each step that is due and of which nothing was reported; once in two weeks, until something is."""
    today = today or timezone.localdate()
    found = PlanStep.objects.due(today).filter(Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN))
    for step in found.select_related("challenge", "responsible"):
        remind_of(step, today)


@transaction.atomic
def remind_of(step: PlanStep, today: date) -> None:
    for user in those_responsible(step):
        notices.give(user, "step_due", about=f"step:{step.pk}")
    PlanStep.objects.filter(pk=step.pk).update(reminded_on=today)
