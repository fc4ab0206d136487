"""Passkeys in a real browser, under the strict policy for scripts: making an account with one, and coming back with it."""

import json
import re

import pytest

pytestmark = pytest.mark.journey


@pytest.fixture
def host(server, watch) -> str:
    """A passkey belongs to a name; an address of numbers has none."""
    host = f"http://localhost:{server.port}"
    watch.allow(f"request to another host: {host}/")
    return host


def latest_code(server) -> str:
    """The code in the mail that waits last in the queue."""
    (written,) = server.rows("SELECT args_kwargs FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at DESC LIMIT 1")[0]
    return re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]{3,}$", json.loads(written)["kwargs"]["body"], re.MULTILINE)[0]


def plug_in_key(page, *, is_unlocked: bool = True) -> None:
    """A key of the device, unlocked by whoever holds it, or by nobody."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    facts = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": is_unlocked}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": facts | {"automaticPresenceSimulation": True}})


def test_account_is_made_and_entered_with_a_passkey(server, host, page):
    plug_in_key(page)
    page.goto(f"{host}/en/account/signup/")
    page.get_by_role("link", name="Create an account with a passkey").click()
    page.get_by_label("Email").fill("passkey@example.org")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").fill(latest_code(server))
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Create").click()
    page.wait_for_url("**/en/learn/mine/")

    page.goto(f"{host}/en/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{host}/en/account/login/?next=/en/me/")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"{host}/en/me/")

    assert page.get_by_text("passkey@example.org").count() > 0


def test_passkey_that_is_not_there_is_said_on_the_page(host, page):
    plug_in_key(page)
    page.goto(f"{host}/en/account/login/")
    refusal = page.get_by_role("alert").filter(has_text="Your device did not use a passkey")
    before = refusal.count()
    page.get_by_role("button", name="Use my passkey").click()
    refusal.wait_for(timeout=90_000)

    assert before == 0
