"""Letting an adviser see something, and taking that back: from that moment on they see nothing of it, on no page, in no feed and in no notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub import notices
from hub.live.models import Feed
from learning.models import Advising, AdvisingConsent, Scope, Share, Sheet, Submission

# What an adviser is told of what they may see, by what that is.
NEWS = {Scope.PRACTICE: ["submission_new", "submission_said"], Scope.TOOLS: ["sheet_shared", "sheet_commented"]}


class Over(ValidationError):
    """Nobody is asked any more, or follows."""


def give(advising: Advising, *, scope: str) -> AdvisingConsent:
    return AdvisingConsent.objects.get_or_create(advising=advising, scope=scope, withdrawn_at=None)[0]


@transaction.atomic
def choose(advising: Advising, *, scopes: Iterable[str]) -> None:
    """Exactly these from now on."""
    advising = Advising.objects.select_for_update(no_key=True, of=("self",)).select_related("learner", "adviser").get(pk=advising.pk)
    if advising.state not in {"waiting", "followed"}:
        raise Over(_("This has ended: nothing of yours is seen by anybody through it."))
    before = set(advising.consents.standing().values_list("scope", flat=True))
    for scope in set(scopes) - before:
        give(advising, scope=scope)
    withdraw(advising, scopes=before - set(scopes))
    if before != set(scopes):
        Feed.objects.append(advising.feed_key, "consent.changed", advising=advising.pk)


def withdraw(advising: Advising, *, scopes: Collection[str]) -> None:
    """These, dated; the row stays. Tools that the adviser was given one by one go too: whoever takes back all means those."""
    advising.consents.standing().filter(scope__in=scopes).update(withdrawn_at=timezone.now())
    if Scope.TOOLS in scopes and advising.accepted_at and advising.adviser_id:
        Share.objects.filter(sheet__owner__user=advising.learner_id, user=advising.adviser_id).delete()
    for scope in scopes if advising.adviser_id else ():
        forget_news(advising, scope)


def withdraw_all(advising: Advising) -> None:
    """At the end of it, whatever was given."""
    withdraw(advising, scopes=list(Scope))


def forget_news(advising: Advising, scope: str) -> None:
    """What is new there is no news for the adviser any more, and no mail of it goes out."""
    for kind in NEWS.get(scope, []):
        for about in abouts(advising, scope):
            notices.close(advising.adviser, kind, about=about)


def abouts(advising: Advising, scope: str) -> list[str]:
    if scope == Scope.PRACTICE:
        keys = Submission.objects.filter(enrolment__learner__user=advising.learner_id).values_list("pk", flat=True)
        return [f"submission:{key}" for key in keys]
    return [f"sheet:{key}" for key in Sheet.objects.owned_by(advising.learner).values_list("pk", flat=True)]
