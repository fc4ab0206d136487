"""Advisers, those whom they follow, and what those hand in."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from entrepreneurs.actions.connections import say_adult
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.models import User
from events.models import OfficeHour
from learning.actions import advising, submissions
from learning.models import Advising, LessonPage, Scope, Submission
from tests.factories.people import UserFactory
from tests.factories.tools import learner_of


def make_adviser(name: str = "Olena", *, languages=("en",), **facts) -> User:
    """Somebody who advises, whom everybody with an account finds."""
    user = UserFactory(name=name, **facts)
    user.groups.add(Group.objects.get(name="Adviser"))
    change_profile(user, is_adult=True, visibility="members", role="adviser", languages=list(languages))
    user.refresh_from_db()
    return user


def ask(learner: User, adviser: User | None, **facts) -> Advising:
    say_adult(learner)
    return advising.ask(learner, adviser=adviser, **({"question": "Where do I begin?", "language": "en"} | facts))


def follow(learner: User, adviser: User, *, scopes=tuple(Scope)) -> Advising:
    """Asked, with consent to this much, and answered with yes."""
    return advising.accept(ask(learner, adviser, scopes=scopes), by=adviser)


def hand_in(lesson: LessonPage, learner: User, block_id: str, body: str, **facts) -> Submission:
    return submissions.hand_in(lesson, learner=learner_of(learner), block_id=block_id, body=body, **({"language": "en"} | facts))


def make_hour(adviser: User, *, hours: int = 48, **facts) -> OfficeHour:
    """Half an hour, in so many hours."""
    starts = (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)
    said = {"zone": adviser.time_zone, "language": "en", "ends_at": starts + timedelta(minutes=30)} | facts
    return OfficeHour.objects.create(adviser=adviser, starts_at=starts, **said)
