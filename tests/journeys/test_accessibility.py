"""axe finds nothing on one page of every template, in three languages, light and dark, wide and narrow; and nothing scrolls sideways at 320 px."""

import shutil
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from entrepreneurs.people import PASSWORD
from tests.journeys.keyboard import answer, wait_for_state
from tests.journeys.shown import BY_THE_WAY, SIGNED_IN, SIGNED_OUT, place_of, places
from tests.servers import environment, run

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}  # all that a dark page can be wrong in, and the light one is not
LANGUAGES = ["en", "nb", "uk"]
LOOKS = [(1280, "light", EVERYTHING), (1280, "dark", COLOURS), (360, "light", EVERYTHING), (360, "dark", COLOURS)]
BUT_COLOURS = EVERYTHING | {"rules": EVERYTHING["rules"] | {"color-contrast": {"enabled": False}}}
ELSEWHERE = [(360, "light", BUT_COLOURS)]  # in other languages than English: colours are the same there, and words longer
NARROWEST = 320
RUN = """rules => axe.run({...rules, resultTypes: ["violations"], selectors: false}).then(
    ({violations}) => violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))]))"""
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
IS_WIDE = "document.documentElement.scrollWidth > innerWidth + 1"

STOP = """
from entrepreneurs.models import User
from hub.notices.mailing import stop_address
print("/" + stop_address(User.objects.get(email="translator@tvers.example"), ["message", "request"]).split("/", 3)[3])
"""


@pytest.fixture(scope="session")
def furnished(demonstration, made_once) -> Path:
    """The demonstration, with something on every page."""

    def furnish(data: Path) -> None:
        shutil.copytree(demonstration, data, ignore=shutil.ignore_patterns("made"))
        run(sys.executable, "-m", "tests.furniture", env=environment(data))

    return made_once("furnished", furnish)


@pytest.fixture(scope="module")
def server(make_server, furnished):
    server = make_server(of=furnished).start()
    yield server
    server.stop()


def complaints(page) -> dict[tuple, list]:
    """What axe finds on the page as it is now, all of it unfolded, by look; and the widths at which it scrolls sideways."""
    found = {}
    page.evaluate(UNFOLD)
    page.evaluate(Axe().axe_script)
    for width, scheme, rules in LOOKS if page.locator("html").get_attribute("lang") == "en" else ELSEWHERE:
        show(page, width, scheme)
        found[width, scheme] = page.evaluate(RUN, rules) + (["scrolls sideways"] if page.evaluate(IS_WIDE) else [])
    show(page, NARROWEST, "light")
    found[NARROWEST, "light"] = ["scrolls sideways"] if page.evaluate(IS_WIDE) else []
    return {look: what for look, what in found.items() if what}


def show(page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def sign_in(page, server, language: str, *, name: str = "coordinator") -> None:
    page.goto(f"{server.url}/{language}/account/login/")
    page.locator("input[name=login]").first.fill(f"{name}@tvers.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/learn/mine/")


def prove_again(page, server, language: str) -> None:
    """As those do who are about to change how they sign in, or to erase everything."""
    page.goto(f"{server.url}/{language}/account/reauthenticate/?next=/{language}/me/erase/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/me/erase/")


def look_at(page, server, language: str, shown: dict[str, str]) -> dict[str, dict]:
    """What axe finds, by template, on the page where each is shown."""
    known, found = places(server, language), {}
    for template, path in shown.items():
        address = f"{server.url}/{language}/{path.format(**known)}"
        page.goto(address)
        assert page.url == address
        found[template] = complaints(page)
    return {template: what for template, what in found.items() if what}


def page_templates() -> set[str]:
    """Our templates that make a whole page; allauth's own are drawn by templates/allauth/."""
    top = Path(settings.BASE_DIR) / "templates"
    texts = {str(path.relative_to(top)): path.read_text() for path in top.rglob("*.html")}
    bases = {"base.html", "account/base_entrance.html", "account/base_manage.html", "account/base_manage_email.html", "mfa/base_manage.html"}
    starts = [f'{{% extends "{base}" %}}' for base in (*bases, "mfa/webauthn/base.html")]
    return {name for name, text in texts.items() if any(text.startswith(start) for start in starts) and not name.startswith("allauth/")}


def test_every_template_of_a_page_is_looked_at():
    assert page_templates() - SIGNED_OUT.keys() - SIGNED_IN.keys() - BY_THE_WAY == set()


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(server, open_page, watch, language):
    watch.allow("404")
    page = open_page(locale=language)

    assert look_at(page, server, language, SIGNED_OUT) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", [pytest.param(code, marks=pytest.mark.xdist_group(f"accessibility {code}")) for code in LANGUAGES])
def test_axe_finds_nothing_for_those_signed_in(server, open_page, language):
    page = open_page(locale=language)
    sign_in(page, server, language)
    prove_again(page, server, language)

    assert look_at(page, server, language, SIGNED_IN) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_by_the_way(server, open_page, watch, language):
    """A code asked for, a form that was open too long, answers erased, and a database that is away."""
    watch.allow("403", "503")
    page = open_page(locale=language)
    found = {}

    page.goto(f"{server.url}/{language}/account/login/code/")
    page.locator("input[name=email]").fill(f"{language}@example.org")
    page.locator("input[name=email]").press("Enter")
    page.locator("input[name=code]").wait_for()
    found["account/base_confirm_code.html"] = complaints(page)

    page.goto(f"{server.url}/{language}/{place_of(server, language, 'learning', 'lessonpage')}")
    page.locator("textarea").first.fill("In winter, nobody passes.")
    page.locator("[data-status].good").first.wait_for()
    page.goto(f"{server.url}/{language}/me/erase/")
    page.locator("input[name=csrfmiddlewaretoken]").first.evaluate("input => { input.value = 'x' }")
    page.locator("input[name=word]").fill({"en": "erase", "nb": "slett", "uk": "стерти"}[language])
    page.locator("button.danger").click()
    page.locator("input[name=word][type=hidden]").wait_for(state="attached")
    found["errors/send_again.html"] = complaints(page)

    page.locator("main .button.main").click()
    page.locator(".button.main[href*=learn]").wait_for()
    found["entrepreneurs/gone.html"] = complaints(page)

    sign_in(page, server, language, name="administrator")
    page.goto(f"{server.url}/{language}/people/")
    page.locator(".button.main[href*=begin]").click()
    page.locator("input[name=languages]").first.wait_for()
    found["people/begin.html"] = complaints(page)

    assert not any(found.values()), found


@pytest.mark.journey
def test_axe_finds_nothing_where_somebody_says_what_happened(server, open_page, watch):
    """By somebody who neither writes the practice nor coordinates; first with what is wrong."""
    watch.allow("422")
    page = open_page()
    sign_in(page, server, "en", name="translator")
    page.goto(f"{server.url}/en/learn/practices/{places(server, 'en')['tried']}/tried/new/")
    page.locator("main .button.main").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    assert complaints(page) == {}

    page.locator("textarea").fill("It works here too.")
    page.locator("select[name=country]").select_option("IE")
    page.locator("main .button.main").click()
    page.locator("figure form .button").wait_for()
    assert complaints(page) == {}


@pytest.mark.journey
def test_axe_finds_nothing_where_mails_are_stopped(server, open_page):
    """Reached from a mail, without signing in; asked first, then done."""
    page = open_page()
    page.goto(server.url + server.manage("shell", "--no-imports", "-c", STOP).splitlines()[-1])

    assert complaints(page) == {}
    page.locator(".button.main").click()
    page.locator("button[name=pace]").wait_for()
    assert complaints(page) == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_while_the_database_is_away(own_server, open_page, watch, language):
    watch.allow("503")
    away = own_server.data / "away"
    own_server.status(f"/{language}/me/")
    shutil.move(own_server.data / "tvers.sqlite3", away)

    page = open_page(locale=language)
    assert page.goto(f"{own_server.url}/{language}/learn/mine/").status == 503
    assert page.locator("html").get_attribute("lang") == language
    assert complaints(page) == {}


@pytest.mark.journey
def test_axe_finds_nothing_in_answered_tasks(server, open_page, watch):
    """Saved, refused and checked tasks of all kinds, and the page at the end of a course."""
    watch.allow("422")
    page = open_page()
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/")
    lessons = [server.url + link.get_attribute("href") for link in page.locator(".way h3 a").all()]
    for lesson in lessons:
        page.goto(lesson)
        for task in page.locator("[data-task]").all():
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                wait_for_state(task, "bad")
        assert complaints(page) == {}
        for id_ in [task.get_attribute("id") for task in page.locator("[data-task]").all()]:
            task = page.locator(f"#{id_}")
            answer(page, task)
            wait_for_state(task, "good")
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                page.locator(f"#{id_} [data-feedback]").wait_for()
        assert complaints(page) == {}

    page.goto(server.url + page.locator(".next .button.main").get_attribute("href"))
    assert complaints(page) == {}


@pytest.mark.journey
def test_right_to_left_mirrors_the_page(server, open_page):
    """A page told to run from right to left has its mark at the right, its menu at the left, and still fits."""
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server.url}/en/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    mark, menu = page.locator(".mark").bounding_box(), page.locator("details.tongue").bounding_box()
    assert mark["x"] > menu["x"]
    assert not page.evaluate(IS_WIDE)
