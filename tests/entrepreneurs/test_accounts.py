"""Signing up and in: by code, by password, by passkey; and the pages that allauth draws, in our face."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse

from entrepreneurs.models import User
from hub.models import Letter
from tests.factories import UserFactory
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def code_in(message) -> str:
    return re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", message.body, re.MULTILINE)[0]


def make_member(**facts) -> User:
    user = UserFactory(**facts)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_up(client, email="ada@example.org", **data):
    return client.post("/nb/account/signup/", {"email": email, **data}, follow=True)


def test_sign_up_by_code_alone_makes_a_verified_account(client):
    response = sign_up(client, name="Ada")
    code = code_in(mail.outbox[-1])

    response = client.post("/nb/account/confirm-email/", {"code": code})

    user = User.objects.get(email="ada@example.org")
    assert response.url == "/nb/learn/mine/"
    assert (user.name, user.language, user.has_usable_password()) == ("Ada", "nb", False)
    assert EmailAddress.objects.get(user=user).verified
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_up_with_password_can_sign_in_with_it(client):
    sign_up(client, password1="a long walk in the rain")
    client.post("/nb/account/confirm-email/", {"code": code_in(mail.outbox[-1])})
    client.post("/nb/account/logout/")

    response = client.post("/nb/account/login/", {"login": "ada@example.org", "password": "a long walk in the rain"})

    assert response.url == "/nb/learn/mine/"


def test_sign_up_asks_for_address_name_and_password_in_this_order(client):
    form = client.get("/en/account/signup/").context["form"]

    assert list(form.fields) == ["email", "name", "password1"]
    assert [field.required for field in form.fields.values()] == [True, False, False]
    assert [form[name].field.widget.attrs["autocomplete"] for name in form.fields] == ["email", "nickname", "new-password"]


def test_sign_up_with_bad_input_says_so_by_the_field_and_keeps_what_was_typed(client):
    response = client.post("/en/account/signup/", {"email": "no address", "name": "Ada", "password1": "short"})

    assert list(response.context["form"].errors) == ["email", "password1"]
    assert 'id="id_email_error"' in response.text
    assert re.search(r'name="email"[^>]*aria-describedby="id_email_error"', response.text)
    assert 'value="no address"' in response.text
    assert 'value="Ada"' in response.text


def test_sign_up_with_a_taken_address_looks_the_same_to_a_stranger(client):
    make_member(email="ada@example.org")

    taken, free = sign_up(client, "ada@example.org"), sign_up(Client(), "new@example.org")

    assert taken.redirect_chain == free.redirect_chain
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["new@example.org"]]
    assert User.objects.filter(email__iexact="ada@example.org").count() == 1


def test_sign_in_by_code(client):
    user = make_member()

    client.post("/en/account/login/code/", {"email": user.email})
    response = client.post("/en/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})

    assert response.url == "/en/learn/mine/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_code_for_an_unknown_address_looks_the_same_to_a_stranger(client):
    make_member(email="ada@example.org")

    known = client.post("/en/account/login/code/", {"email": "ada@example.org"}, follow=True)
    unknown = Client().post("/en/account/login/code/", {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert User.objects.count() == 1


def test_password_is_reset_by_code(client):
    user = make_member()

    client.post("/en/account/password/reset/", {"email": user.email})
    client.post("/en/account/password/reset/confirm/", {"code": code_in(mail.outbox[-1])})
    client.post("/en/account/password/reset/complete/", {"password1": "quite another one", "password2": "quite another one"})

    user.refresh_from_db()
    assert user.check_password("quite another one")


def test_address_changes_once_the_new_one_is_proven(client):
    user = make_member()
    client.force_login(user)

    client.post("/en/account/email/", {"email": "new@example.org", "action_add": "1"})
    user.refresh_from_db()
    before = user.email
    client.post("/en/account/confirm-email/", {"code": code_in(mail.outbox[-1])})

    user.refresh_from_db()
    assert (before, user.email) != (before, before)
    assert user.email == "new@example.org"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == ["new@example.org"]


def test_second_factor_is_asked_for_whatever_the_first(client):
    user = make_member()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    by_password = client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert by_password.url.startswith("/en/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


def test_login_page_offers_password_code_and_passkey(client):
    text = client.get("/en/account/login/?next=/en/me/").text

    assert 'action="/en/account/login/"' in text
    assert 'action="/en/account/login/code/?next=%2Fen%2Fme%2F"' in text or 'action="/en/account/login/code/"' in text
    assert 'action="/en/account/2fa/webauthn/login/"' in text
    assert text.count('name="next" value="/en/me/"') == 3


PAGES_OF_STRANGERS = [
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
]
PAGES_OF_MEMBERS = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "me:home",
    "me:facts",
    "me:letters",
    "me:erase",
]
PAGES_WITH_SECOND_FACTOR = ["mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_reauthenticate"]


def is_in_our_face(response) -> bool:
    text = re.sub(r"<script[^>]*(src=|type=\"application/json\")", "", response.text)
    strict = "<script" not in text and " style=" not in text and "onclick" not in text
    ids = re.findall(r'\bid="([^"]+)"', response.text)
    return response.status_code == 200 and 'class="top"' in text and text.count("<h1") == 1 and strict and len(ids) == len(set(ids))


def labels_missing(response) -> list[str]:
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", response.text)
    shown = [field for field in fields if 'type="hidden"' not in field and "aria-label=" not in field]
    ids = [re.search(r'\bid="([^"]*)"', field)[1] for field in shown]
    return [id_ for id_ in ids if f'for="{id_}"' not in response.text]


@pytest.mark.parametrize("name", PAGES_OF_STRANGERS)
def test_page_of_a_stranger_has_our_face(client, name):
    response = client.get(reverse(name))

    assert is_in_our_face(response)
    assert labels_missing(response) == []


def sign_in(client) -> User:
    user = make_member()
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return user


@pytest.mark.parametrize("name", PAGES_OF_MEMBERS)
def test_page_of_a_member_has_our_face(client, name):
    sign_in(client)

    response = client.get(reverse(name))

    assert is_in_our_face(response)
    assert labels_missing(response) == []


@pytest.mark.parametrize("name", PAGES_WITH_SECOND_FACTOR)
def test_page_of_a_member_with_second_factor_has_our_face(client, name):
    user = sign_in(client)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client.post("/en/account/2fa/recovery-codes/generate/")

    response = client.get(reverse(name))

    assert is_in_our_face(response)
    assert labels_missing(response) == []


def test_code_to_scan_stands_on_white(client):
    sign_in(client)

    drawing = client.get(reverse("mfa_activate_totp")).context["totp_svg"]

    assert re.search(r'<(svg:)?rect[^>]*fill="white"', drawing)


def test_key_is_listed_with_its_name(client):
    user = sign_in(client)
    credential = {"clientExtensionResults": {"credProps": {"rk": True}}}
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "My phone", "credential": credential})

    listing = client.get(reverse("mfa_list_webauthn"))
    renaming = client.get(reverse("mfa_edit_webauthn", args=[key.pk]))
    removing = client.get(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert "My phone" in listing.text
    assert [is_in_our_face(page) for page in (listing, renaming, removing)] == [True, True, True]


def test_pages_that_ask_for_a_code_have_our_face(client):
    user = make_member()
    asked = client.post("/en/account/login/code/", {"email": user.email}, follow=True)

    wrong = client.post("/en/account/login/code/confirm/", {"code": "WRONG-1"})

    assert is_in_our_face(asked)
    assert is_in_our_face(wrong)
    assert labels_missing(wrong) == []
    assert "id_code_error" in wrong.text
    assert Letter.objects.count() == 0
