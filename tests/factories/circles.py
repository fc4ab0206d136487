"""Circles, and those who are in them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.actions.circles import form, last_day, sit_down
from entrepreneurs.actions.connections import say_adult
from entrepreneurs.models import Circle, User
from tests.factories.people import UserFactory

WORDS = {"name": "Across the fjord", "purpose": "How small shops live", "language": "en", "spoken": ["en"], "programme": None}
RHYTHM = {"weeks_between": 2, "weeks": 12, "is_open": False}


def make_member(name: str = "", **facts) -> User:
    """An adult by their own word; of an own country and clock, where they are named."""
    user = UserFactory(**({"name": name} if name else {}), **facts)
    say_adult(user)
    return user


def make_people(number: int = 4) -> list[User]:
    """From two countries, the first from Norway."""
    return [make_member(country="SE" if place % 2 else "NO") for place in range(number)]


def make_circle(*people: User, weeks_ago: int | None = 0, **facts) -> Circle:
    """One with these people, or four of its own, that began so many weeks ago; with None, one that has not begun."""
    people = people or make_people()
    for user in people:
        say_adult(user)
    circle = form(people[0], client_id=uuid4(), **(WORDS | RHYTHM | facts))
    for user in people[1:]:
        sit_down(circle, user)
    if weeks_ago is not None:
        circle.state, circle.began_at = Circle.State.RUNNING, timezone.now() - timedelta(weeks=weeks_ago)
        circle.ends_on = last_day(circle)
        circle.save()
        circle.members.update(joined_at=circle.began_at)
    return circle
