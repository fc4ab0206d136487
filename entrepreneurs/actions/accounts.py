"""What people do with their accounts."""

from django.db import transaction
from django.utils import timezone

from entrepreneurs.models import User
from hub import mail, privacy
from hub.models import Letter
from hub.privacy import Person


def change_facts(user: User, *, name: str, language: str, time_zone: str, country: str) -> User:
    user.name, user.language, user.time_zone, user.country = name, language, time_zone, country
    user.save(update_fields=["name", "language", "time_zone", "country"])
    return user


def read(letter: Letter) -> Letter:
    """Mark as read, the first time."""
    if letter.read_at is None:
        letter.read_at = timezone.now()
        letter.save(update_fields=["read_at"])
    return letter


def erase(person: Person) -> None:
    """Erase everything stored about a person. A user is told so by a last mail, of which nothing is kept."""
    user = person.user
    farewell = {"to": user.email, "language": user.language, "name": user.name} if user else None
    with transaction.atomic():
        privacy.erase(person)
        if farewell:
            transaction.on_commit(lambda: mail.say_goodbye("goodbye", **farewell), robust=True)
