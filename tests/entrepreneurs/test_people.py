"""The fictional people: one for each role, brought once."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from entrepreneurs.actions.profiles import change_profile
from entrepreneurs.directory import Directory
from entrepreneurs.models import Message, Profile, User, Visibility
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

    brought = User.objects.filter(email__in=[person.email for person in PEOPLE])
    roles = {user.email: list(user.groups.filter(name__in=ROLES).values_list("name", flat=True)) for user in brought}
    assert [person.role for person in PEOPLE] == [*ROLES, "Superuser"]
    assert roles == {person.email: [person.role] if person.role in ROLES else [] for person in PEOPLE}
    assert list(User.objects.filter(is_superuser=True).values_list("email", flat=True)) == ["superuser@tvers.example"]
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == User.objects.filter(is_demo=True).count()


def test_load_people_says_who_they_are_and_their_password(settings):
    settings.DEMONSTRATION = True

    told = load()

    assert [person.email for person in PEOPLE if person.email in told] == [person.email for person in PEOPLE]
    assert PASSWORD in told


def test_load_people_again_changes_nothing_that_a_person_changed(settings):
    settings.DEMONSTRATION = True
    load()
    learner = User.objects.get(email="learner@tvers.example")
    change_profile(learner, name="Somebody else", visibility=Visibility.NOBODY, languages=["pl"])
    people, said = User.objects.count(), Message.objects.count()

    load()

    assert (User.objects.count(), Message.objects.count()) == (people, said)
    learner.refresh_from_db()
    assert (learner.name, learner.profile.visibility, learner.profile.languages) == ("Somebody else", Visibility.NOBODY, ["Polski"])


def test_load_people_brings_some_to_be_found_in_every_country(settings):
    settings.DEMONSTRATION = True

    load()

    assert {key.partition("/")[0] for key in Directory(AnonymousUser(), chosen={}).numbers} == {"NO", "FI", "IS", "IE", "GR", "PL", "EE"}
    assert [profile.home for profile in Profile.objects.all() if not profile.home] == []


def test_load_people_refuses_outside_a_demonstration(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="demonstration alone"):
        load()

    assert not User.objects.exists()
