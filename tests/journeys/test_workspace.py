"""Two people of two partners work in one place, on a phone, without a script and by keyboard; a stranger finds nothing of it."""

import json

import pytest

from tests.journeys.keyboard import follow, press, write
from tests.journeys.test_accessibility import IS_WIDE

PARTNERS = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from entrepreneurs.models import Membership, User
from hub.models import Organisation, Partnership, Programme
made = {}
for name, partner in [("Marit", "A workshop"), ("Katrín", "A dairy"), ("Stranger", "")]:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    if partner:
        facts = {"name": partner, "country": "NO", "is_fictional": True, "verified_at": timezone.now()}
        organisation = Organisation.objects.create(**facts)
        Partnership.objects.create(programme=Programme.objects.get(key="pomeil"), organisation=organisation)
        Membership.objects.create(organisation=organisation, user=user, role="lead", accepted_at=timezone.now())
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update({SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0]})
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    made[name] = session.session_key
print(json.dumps(made))
"""
A_WEEK_AHEAD = """
from datetime import timedelta
from django.utils import timezone
from entrepreneurs.models import PartnerTask
from hub import timetable
PartnerTask.objects.filter(demo_key="").update(due=timezone.localdate() + timedelta(days=7))
timetable.entries["remind_of_tasks"].function()
"""


@pytest.fixture
def made(own_server):
    return json.loads(own_server.manage("shell", "--no-imports", "-c", PARTNERS).splitlines()[-1])


@pytest.fixture
def as_person(own_server, made, open_page):
    """`as_person("Marit", java_script_enabled=False)`: a phone of hers, on the page of her own."""

    def as_person(name: str, **options):
        page = open_page(viewport={"width": 360, "height": 740}, **options)
        page.context.add_cookies([{"name": "sessionid", "value": made[name], "url": own_server.url}])
        page.goto(f"{own_server.url}/en/me/")
        return page

    return as_person


def lane(page, name: str) -> None:
    """By the workspace's own navigation."""
    follow(page, page.locator(".lanes a", has_text=name))
    assert not page.evaluate(IS_WIDE)


def send(page) -> None:
    follow(page, page.locator("main .button.main"))


def text_of(page) -> str:
    return page.locator("main").inner_text()


def share_and_add_a_version(marit, katrín) -> None:
    lane(marit, "Documents")
    follow(marit, marit.locator("main .button.main"))
    write(marit, marit.locator("input[name=title]"), "The budget")
    marit.locator("input[name=file]").set_input_files({"name": "Budget.txt", "mimeType": "text/plain", "buffer": b"Bread 10"})
    send(marit)
    lane(katrín, "Documents")
    follow(katrín, katrín.locator("h3 a", has_text="The budget"))
    write(katrín, katrín.locator("input[name=note]"), "With milk")
    katrín.locator("input[name=file]").set_input_files({"name": "Budget.txt", "mimeType": "text/plain", "buffer": b"Bread 10, milk 5"})
    send(katrín)
    lane(marit, "Documents")
    follow(marit, marit.locator("h3 a", has_text="The budget"))
    assert marit.locator(".trail li").count() == 2
    assert "With milk" in marit.locator(".trail li").first.inner_text()
    with marit.expect_download() as saved:
        press(marit, marit.locator(".trail .files a").last)
    assert saved.value.suggested_filename == "Budget.txt"
    assert saved.value.path().read_bytes() == b"Bread 10"


def decide_and_word_anew(marit, katrín) -> None:
    lane(katrín, "Decisions")
    follow(katrín, katrín.locator("main .button.main"))
    write(katrín, katrín.locator("textarea[name=what]"), "We meet on Mondays")
    press(katrín, katrín.get_by_label("A dairy"), "Space")
    send(katrín)
    lane(marit, "Decisions")
    follow(marit, marit.locator(".decided a", has_text="Open this decision"))
    follow(marit, marit.locator("main .button", has_text="Word it anew"))
    marit.locator("textarea[name=what]").fill("We meet on Tuesdays")
    send(marit)
    lane(katrín, "Decisions")
    assert "We meet on Tuesdays" in text_of(katrín)
    follow(katrín, katrín.locator(".decided a", has_text="Worded anew once"))
    assert katrín.locator(".decided-words").inner_text() == "We meet on Tuesdays"
    before = katrín.locator(".trail li").inner_text()
    assert "We meet on Mondays" in before
    assert "A dairy" in before


def set_a_task(marit) -> None:
    lane(marit, "Tasks")
    follow(marit, marit.locator("main .button.main"))
    write(marit, marit.locator("input[name=what]"), "Ask for the milk")
    marit.locator("select[name=who]").select_option(label="Katrín")
    marit.locator("input[name=due]").fill("2030-01-10")
    send(marit)


@pytest.mark.journey
def test_partners_share_decide_and_do_and_a_stranger_finds_nothing(own_server, as_person, watch):
    watch.allow("404")
    marit, katrín = as_person("Marit", java_script_enabled=False), as_person("Katrín")
    for page in (marit, katrín):
        follow(page, page.locator("main a", has_text="POMEIL"))
        assert not page.evaluate(IS_WIDE)
    workspace = marit.url
    seen = [workspace]

    share_and_add_a_version(marit, katrín)
    seen.append(marit.url)
    decide_and_word_anew(marit, katrín)
    seen.append(katrín.url)
    set_a_task(marit)
    own_server.manage("shell", "--no-imports", "-c", A_WEEK_AHEAD)

    katrín.goto(f"{own_server.url}/en/me/news/")
    follow(katrín, katrín.locator("main a", has_text="POMEIL: a task of yours is due"))
    seen.append(katrín.url)
    assert katrín.locator("input[name=what]").input_value() == "Ask for the milk"
    lane(katrín, "Tasks")
    mine = katrín.locator(".task-of.mine", has_text="Ask for the milk")
    follow(katrín, mine.locator("button"))
    assert "Done: Ask for the milk" in text_of(katrín)
    assert katrín.locator(".task-of", has_text="Ask for the milk").count() == 0

    stranger = as_person("Stranger")
    assert stranger.locator("main a[href*=workspaces]").count() == 0
    for address in seen:
        assert stranger.goto(address).status == 404
        assert not {"Ask for the milk", "The budget", "We meet on"} & set(text_of(stranger).split("\n"))
    stranger.context.clear_cookies()
    for address in [*seen, f"{own_server.url}/en/workspaces/no-such/"]:
        stranger.goto(address)
        assert "/account/login/" in stranger.url
