"""Whoever can do harm sets up a second factor before anything else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEED_IT = ["Adviser", "Partner editor", "Translator", "Coordinator", "Administrator"]


@pytest.fixture(autouse=True)
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def member(role: str = "", **facts):
    user = UserFactory(**facts)
    user.groups.add(*Group.objects.filter(name=role))
    return user


@pytest.mark.parametrize("role", NEED_IT)
@pytest.mark.parametrize("address", ["/admin/", "/en/me/", "/en/learn/", "/en/me/letters/"])
def test_role_is_led_to_set_one_up(client, site_tree, role, address):
    client.force_login(member(role))

    response = client.get(address)

    assert (response.status_code, response.url.endswith("/account/2fa/")) == (302, True)


@pytest.mark.parametrize("facts", [{"is_staff": True}, {"is_superuser": True}])
def test_staff_and_superusers_are_led_to_set_one_up(client, facts):
    client.force_login(member(**facts))

    assert client.get("/django-admin/").url.endswith("/account/2fa/")


def test_learner_is_left_alone(client, site_tree):
    client.force_login(member("Learner"))

    assert client.get("/en/me/").status_code == 200


def test_visitor_is_left_alone(client, site_tree):
    assert client.get("/en/me/").status_code == 200


def test_one_who_has_it_goes_on(client, site_tree):
    user = member("Coordinator")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.force_login(user)

    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, site_tree):
    user = member("Coordinator")
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    client.force_login(user)

    assert client.get("/admin/").url.endswith("/account/2fa/")


def test_way_to_set_it_up_and_way_out_are_open(client, site_tree):
    client.force_login(member("Coordinator"))

    index = client.get("/en/account/2fa/")
    setting_up = client.get("/en/account/2fa/totp/activate/")
    proving = client.get("/en/account/reauthenticate/")
    client.post("/en/account/logout/")

    assert index.status_code == 200
    assert setting_up.url.startswith("/en/account/reauthenticate/")
    assert proving.status_code == 200
    assert "_auth_user_id" not in client.session


def test_sending_is_forbidden(client, site_tree):
    client.force_login(member("Coordinator"))

    response = client.post("/en/me/facts/", {"name": "Changed"})

    assert response.status_code == 403


def test_programs_are_told_so(client, site_tree):
    client.force_login(member("Coordinator"))

    response = client.get("/admin/", headers={"Accept": "application/json"})

    assert (response.status_code, response.json()) == (403, {"error": "Set up a second factor first."})


def test_nobody_is_led_anywhere_where_it_is_not_required(client, site_tree, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(member("Coordinator"))

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("role", "queries"), [("Learner", 1), ("Coordinator", 2)])
def test_asking_costs_little(client, site_tree, role, queries, settings, django_assert_num_queries):
    from entrepreneurs.middleware import lacks_second_factor

    user = member(role)

    class Request:
        COOKIES = {settings.SESSION_COOKIE_NAME: "x"}

    Request.user = user
    with django_assert_num_queries(queries):
        lacks_second_factor(Request)
