"""The fictional people: one for each role, brought once."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from entrepreneurs.models import User
from entrepreneurs.people import PASSWORD, PEOPLE
from entrepreneurs.roles import ROLES

pytestmark = pytest.mark.django_db


def load() -> str:
    told = StringIO()
    call_command("load_people", stdout=told)
    return told.getvalue()


def test_load_people_brings_one_for_each_role_and_a_superuser(settings):
    settings.DEMONSTRATION = True

    load()

    roles = {user.email: list(user.groups.values_list("name", flat=True)) for user in User.objects.filter(is_demo=True)}
    assert [person.role for person in PEOPLE] == [*ROLES, "Superuser"]
    assert roles == {person.email: [person.role] if person.role in ROLES else [] for person in PEOPLE}
    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == ["superuser@tvers.example"]
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(PEOPLE)


def test_load_people_says_who_they_are_and_their_password(settings):
    settings.DEMONSTRATION = True

    told = load()

    assert [person.email for person in PEOPLE if person.email in told] == [person.email for person in PEOPLE]
    assert PASSWORD in told


def test_load_people_again_changes_nothing_that_a_person_changed(settings):
    settings.DEMONSTRATION = True
    load()
    User.objects.filter(email="learner@tvers.example").update(name="Somebody else")

    load()

    assert User.objects.count() == len(PEOPLE)
    assert User.objects.get(email="learner@tvers.example").name == "Somebody else"


def test_load_people_refuses_outside_a_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="demonstration alone"):
        load()

    assert not User.objects.exists()
