"""Group supervision: an adviser brings those together whom they follow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from entrepreneurs.models import User
from events.actions.events import make_event, publish
from events.actions.invitations import invite_people
from events.models import Event, Kind, Reach
from learning.models import Advising


class NotFollowed(ValidationError):
    """Nobody is brought together with others by somebody who does not follow them."""


@transaction.atomic
def bring_together(adviser: User, *, people: Iterable[User], event: Event | None, title: str, language: str, video: str = "", **when: Any) -> Event:
    """Invite some of those whom one follows to an event of one's own, a new one if none is named. Nobody is told who else is invited."""
    people = list(people)
    followed = set(Advising.objects.followed_by(adviser).values_list("learner", flat=True))
    if not {user.pk for user in people} <= followed:
        raise NotFollowed(_("You do not follow all of them any more. Choose again."))
    if event is None:
        facts = {"kind": Kind.SUPERVISION, "reach": Reach.INVITED, "video": video}
        event = publish(make_event(adviser, title=title, language=language, **facts, **when))
    invite_people(event, by=adviser, people=people)
    return event
