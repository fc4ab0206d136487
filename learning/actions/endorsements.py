"""Saying what happened when one tried a practice, withdrawing it, and what moderators take away."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.connections import require_adult
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Block, User
from hub import limits, mail, notices, pagecache
from hub.models import Organisation
from learning.actions.practices import TooMany, told_of
from learning.actions.resources import require_name
from learning.models import Endorsement, Practice

MOST_A_DAY = 10
TRACES_KEPT = timedelta(days=730)  # as moderators' decisions are


class NotShown(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This practice is not shown any more."))


class OwnPractice(ValidationError):
    """Nobody praises what they write themselves, or could change."""

    def __init__(self):
        super().__init__(gettext_lazy("Those who write a practice, and coordinators, do not vouch for it here."))


class SaidAlready(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("You have said already what happened. Withdraw that first, if it has become otherwise."))


class Gone(ValidationError):
    """Whoever wrote it has withdrawn it, or another moderator was quicker."""

    def __init__(self):
        super().__init__(gettext_lazy("It is not there any more: it was withdrawn, or somebody has taken it away."))


@transaction.atomic
def endorse(practice: Practice, *, user: User, country: str, text: str, language: str, organisation: Organisation | None = None) -> Endorsement:
    """What happened when somebody tried it, with their name. Those who write the practice hear of it.

    ValidationError for whoever may not: NotAdult, Silenced, NotShown, OwnPractice, NotYours, SaidAlready, TooMany.
    """
    require_adult(user)
    require_voice(user)
    practice = Practice.objects.listed().select_for_update(no_key=True).filter(pk=practice.pk).first()
    if practice is None:
        raise NotShown
    if Practice.objects.editable_by(user).filter(pk=practice.pk).exists():
        raise OwnPractice
    require_name(user, organisation)
    if practice.endorsements.of(user).exists():
        raise SaidAlready
    limits.spend(f"endorsements-of-{user.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    said = practice.endorsements.create(author=user, country=country, body=text, language=language, organisation=organisation)
    tell(practice, by=user)
    transaction.on_commit(pagecache.forget)
    return said


def tell(practice: Practice, *, by: User) -> None:
    for user in told_of(practice).exclude(pk__in=Block.objects.hidden_from(by)):
        notices.give(user, "practice_endorsed", about=f"practice:{practice.pk}")


@transaction.atomic
def withdraw(endorsement: Endorsement) -> None:
    """Its words go at once, and nobody is shown that it was there. Withdrawn twice, it is once."""
    empty(endorsement)


@transaction.atomic
def remove(endorsement: Endorsement, *, because: str) -> None:
    """By a moderator; whoever wrote it is told by mail, with the reason. Gone, if it was withdrawn meanwhile."""
    if not empty(endorsement, removed_because=because):
        raise Gone
    if endorsement.author.is_active:
        mail.send("endorsement_removed", endorsement.author, title=endorsement.practice.title, because=because)


def empty(endorsement: Endorsement, **facts: str) -> bool:
    """Whether it stood until now."""
    facts |= {"body": "", "country": "", "organisation": None, "withdrawn_at": timezone.now()}
    transaction.on_commit(pagecache.forget)
    return bool(Endorsement.objects.open().filter(pk=endorsement.pk).update(**facts))


def hand_over(organisation: Organisation, *, into: Organisation) -> None:
    """What was said in an organisation's name is said in the name of the one that it has become part of."""
    Endorsement.objects.filter(organisation=organisation).update(organisation=into)


def forget_withdrawn() -> None:
    """At once where its writer withdrew it a day ago or more; after two years where moderators took it away."""
    now = timezone.now()
    old = Q(removed_because="", withdrawn_at__lt=now - timedelta(days=1)) | Q(withdrawn_at__lt=now - TRACES_KEPT)
    Endorsement.objects.filter(old).delete()
