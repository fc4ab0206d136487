"""The fictional people of the demonstration: one for each role, and some to be found, with one password."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from entrepreneurs import organisation_tree
from entrepreneurs.actions.connections import accept, ask
from entrepreneurs.actions.organisations import write_words
from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.actions.saying import post_message
from entrepreneurs.models import Connection, Membership, Profile, User
from entrepreneurs.places import CONTENT
from hub.models import Organisation

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


@transaction.atomic
def bring_profiles() -> int:
    """What they tell of themselves; whoever has told something keeps it. The learner knows the adviser. Returns how many are to be found."""
    told = yaml.safe_load((CONTENT / "people.yaml").read_text("utf-8"))
    for name, facts in told.items():
        email = f"{name}@tvers.example"
        if "name" in facts:
            bring(FictionalPerson("Learner", facts.pop("name"), email, facts["language"], facts.pop("country")))
        user = User.objects.get(email=email)
        if not Profile.objects.filter(user=user).exists():
            change_profile(user, is_adult=True, **facts)
    introduce()
    return len(told)


@transaction.atomic
def bring_organisations() -> int:
    """The fictional organisations, with their people and their own words; one that is here stays as it is. Returns how many there are."""
    told = yaml.safe_load((CONTENT / "organisations.yaml").read_text("utf-8"))
    for facts in told.values():
        people, words = facts.pop("people"), facts.pop("words")
        if not Organisation.objects.filter(name=facts["name"]).exists():
            bring_organisation(facts, people=people, words=words)
    return len(told)


def bring_organisation(facts: dict, *, people: dict[str, str], words: dict[str, dict[str, str]]) -> None:
    organisation = Organisation.objects.create(is_fictional=True, verified_at=timezone.now(), **facts)
    for name, role in people.items():
        user = User.objects.get(email=f"{name}@tvers.example")
        Membership.objects.create(organisation=organisation, user=user, role=role, is_shown=True, accepted_at=timezone.now())
    for page in organisation_tree.plant_pages(organisation):
        write_words(page, by=None, **words.get(page.language, {}))
    organisation_tree.empower(organisation)


def introduce() -> None:
    learner, adviser = (User.objects.get(email=f"{name}@tvers.example") for name in ("learner", "adviser"))
    if not Connection.objects.between(learner, adviser).exists():
        request = ask(learner, asked=adviser, message="Hei! Jeg tar kurset om folk på bygda. Har du tid til et spørsmål?", language="nb")
        answer = "Hei Marit, gjerne! Skriv hva du lurer på, så svarer jeg i dag."
        post_message(accept(request, by=adviser), author=adviser, body=answer, language="nb", client_id=uuid4())
