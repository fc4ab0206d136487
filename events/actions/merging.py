"""Making one challenge part of another, where two say the same."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from events.actions import rooms
from events.actions.challenges import announced, settle
from events.models import Challenge, Room


class CannotMerge(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("These two cannot be merged. Choose two that are open, of the same event or both on the board."))


@transaction.atomic
def merge(challenge: Challenge, *, into: Challenge) -> Challenge:
    """From now on it is part of the other one, with all that has come of it. Whoever voted for both has one vote."""
    for room in Room.objects.filter(event__in={challenge.event_id, into.event_id} - {None}).order_by("pk"):
        rooms.hold(room)
    both = Challenge.objects.select_for_update(no_key=True).filter(pk__in=[challenge.pk, into.pk]).order_by("pk")
    found = {one.pk: one for one in both}
    challenge, into = found[challenge.pk], found[into.pk]
    require_mergeable(challenge, into)
    move(challenge, into)
    Challenge.objects.filter(merged_into=challenge).update(merged_into=into)
    challenge.merged_into = into
    challenge.save(update_fields=["merged_into"])
    announced(challenge)
    return settle(into)


def require_mergeable(challenge: Challenge, into: Challenge) -> None:
    if not challenge.is_shown or not mergeable_with(challenge, Challenge.objects.all()).filter(pk=into.pk).exists():
        raise CannotMerge


def mergeable_with(challenge: Challenge, among: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Those of the same event; if it stands on the board, also those there. What was said by invitation does not come out by being merged."""
    listed = Challenge.objects.listed()
    beside = Q(event=challenge.event_id, event__isnull=False)
    if listed.filter(pk=challenge.pk).exists():
        beside |= Q(pk__in=listed.values("pk"))
    return among.shown().filter(beside).exclude(pk=challenge.pk).exclude(state=Challenge.State.CLOSED)


def move(challenge: Challenge, into: Challenge) -> None:
    """Votes, answers, ventures, steps and networks go along. Of two by the same person, the one that is there stays."""
    for answer in challenge.adoptions.answered():
        into.adoptions.filter(user=answer.user_id, seat=answer.seat_id, answered_at=None).delete()
    for venture in into.ventures.filter(user__in=challenge.ventures.values("user")):
        for other in challenge.ventures.filter(user=venture.user_id):
            other.notes.update(venture=venture)
    for name, keys in (("upvotes", ("user", "seat")), ("adoptions", ("user", "seat")), ("ventures", ("user",)), ("network_challenges", ("network",))):
        new = getattr(challenge, name).all()
        for key in keys:
            there = getattr(into, name).exclude(**{key: None}).values(key)
            new = new.exclude(**{f"{key}__in": list(there.values_list(key, flat=True))})
        new.update(challenge=into)
        getattr(challenge, name).all().delete()
    challenge.steps.update(challenge=into)
