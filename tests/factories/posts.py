"""Needs and offers."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.actions import posts
from entrepreneurs.actions.connections import say_adult
from entrepreneurs.models import Post, User
from tests.factories.people import UserFactory


def make_post(author: User | None = None, *, days: int = 30, **facts) -> Post:
    """An offer of advice to members, open for so many days: fewer than none for one that has run out."""
    author = author or UserFactory()
    say_adult(author)
    words = {"kind": "offer", "help": "advice", "title": "An hour of talk", "text": "On Mondays.", "language": "en", "reach": "members"}
    return posts.make_post(author, client_id=uuid4(), **words | {"until": timezone.localdate() + timedelta(days=days)} | facts)
