"""axe finds nothing on one page of every template, in three languages, light and dark, wide and narrow; and nothing scrolls sideways at 320 px."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from entrepreneurs.people import PASSWORD
from tests.journeys.keyboard import answer, wait_for_state

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "rules": {"target-size": {"enabled": True}}}
LANGUAGES = ["en", "nb", "uk"]
LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
PLAIN = ["", "learn/", "learn/mine/", "merse/", "pomeil/", "me/", "account/login/", "account/signup/", "account/login/code/", "nothing-here/"]
SIGNED_IN = [
    "me/",
    "me/erase/",
    "me/facts/",
    "me/letters/",
    "account/email/",
    "account/2fa/",
    "account/password/change/",
    "learn/reports/",
    "learn/mine/",
]


def course_of(page, server, language):
    """The first course that this language has, its first lesson, and a plain page: as the pages themselves lead there."""
    page.goto(f"{server.url}/{language}/pomeil/")
    course = page.locator(".card a").first.get_attribute("href")
    page.goto(server.url + course)
    lesson = page.locator(".way a").first.get_attribute("href")
    plain = page.locator(".foot ul a").first.get_attribute("href")
    return [urlsplit(address).path for address in (course, lesson, plain)]


def complaints(page):
    found = Axe().run(page, options=RULES).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found] + (["scrolls sideways"] if wide else [])


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(server, open_page, watch, language, width, scheme):
    watch.allow("404")
    page = open_page(locale=language, viewport={"width": width, "height": 800}, color_scheme=scheme)
    addresses = [f"/{language}/{path}" for path in PLAIN] + course_of(page, server, language)

    found = {}
    for address in addresses:
        page.goto(server.url + address)
        found[address] = complaints(page)

    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.journey
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_for_those_signed_in(server, open_page, language, width, scheme):
    page = open_page(locale=language, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"{server.url}/{language}/account/login/")
    page.locator("input[name=login]").first.fill("coordinator@tvers.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/learn/mine/")

    found = {}
    for address in [f"/{language}/{path}" for path in SIGNED_IN]:
        page.goto(server.url + address)
        assert "/login/" not in page.url
        found[address] = complaints(page)

    assert {address: what for address, what in found.items() if what} == {}


@pytest.mark.journey
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_answered_tasks(server, open_page, watch, scheme):
    """Saved, refused and checked tasks of all kinds, and the page at the end of a course."""
    watch.allow("422")
    page = open_page(color_scheme=scheme)
    page.goto(f"{server.url}/en/merse/business-models-where-people-are-few/")
    lessons = [server.url + link.get_attribute("href") for link in page.locator(".way h3 a").all()]
    for lesson in lessons:
        page.goto(lesson)
        for task in page.locator("[data-task]").all():
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                wait_for_state(task, "bad")
        assert complaints(page) == []
        for id_ in [task.get_attribute("id") for task in page.locator("[data-task]").all()]:
            task = page.locator(f"#{id_}")
            answer(page, task)
            wait_for_state(task, "good")
            if task.locator("button[name=check]").count():
                task.locator("button[name=check]").click()
                page.locator(f"#{id_} [data-feedback]").wait_for()
        assert complaints(page) == []

    page.goto(server.url + page.locator(".next .button.main").get_attribute("href"))
    assert complaints(page) == []


@pytest.mark.journey
def test_nothing_scrolls_sideways_on_the_narrowest_screen(server, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    addresses = [f"/en/{path}" for path in PLAIN[:-1]] + course_of(page, server, "en")

    wide = []
    for address in addresses:
        page.goto(server.url + address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            wide.append(address)

    assert wide == []


@pytest.mark.journey
def test_right_to_left_mirrors_the_page(server, open_page):
    """A page told to run from right to left has its mark at the right, its menu at the left, and still fits."""
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto(f"{server.url}/en/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    mark, menu = page.locator(".mark").bounding_box(), page.locator("details.tongue").bounding_box()
    assert mark["x"] > menu["x"]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
