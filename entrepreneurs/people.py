"""The fictional people of the demonstration: one for each role, with one password."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from entrepreneurs.models import User

PASSWORD = "across the border 2026"  # noqa: S105


@dataclass(frozen=True, slots=True)
class FictionalPerson:
    role: str
    name: str
    email: str
    language: str
    country: str


PEOPLE = [
    FictionalPerson("Learner", "Marit Lund", "learner@tvers.example", "nb", "NO"),
    FictionalPerson("Adviser", "Olena Kovalenko", "adviser@tvers.example", "uk", "NO"),
    FictionalPerson("Partner editor", "Aoife Byrne", "editor@tvers.example", "en", "IE"),
    FictionalPerson("Translator", "Elin Åström", "translator@tvers.example", "sv", "SE"),
    FictionalPerson("Coordinator", "Nils Bakken", "coordinator@tvers.example", "nb", "NO"),
    FictionalPerson("Administrator", "Sigrid Haug", "administrator@tvers.example", "nb", "NO"),
    FictionalPerson("Superuser", "Tore Vik", "superuser@tvers.example", "en", "NO"),
]


@transaction.atomic
def bring(person: FictionalPerson) -> User:
    """The person with their account, role and proven address. One who is there already keeps what they have changed."""
    user = User.objects.filter(email=person.email).first()
    if user is None:
        facts = {"name": person.name, "language": person.language, "country": person.country, "is_demo": True}
        user = User.objects.create_user(person.email, PASSWORD, **facts, **powers(person))
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    user.groups.add(*Group.objects.filter(name=person.role))
    return user


def powers(person: FictionalPerson) -> dict[str, bool]:
    """Only the superuser may change people, and enters Django's admin."""
    return {"is_staff": person.role == "Superuser", "is_superuser": person.role == "Superuser"}
