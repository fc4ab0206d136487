"""An adviser goes away: those who wait for an answer are told, and need not wait."""

from __future__ import annotations

from django.db import transaction

from entrepreneurs.models import User
from events.actions import absences
from events.models import AdviserAbsence
from hub import notices
from learning.actions.advising import reply_by
from learning.models import Advising


@transaction.atomic
def be_away(adviser: User, **facts) -> AdviserAbsence:
    """From a day to another. Requests wait until seven days after it at most; who has asked can take their request back at once, and ask others."""
    absence = absences.be_away(adviser, **facts)
    for asked in Advising.objects.waiting().filter(adviser=adviser).select_related("learner"):
        later = max(asked.reply_by, reply_by(adviser, asked_at=asked.asked_at))
        Advising.objects.filter(pk=asked.pk).update(reply_by=later)
        notices.give(asked.learner, "advising_away", about=asked.feed_key)
    return absence
