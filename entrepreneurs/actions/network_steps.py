"""What a network does next: written by its moderators, done, or taken away."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.networks import TooMany, held
from entrepreneurs.actions.silences import require_voice
from entrepreneurs.models import Network, NetworkStep, User
from hub import limits, pagecache

MOST_A_DAY = 30


class HasEnded(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("This network has ended. What was written stays readable."))


@transaction.atomic
def write_step(network: Network, *, author: User, body: str, language: str, client_id: UUID, day: date | None = None) -> NetworkStep:
    """Said again with the same `client_id`, it is the step already there. Members are told (notices.networks: gather_steps)."""
    require_voice(author)
    network = held(network)
    if network.closed_at:
        raise HasEnded
    if known := network.steps.filter(author=author, client_id=client_id).first():
        return known
    limits.spend(f"network-steps-of-{author.pk}", most=MOST_A_DAY, seconds=24 * 3600, refusal=TooMany)
    step = network.steps.create(author=author, client_id=client_id, body=body, language=language, day=day)
    transaction.on_commit(pagecache.forget)
    return step


@transaction.atomic
def finish(step: NetworkStep) -> None:
    """Done. Pressed twice, it stays so."""
    NetworkStep.objects.filter(pk=step.pk, done_at=None).update(done_at=timezone.now())
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def begin_again(step: NetworkStep) -> None:
    NetworkStep.objects.filter(pk=step.pk).update(done_at=None)
    transaction.on_commit(pagecache.forget)


@transaction.atomic
def take_away(step: NetworkStep) -> None:
    step.delete()
    transaction.on_commit(pagecache.forget)
