"""A host, somebody with an account and a guest in the room of an event: they talk, ask and vote; with sockets, with none, and without JavaScript."""

import json

import pytest

PEOPLE = """
import json, secrets
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from entrepreneurs.models import User
from events.actions import polls, rooms
from events.guests import hash_of
from events.models import Event, EventText, Guest, Host, Registration
event = Event(language="en", day=timezone.localdate(), at="18:00", zone="Europe/Oslo", state="published", reach="invited")
event.starts_at, event.ends_at = timezone.now() - timedelta(minutes=5), timezone.now() + timedelta(hours=2)
event.save()
EventText.objects.create(event=event, language="en", title="What could a closed school become?")
made = {}
for name in ("Oddvar", "Marit"):
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name, language="en")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made[name] = ["sessionid", session.session_key]
    if name == "Oddvar":
        Host.objects.create(event=event, user=user)
        rooms.enter(event, who=user)
    else:
        Registration.objects.create(event=event, user=user, state="coming", language="en")
token = secrets.token_urlsafe(32)
guest = Guest.objects.create(email="mayor@example.org", name="The mayor", language="en", token_hash=hash_of(token))
Registration.objects.create(event=event, guest=guest, state="coming", language="en")
made["The mayor"] = ["guest", token]
words = [{"en": "A bakery"}, {"en": "A workshop"}]
polls.save_poll(event, kind="one", titles={"en": "What first?"}, options=words, lows={}, highs={}, is_anonymous=True)
print(json.dumps({"event": event.pk, "people": made}))
"""


@pytest.fixture
def made(own_server):
    return json.loads(own_server.manage("shell", "--no-imports", "-c", PEOPLE).splitlines()[-1])


@pytest.fixture
def enter(own_server, made, open_page):
    """`enter("Marit", java_script_enabled=False)`: her browser, in the room."""

    def enter(name: str, *, blocks: str = "", **options):
        page = open_page(**options)
        cookie, value = made["people"][name]
        page.context.add_cookies([{"name": cookie, "value": value, "url": own_server.url}])
        if blocks:
            page.add_init_script(f"window.{blocks} = class {{ constructor() {{ setTimeout(() => this.onclose({{ code: 1006 }}), 10); }} }}")
        page.goto(f"{own_server.url}/en/events/{made['event']}/room/")
        return page

    return enter


def say(page, text: str) -> None:
    page.locator("#say textarea").fill(text)
    page.locator("#say .button.main").click()


@pytest.mark.journey
def test_host_and_two_others_talk_ask_vote_and_see_what_came_of_it(enter):
    host, marit, mayor = enter("Oddvar"), enter("Marit"), enter("The mayor")
    for page in (host, marit, mayor):
        page.locator("[data-line].good").wait_for()

    say(mayor, "I have the key")
    for page in (host, marit, mayor):
        page.locator(".said .body", has_text="I have the key").wait_for()
    assert marit.locator(".said b").first.inner_text() == "The mayor"

    marit.locator("#questions summary.button").click()
    marit.locator("#ask_body").fill("May children come?")
    marit.locator("#ask_is_anonymous").check()
    marit.locator("#ask button").click()
    asked = mayor.locator("li.ask", has_text="May children come?")
    asked.wait_for()
    assert "Anonymous" in asked.inner_text()
    assert marit.locator("#ask_body").input_value() == ""
    asked.locator("button.vote").click()
    host.locator("li.ask [data-slot=votes]", has_text="1").wait_for()
    assert asked.locator("button.vote").get_attribute("aria-pressed") == "true"

    marit.locator("[data-hand] button[value=up]").click()
    host.locator("[data-hands] li", has_text="Marit").locator("button[value=call]").click()
    mayor.locator("[data-hands] [data-word]", has_text="Marit").wait_for()

    host.locator("#lead > summary").click()
    host.locator("[data-part=hosts] button[value=open]").first.click()
    for page in (marit, mayor):
        page.locator("[data-poll] input[type=radio]").first.check()
        page.locator("[data-poll] button").click()
        page.locator("[data-poll] .state.good").wait_for()
    host.locator("[data-poll] [data-voted]", has_text="2").wait_for()
    assert mayor.locator(".results").count() == 0
    host.locator("[data-part=hosts] button[value=show]").click()
    mayor.locator(".results b", has_text="2").wait_for()

    host.locator(".said .acts button").first.click()
    marit.locator(".said [data-slot=removed]:not([hidden])").wait_for()


@pytest.mark.journey
def test_room_works_without_sockets_and_without_script(enter):
    """What is said by somebody without a script reaches somebody whose line lets no socket through."""
    slow, plain = enter("Marit", blocks="WebSocket"), enter("The mayor", java_script_enabled=False)
    slow.locator("[data-line]", has_text="Slow line").wait_for()

    say(plain, "Here without a script")
    plain.locator(".said .body", has_text="Here without a script").wait_for()
    slow.locator(".said .body", has_text="Here without a script").wait_for()

    slow.locator("#questions summary.button").click()
    slow.locator("#ask_body").fill("Who pays?")
    slow.locator("#ask button").click()
    slow.locator("li.ask", has_text="Who pays?").wait_for()
    plain.locator("header nav a", has_text="Show what is new").click()
    plain.locator("button.vote").click()
    assert plain.locator("button.vote").get_attribute("aria-pressed") == "true"
    slow.locator("li.ask [data-slot=votes]", has_text="1").wait_for()


@pytest.mark.journey
def test_challenge_is_raised_upvoted_and_adopted_between_pages(enter):
    """Somebody raises it, the mayor has it too, a host asks the mayor, and everybody reads the answer as it is given."""
    marit, mayor, host = enter("Marit"), enter("The mayor"), enter("Oddvar")

    marit.locator("#challenges > details > summary").click()
    marit.locator("#raise_title").fill("The bus stopped coming")
    marit.locator("#raise button").click()
    for page in (marit, mayor, host):
        page.locator("#challenges li", has_text="The bus stopped coming").wait_for()

    mayor.locator("#challenges button.vote").click()
    marit.locator("#challenges [data-slot=votes]", has_text="1").wait_for()

    if not host.locator("[data-part=hosts]").is_visible():
        host.locator("#lead > summary").click()
    host.locator("[data-adopting] > summary").click()
    host.locator("#asked_seat").select_option(label="The mayor")
    host.locator("[data-adopting] button").click()
    form = mayor.locator("#challenges li form.notice")
    form.locator("textarea").fill("It comes back in spring.")
    form.locator("input[name=organisation]").fill("The municipality")
    form.locator("input[name=consents]").check()
    form.locator("button").click()

    for page in (marit, mayor, host):
        page.locator("#challenges .answer", has_text="It comes back in spring.").wait_for()
    assert marit.locator("#challenges li form.notice").count() == 0


@pytest.mark.journey
def test_host_is_asked_for_what_the_kind_of_poll_needs(enter, own_server, made):
    """With a script for that alone; without one for everything, under headings."""
    host, plain = enter("Oddvar"), enter("Oddvar", java_script_enabled=False)
    for page in (host, plain):
        page.goto(f"{own_server.url}/en/events/{made['event']}/polls/")
    options, steps = host.get_by_label("Options, one a line (English)"), host.get_by_label("Steps of the scale")
    assert (options.is_visible(), steps.is_visible()) == (True, False)
    assert plain.locator("form fieldset:visible legend").all_inner_texts() == [
        "With one choice or several: the options",
        "With a scale: its steps, and the words at its ends",
    ]

    steps.evaluate("box => box.value = 99")  # out of sight, it is not sent
    for kind, shown in [("several", (True, False)), ("text", (False, False))]:
        host.get_by_label("What kind of answer").select_option(kind)
        assert (options.is_visible(), steps.is_visible()) == shown
    host.get_by_label("Question (English)").fill("What would you miss?")
    host.get_by_role("button", name="Save the poll").click()

    host.locator("ul.rows li", has_text="What would you miss?").wait_for()
