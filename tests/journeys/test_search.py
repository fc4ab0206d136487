"""Somebody looks for something: by keyboard with titles that are proposed, on a phone without a script, and hears of what is new."""

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import follow, go_to, press, write
from tests.journeys.test_accessibility import IS_WIDE, sign_in

pytestmark = pytest.mark.journey
PHONE = {"viewport": {"width": 360, "height": 740}}

NEW_EVENT = """
from django.utils import timezone
from datetime import timedelta
from events.models import Event, EventText
event = Event.objects.filter(state="published", reach="everyone").first()
event.pk, event.key, event.demo_key, event._state.adding = None, __import__("uuid").uuid4(), "", True
event.day = timezone.localdate() + timedelta(days=9)
event.settle()
event.save()
EventText.objects.create(event=event, language="en", title="Wombats at the harbour")
"""


def test_title_is_proposed_and_chosen_by_keyboard(server, page):
    page.goto(f"{server.url}/en/events/")
    box = page.locator(".seek input")
    write(page, box, "closed sch")
    proposed = page.locator(".seek [role=option]")

    expect(proposed.first).to_contain_text("What could a closed school become?", timeout=20_000)  # the first to ask in this process
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".seek [role=status]")).to_contain_text("Titles that begin like this:")
    page.keyboard.press("ArrowDown")
    expect(proposed.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == proposed.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.locator(".proposed")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("What could a closed school become?")


def test_titles_are_proposed_for_what_was_written_while_the_script_was_on_its_way(server, page):
    on_its_way = []
    page.route("**/search/titles*.js", lambda route: on_its_way.append(route))
    page.goto(f"{server.url}/en/events/")
    with page.expect_request("**/search/titles*.js"):
        go_to(page, page.locator(".seek input"))
    page.keyboard.type("closed sch")
    assert not page.locator(".seek [role=listbox]").count()
    on_its_way[0].continue_()

    expect(page.locator(".seek [role=option]").first).to_contain_text("What could a closed school become?", timeout=20_000)


def test_search_is_narrowed_and_its_address_holds_all_of_it(server, page, open_page):
    page.goto(f"{server.url}/en/")
    write(page, page.locator(".seek input"), "school")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()
    total = page.locator(".hits > li").count()

    follow(page, page.locator(".by-kind a", has_text="Lessons"))
    expect(page.locator(".by-kind a[aria-current]")).to_contain_text("Lessons")
    assert 0 < page.locator(".hits > li").count() < total
    press(page, page.locator(".filter input[name=programme]").first, "Space")
    follow(page, page.locator(".bank-filters .button"))
    expect(page.locator(".marks a")).to_have_count(1)
    found = page.locator(".hits h2").all_inner_texts()

    other = open_page()
    other.goto(page.url)
    assert other.locator(".hits h2").all_inner_texts() == found
    follow(page, page.locator(".hits h2 a").first)
    expect(page.locator("h1")).to_have_text(found[0])


def test_search_works_on_a_phone_without_a_script(server, open_page):
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(f"{server.url}/nb/")
    expect(page.locator(".seek")).to_be_hidden()
    follow(page, page.locator(".to-search"))
    write(page, page.locator(".ask-for input"), "budsjet")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    follow(page, page.locator(".meant a"))
    expect(page.locator(".hits mark").first).to_contain_text("udsjett")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.locator(".hits h2 a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_nothing_found_helps_on_at_the_narrowest(server, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"{server.url}/uk/search/?q={'зззз' * 30}")

    expect(page.locator(".ways")).to_be_visible()
    assert not page.evaluate(IS_WIDE)
    page.locator(".ways a[href$='/events/']").click()
    expect(page.locator("h1")).to_be_visible()


def test_saved_search_tells_of_what_is_new(server, page):
    sign_in(page, server, "en", name="adviser")
    page.goto(f"{server.url}/en/search/?q=wombats")
    expect(page.locator(".ways")).to_be_visible()
    page.locator(".keep button").click()
    expect(page.locator(".keep")).to_contain_text("You have saved this search")

    server.manage("shell", "--no-imports", "-c", NEW_EVENT)
    server.manage("search_prepare")
    server.manage(
        "shell",
        "--no-imports",
        "-c",
        "from search.models import SavedSearch; SavedSearch.objects.update(looked_at='2026-01-01T00:00Z'); "
        "from search.actions.saved import look_again; assert look_again() == 1",
    )
    page.goto(f"{server.url}/en/me/news/")
    page.locator("a", has_text="wombats").click()
    expect(page.locator(".hits h2")).to_have_text("Wombats at the harbour")

    page.goto(f"{server.url}/en/search/saved/")
    go_to(page, page.locator(".rows button"))
    page.keyboard.press("Enter")
    expect(page.locator(".rows")).to_have_count(0)
