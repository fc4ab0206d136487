"""The fictional people come in by no door outside a demonstration."""

import pytest
from django.contrib.auth import authenticate
from django.core import mail

from entrepreneurs.people import PASSWORD, PEOPLE, bring
from tests.entrepreneurs.test_accounts import code_in

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PEOPLE, ids=lambda person: person.role)
def person(request):
    return bring(request.param)


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True
    return settings


def by_password(client, user):
    return client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})


def by_code(client, user):
    client.post("/en/account/login/code/", {"email": user.email})
    return client.post("/en/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})


def is_in(client) -> bool:
    return client.get("/en/me/facts/").status_code == 200


@pytest.mark.parametrize("door", [by_password, by_code])
def test_demo_person_signs_in_in_a_demonstration(client, demonstration, person, door):
    door(client, person)

    assert is_in(client)


@pytest.mark.parametrize("door", [by_password, by_code])
def test_demo_person_does_not_sign_in_elsewhere(client, settings, person, door):
    settings.DEMONSTRATION = False

    door(client, person)

    assert not is_in(client)
    assert "_auth_user_id" not in client.session


def test_session_from_a_demonstration_is_worth_nothing_elsewhere(client, demonstration, person):
    by_password(client, person)
    before = is_in(client)
    demonstration.DEMONSTRATION = False

    assert (before, is_in(client)) == (True, False)


def test_password_is_refused_without_a_browser_too(settings, person):
    settings.DEMONSTRATION = True
    inside = authenticate(None, email=person.email, password=PASSWORD)
    settings.DEMONSTRATION = False

    assert (inside, authenticate(None, email=person.email, password=PASSWORD)) == (person, None)
