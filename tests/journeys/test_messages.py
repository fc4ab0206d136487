"""Two people in two languages and time zones come to know each other and talk; the line goes away for one of them, and nothing is lost."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import follow, press, write

SESSIONS = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from entrepreneurs.models import User
made = {}
for name, language, zone in [("Marit", "nb", "Europe/Oslo"), ("Katrín", "en", "Atlantic/Reykjavik")]:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name, language=language, time_zone=zone)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made[name] = [user.pk, session.session_key, str(user.contact_key)]
print(json.dumps(made))
"""


@pytest.fixture
def two(own_server):
    return json.loads(own_server.manage("shell", "--no-imports", "-c", SESSIONS).splitlines()[-1])


@pytest.fixture
def as_person(own_server, two, open_page):
    """`as_person("Marit", java_script_enabled=False)`: a browser of hers."""

    def as_person(name: str, **options):
        page = open_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": two[name][1], "url": own_server.url}])
        return page

    return as_person


def ask_and_accept(server, two, marit, katrín) -> None:
    """By keyboard: Marit asks, Katrín says yes; both say that they are adults. Both end in the conversation."""
    marit.goto(f"{server.url}/nb/messages/ask/{two['Katrín'][2]}/")
    press(marit, marit.locator("input[name=is_adult]"), "Space")
    write(marit, marit.locator("textarea"), "Hei! Vi driver begge et verksted.")
    follow(marit, marit.locator(".button.main"))
    katrín.goto(f"{server.url}/en/messages/")
    follow(katrín, katrín.locator(".talk-link").first)
    press(katrín, katrín.locator("input[name=is_adult]"), "Space")
    follow(katrín, katrín.locator(".button.main"))
    marit.goto(f"{server.url}/nb/messages/")
    follow(marit, marit.locator("[data-talks] a").first)


def say(page, text: str) -> None:
    write(page, page.locator("#say textarea"), text)
    press(page, page.locator("#say .button.main"))


def bodies(page) -> list[str]:
    return page.locator(".said .body").all_inner_texts()


def wait_for(page, text: str) -> None:
    page.locator(".said .body", has_text=text).wait_for()


@pytest.mark.journey
def test_two_people_talk_and_a_lost_line_loses_nothing(own_server, two, as_person, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")
    marit, katrín = as_person("Marit", locale="nb-NO"), as_person("Katrín")
    ask_and_accept(own_server, two, marit, katrín)
    for page in (marit, katrín):
        page.locator("[data-line].good").wait_for()

    say(katrín, "Hi! What do you make?")
    wait_for(marit, "What do you make?")
    assert marit.locator(".said .body[lang=en]").count() == 1
    katrín.locator(".read", has_text="Marit").wait_for()

    marit.context.set_offline(True)
    marit.locator("[data-line].wait").wait_for()
    for number in range(5):
        say(katrín, f"Question {number}")
    expect(katrín.locator(".said[data-client]")).to_have_count(0)  # the server has them all before the answer, which comes last then
    say(marit, "Svar, skrevet uten nett")
    marit.locator(".said[data-client]").wait_for()
    assert "Question 0" not in " ".join(bodies(marit))
    marit.context.set_offline(False)

    wait_for(marit, "Question 4")
    wait_for(katrín, "Svar, skrevet uten nett")
    marit.locator(".said[data-client]").wait_for(state="detached")
    katrín.locator(".read", has_text="Marit").wait_for()
    expected = [
        "Hei! Vi driver begge et verksted.",
        "Hi! What do you make?",
        *(f"Question {number}" for number in range(5)),
        "Svar, skrevet uten nett",
    ]
    assert bodies(katrín) == bodies(marit) == expected
    for page in (marit, katrín):
        page.reload()
        assert bodies(page) == expected
    assert own_server.rows("SELECT read_seq FROM entrepreneurs_participant ORDER BY read_seq DESC LIMIT 1") == own_server.rows(
        "SELECT max(seq) FROM entrepreneurs_message"
    )


@pytest.mark.journey
def test_typing_change_and_taking_back_are_seen_at_once(own_server, two, as_person):
    marit, katrín = as_person("Marit", locale="nb-NO"), as_person("Katrín")
    ask_and_accept(own_server, two, marit, katrín)
    marit.locator("[data-line].good").wait_for()
    katrín.locator("[data-line].good").wait_for()

    write(katrín, katrín.locator("#say textarea"), "I wirte")
    marit.locator("[data-typing]", has_text="Katrín").wait_for()
    press(katrín, katrín.locator("#say .button.main"))
    wait_for(marit, "I wirte")
    follow(katrín, katrín.locator(".said.mine .acts a").last)
    katrín.locator("textarea").fill("I write")
    follow(katrín, katrín.locator(".button.main"))
    marit.locator(".said .body", has_text="I write").wait_for()

    follow(katrín, katrín.locator(".said.mine .acts a").last)
    follow(katrín, katrín.locator(".button.danger"))
    marit.locator(".said .body.soft").wait_for()
    assert "I write" not in marit.content()


@pytest.mark.journey
@pytest.mark.parametrize("how", ["no script", "no socket"])
def test_conversation_works_without(own_server, two, as_person, watch, how):
    watch.allow("WebSocket", "ERR_FAILED")
    marit = as_person("Marit", locale="nb-NO", java_script_enabled=how != "no script")
    katrín = as_person("Katrín", java_script_enabled=how != "no script")
    if how == "no socket":
        for page in (marit, katrín):
            page.add_init_script("window.WebSocket = class { constructor() { setTimeout(() => this.onclose({ code: 1006 }), 10) } close() {} }")
    ask_and_accept(own_server, two, marit, katrín)

    say(katrín, "Can you read this?")
    wait_for(katrín, "Can you read this?")
    if how == "no script":
        marit.reload()
    wait_for(marit, "Can you read this?")
    say(marit, "Ja")
    wait_for(marit, "Ja")
    if how == "no script":
        katrín.reload()
    wait_for(katrín, "Ja")
    assert bodies(katrín) == ["Hei! Vi driver begge et verksted.", "Can you read this?", "Ja"]


@pytest.mark.journey
def test_what_cannot_be_sent_goes_back_into_the_box(own_server, two, as_person, watch):
    watch.allow("422", "404")
    marit, katrín = as_person("Marit", locale="nb-NO"), as_person("Katrín")
    ask_and_accept(own_server, two, marit, katrín)
    long = "x" * 4001

    marit.locator("#say textarea").fill(long)
    press(marit, marit.locator("#say .button.main"))
    marit.locator("#say [data-error]:not([hidden])").wait_for()
    assert marit.locator("#say textarea").input_value() == long

    katrín.goto(f"{own_server.url}/en/messages/with/{two['Marit'][0]}/block/")
    follow(katrín, katrín.locator(".button.danger"))
    marit.locator("[data-line].bad").wait_for()
    assert marit.locator("#say textarea").input_value() == long


REMOVAL = """
from entrepreneurs.actions.moderation import decide
from entrepreneurs.models import Report, User
nils = User.objects.get(email="coordinator@tvers.example")
decide(Report.objects.get(), by=nils, kind="remove", reason="It is unkind.")
"""


@pytest.mark.journey
def test_message_is_reported_by_keyboard_and_its_removal_is_seen_at_once(own_server, two, as_person):
    marit, katrín = as_person("Marit", locale="nb-NO"), as_person("Katrín")
    ask_and_accept(own_server, two, marit, katrín)
    marit.locator("[data-line].good").wait_for()
    say(katrín, "You are a fool")
    wait_for(marit, "You are a fool")
    address = marit.url

    follow(marit, marit.locator(".said .acts a[href$='/report/']").last)
    press(marit, marit.locator("input[name=reason]").first, "Space")
    follow(marit, marit.locator(".button.main"))
    assert marit.locator(".rows .state.wait").count() == 1

    marit.goto(address)
    marit.locator("[data-line].good").wait_for()
    own_server.manage("shell", "--no-imports", "-c", REMOVAL)
    for page in (marit, katrín):
        page.locator(".said .body.soft").wait_for()
        assert "You are a fool" not in page.content()
    assert own_server.rows("SELECT kind FROM entrepreneurs_decision") == [("remove",)]


TEXT = {"name": "Plan A.txt", "mimeType": "text/plain", "buffer": "Først taket".encode()}
DRAWING = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
LARGE = {"name": "film.txt", "mimeType": "text/plain", "buffer": b"x" * (10 * 1024 * 1024 + 1)}


def save(page, link) -> str:
    with page.expect_download() as saving:
        link.click()
    return saving.value.path().read_text()


@pytest.mark.journey
@pytest.mark.parametrize("how", ["script", "no script"])
def test_file_is_sent_and_saved_and_a_refused_one_keeps_the_text(own_server, two, as_person, watch, how):
    watch.allow("422")
    marit = as_person("Marit", locale="nb-NO", java_script_enabled=how == "script")
    katrín = as_person("Katrín", java_script_enabled=how == "script")
    ask_and_accept(own_server, two, marit, katrín)

    for refused in [DRAWING, LARGE]:
        katrín.locator("#say textarea").fill("Here is the plan")
        katrín.locator("#say [type=file]").set_input_files([refused])
        press(katrín, katrín.locator("#say .button.main"))
        katrín.locator("#say .errorlist", has_text=refused["name"]).filter(visible=True).wait_for()
        assert katrín.locator("#say textarea").input_value() == "Here is the plan"
    katrín.locator("#say [type=file]").set_input_files([TEXT])
    press(katrín, katrín.locator("#say .button.main"))
    wait_for(katrín, "Here is the plan")
    if how == "no script":
        marit.reload()

    link = marit.locator(".files a", has_text="Plan A.txt")
    link.wait_for()
    assert save(marit, link) == "Først taket"
    assert katrín.locator("#say textarea").input_value() == ""
    assert own_server.rows("SELECT name, size FROM entrepreneurs_attachment") == [("Plan A.txt", 12)]


@pytest.mark.journey
def test_file_waits_in_the_open_page_and_its_text_in_the_browser(own_server, two, as_person, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")
    marit, katrín = as_person("Marit", locale="nb-NO"), as_person("Katrín")
    ask_and_accept(own_server, two, marit, katrín)
    katrín.locator("[data-line].good").wait_for()

    katrín.context.set_offline(True)
    katrín.locator("[data-line].wait").wait_for()
    katrín.locator("#say [type=file]").set_input_files([TEXT])
    say(katrín, "Here is the plan")
    katrín.locator(".said[data-client] .state", has_text="Keep this page open").wait_for()
    assert katrín.evaluate("Object.values(localStorage)") == ["Here is the plan"]
    say(katrín, "And a word")
    katrín.context.set_offline(False)
    wait_for(marit, "And a word")

    assert bodies(marit)[1:] == ["Here is the plan", "And a word"]
    marit.locator(".files a", has_text="Plan A.txt").wait_for()
    katrín.locator(".said[data-client]").wait_for(state="detached")
    assert katrín.evaluate("Object.values(localStorage)") == []
