"""A host and two people who write different languages: mixed, a note from both, a report for all, and the big screen."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.test_room import PEOPLE

GROUPS = (
    PEOPLE
    + """
from events.actions import groups
User.objects.filter(name="Marit").update(country="NO")
Registration.objects.filter(guest=guest).update(language="uk")
for themes in ([{}], [{"en": "Money"}, {"en": "Neighbours"}]):
    titles = {"en": "What would you try first?"}
    groups.save_round(event, way="mixed" if len(themes) == 1 else "theme", titles=titles, groups=themes)
"""
)


@pytest.fixture
def made(own_server):
    return json.loads(own_server.manage("shell", "--no-imports", "-c", GROUPS).splitlines()[-1])


@pytest.fixture
def enter(own_server, made, open_page):
    """`enter("Marit", java_script_enabled=False)`: her browser, in the room, or at another `place` of it."""

    def enter(name: str, *, language: str = "en", place: str = "", **options):
        page = open_page(**options)
        cookie, value = made["people"][name]
        page.context.add_cookies([{"name": cookie, "value": value, "url": own_server.url}])
        page.goto(f"{own_server.url}/{language}/events/{made['event']}/room/{place}")
        return page

    return enter


def write(page, kind: str, text: str) -> None:
    form = page.locator(f"[data-write={kind}]")
    form.locator("textarea").fill(text)
    form.locator("button").click()


def send_out(host, number: int) -> None:
    """To the groups that were prepared first, or next; hosts see the newest on top."""
    host.locator("#lead > summary").click()
    host.locator("[data-part=hosts] form[action*=rounds] button[value=open]").nth(-number).click()


def has_note(page, text: str) -> None:
    expect(page.locator("[data-write=note] textarea")).to_have_value(text, timeout=15_000)


@pytest.mark.journey
def test_groups_are_mixed_write_together_and_report_to_everybody(enter, watch):
    watch.allow("409")
    host, marit, mayor = enter("Oddvar"), enter("Marit"), enter("The mayor", language="uk")
    screen = enter("Oddvar", place="projector/")
    for page in (host, marit, mayor, screen):
        page.locator("[data-line].good").wait_for()
    assert marit.locator("#groups").is_hidden()

    send_out(host, 1)
    for page in (marit, mayor):
        page.locator(".group [data-write=note]").wait_for()
    assert marit.locator(".group .names li").all_inner_texts() == ["Marit", "The mayor"]
    screen.locator(".big", has_text="What would you try first?").wait_for()

    write(marit, "note", "A bakery")
    marit.locator("[data-write=note] [data-saved]").wait_for()
    has_note(mayor, "A bakery")
    mayor.locator("[data-write=note] textarea").fill("A bakery\nМайстерня")
    write(marit, "note", "A bakery, with an oven for all")
    mayor.locator("[data-write=note] [data-meanwhile]:not([hidden])").wait_for()
    mayor.locator("[data-write=note] button").click()
    mayor.locator("[data-current]:not([hidden]) .body", has_text="A bakery, with an oven for all").wait_for()
    assert mayor.locator("[data-write=note] textarea").input_value() == "A bakery\nМайстерня"
    write(mayor, "note", "A bakery, with an oven for all\nМайстерня")
    has_note(marit, "A bakery, with an oven for all\nМайстерня")

    write(mayor, "report", "Піч для всіх")
    mayor.locator("[data-write=report] [data-saved]").wait_for()
    assert screen.locator(".reported").count() == 0
    host.locator("[data-part=hosts] button[value=back]").click()
    for page in (host, marit, mayor):
        page.locator(".reports .body[lang=uk]", has_text="Піч для всіх").wait_for()
    screen.locator(".reported", has_text="Піч для всіх").wait_for()
    host.locator("[data-part=hosts] button[value=show]").click()
    marit.locator(".reports .on").wait_for()

    host.locator("[data-part=hosts] form[action*=rounds] button[value=close]").click()
    marit.locator("[data-round][data-state=closed]").wait_for()
    assert marit.locator(".reports .body").inner_text() == "Піч для всіх"


@pytest.mark.journey
def test_groups_work_without_script(enter, watch):
    """Somebody without a script comes late, writes, meets what somebody else has saved meanwhile, and loses nothing."""
    host, marit = enter("Oddvar"), enter("Marit")
    send_out(host, 1)
    marit.locator("[data-write=note]").wait_for()

    plain = enter("The mayor", java_script_enabled=False)
    plain.locator("header nav a", has_text="Show what is new").click()
    assert plain.locator(".group .names li").all_inner_texts() == ["Marit", "The mayor"]
    write(plain, "note", "From the mayor")
    has_note(marit, "From the mayor")
    write(marit, "note", "From the mayor and Marit")
    marit.locator("[data-write=note] [data-saved]").wait_for()
    watch.allow("409")
    write(plain, "note", "From the mayor, twice")
    assert plain.locator("[data-current] .body").first.inner_text() == "From the mayor and Marit"
    assert plain.locator("[data-write=note] textarea").input_value() == "From the mayor, twice"
    write(plain, "note", "From both")
    has_note(marit, "From both")


@pytest.mark.journey
def test_people_choose_and_a_host_moves_somebody(enter):
    host, marit, mayor = enter("Oddvar"), enter("Marit"), enter("The mayor")
    for page in (host, marit, mayor):
        page.locator("[data-line].good").wait_for()
    send_out(host, 2)
    host.locator("[data-part=hosts] summary", has_text="Where the groups meet by video").first.click()

    for page, theme in [(marit, "Money"), (mayor, "Neighbours")]:
        page.locator("#groups li", has_text=theme).locator("button").first.click()
        page.locator(".group h4", has_text=theme).wait_for()
    marit.locator("li", has_text="Neighbours").locator("[data-size-of]", has_text="1").first.wait_for()
    host.locator("[data-part=hosts] summary", has_text="Move somebody").wait_for()
    unfolded = host.locator("[data-part=hosts] details[open] > summary", has_text="Where the groups meet by video")
    unfolded.wait_for()  # also with something to unfold before it, which was not there
    unfolded.click()
    host.locator("[data-part=hosts] summary", has_text="Move somebody").click()
    move = host.locator("[data-part=hosts] form", has=host.locator("button[value=move]"))
    move.locator("select[name=seat]").select_option(label="The mayor")
    move.locator("select[name=group]").select_option(label="Money")
    move.locator("button").click()

    mayor.locator(".group h4", has_text="Money").wait_for()
    marit.locator(".group .names li", has_text="The mayor").wait_for()
    write(mayor, "note", "Rent")
    has_note(marit, "Rent")
