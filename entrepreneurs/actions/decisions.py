"""Writing decisions down, and wording them anew, so that what they said before stays readable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import EarlierWording, PartnerDecision, User, Workspace
from hub.models import Organisation

WORDS = ("what", "follows", "decided_on", "meeting", "language")


class WordedMeanwhile(ValidationError):
    """Nobody writes over what they have not seen."""


@transaction.atomic
def write_down(workspace: Workspace, *, by: User, decided_on: date, organisations: Iterable[Organisation], **words: Any) -> PartnerDecision:
    require_voice(by)
    decision = PartnerDecision.objects.create(workspace=workspace, written_by=by, decided_on=decided_on, **words)
    decision.organisations.set(organisations)
    return decision


@transaction.atomic
def reword(decision: PartnerDecision, *, by: User, edition: int, organisations: Iterable[Organisation], **words: Any) -> PartnerDecision:
    """Keep how it stood, and then change it. `edition` is the one that they have read. What changes nothing leaves no trace."""
    require_voice(by)
    decision = PartnerDecision.objects.select_for_update(no_key=True).get(pk=decision.pk)
    organisations = set(organisations)
    if decision.edition != edition:
        raise WordedMeanwhile(
            _("Somebody has changed this decision meanwhile. Read what it says now, and change it then; your words are still here.")
        )
    if all(getattr(decision, name) == words[name] for name in WORDS) and set(decision.organisations.all()) == organisations:
        return decision
    keep_wording(decision)
    for name in WORDS:
        setattr(decision, name, words[name])
    decision.edition, decision.written_by, decision.written_at = edition + 1, by, timezone.now()
    decision.save()
    decision.organisations.set(organisations)
    return decision


def keep_wording(decision: PartnerDecision) -> None:
    names = ("edition", "written_by", "written_at", *WORDS)
    took_part = "\n".join(decision.organisations.values_list("name", flat=True))
    EarlierWording.objects.create(decision=decision, took_part=took_part, **{name: getattr(decision, name) for name in names})
