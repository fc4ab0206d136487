"""Countries compared: read on a phone without an account and without scripts, written by a partner with a source, taken home as a table."""

import csv
import io
import json

import httpx
import pytest

from entrepreneurs.people import PASSWORD

NARROW = {"width": 360, "height": 780}
IS_WIDE = "document.documentElement.scrollWidth > innerWidth + 1"


def choose(page, *countries: str) -> None:
    """By the form, as somebody without a script does."""
    page.get_by_text("Choose countries and topics").click()
    for box in page.locator("input[name=country]").all():
        box.set_checked(box.get_attribute("value") in countries)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_load_state()


def sign_in(page, server) -> None:
    """Somebody who writes for an organisation of the demonstration, in Ireland."""
    page.goto(f"{server.url}/en/account/login/")
    page.get_by_label("Email", exact=True).fill("editor@tvers.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).first.click()
    page.wait_for_url("**/learn/mine/")


@pytest.mark.journey
def test_three_countries_are_compared_on_a_phone_without_an_account_and_without_scripts(server, open_page):
    page = open_page(viewport=NARROW, locale="en-GB", java_script_enabled=False)
    page.goto(f"{server.url}/en/learn/")
    page.get_by_role("navigation", name="Learn").get_by_role("link", name="Countries").click()
    choose(page, "NO", "SE", "PL")

    assert [head.inner_text().split("\n")[0] for head in page.locator(".matrix thead b").all()] == ["Norway", "Sweden", "Poland"]
    first = page.locator(".matrix tbody tr").first
    tops = [cell.bounding_box()["y"] for cell in first.locator("td").all()]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert [name.inner_text() for name in first.locator(".of").all()] == ["Norway", "Sweden", "Poland"]
    assert first.get_by_role("link", name="Lov om samvirkeforetak").is_visible()
    assert page.locator(".unknown").first.is_visible()


@pytest.mark.journey
def test_five_countries_stand_beside_each_other_on_a_desk_and_fit_the_narrowest_phone(server, open_page):
    page = open_page(viewport={"width": 1280, "height": 900}, locale="uk")
    page.goto(f"{server.url}/uk/learn/countries/?country=NO&country=SE&country=FI&country=IE&country=PL")

    tops = {cell.bounding_box()["y"] for cell in page.locator(".matrix tbody tr").first.locator("td").all()}
    assert len(tops) == 1
    assert not page.evaluate(IS_WIDE)
    page.set_viewport_size({"width": 320, "height": 700})
    assert not page.evaluate(IS_WIDE)


@pytest.mark.journey
def test_partner_is_refused_without_a_source_and_publishes_with_one_and_both_versions_stay(own_server, open_page, watch):
    watch.allow("422")
    page = open_page(locale="en-GB")
    sign_in(page, own_server)
    address = f"{own_server.url}/en/learn/countries/IE/networks/"

    page.goto(address)
    page.get_by_role("link", name="Write what you know").click()
    page.get_by_label("What is known").fill("There is one network.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Name the source").wait_for()
    assert page.get_by_label("What is known").input_value() == "There is one network."
    assert own_server.rows("SELECT count(*) FROM learning_statement WHERE state = 'published' AND is_demonstration = 0") == [(0,)]

    page.get_by_label("Source", exact=False).first.fill("A report")
    page.get_by_label("Its address on the web").fill("https://example.org/report")
    page.get_by_label("Seen on").fill("2026-11-02")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is published.").wait_for()

    page.get_by_role("link", name="Write it anew").click()
    page.get_by_label("What is known").fill("There are two networks.")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("It is published.").wait_for()

    visitor = open_page(locale="en-GB", java_script_enabled=False)
    visitor.goto(address)
    assert [words.inner_text() for words in visitor.locator(".trail p[lang]").all()] == ["There are two networks.", "There is one network."]
    assert visitor.get_by_text("Written by: Carrowmere Shore Co-op").count() == 3
    visitor.get_by_role("link", name="What changed from the one before").click()
    assert [" ".join(part.inner_text().split()) for part in visitor.locator(".versions del, .versions ins").all()] == [
        "[taken out:] is one network.",
        "[put in:] are two networks.",
    ]


@pytest.mark.journey
def test_what_is_chosen_is_taken_home_as_a_table_and_for_programs(server, open_page):
    page = open_page(locale="en-GB")
    page.goto(f"{server.url}/en/learn/countries/?country=PL&country=IS&topic=registration")
    table = server.url + page.get_by_role("link", name="Download as CSV").get_attribute("href")
    facts = server.url + page.get_by_role("link", name="For programs").get_attribute("href")

    header, *rows = csv.reader(io.StringIO(httpx.get(table).text.lstrip("\ufeff")))
    told = json.loads(httpx.get(facts).text)

    poland = dict(zip(header, rows[1], strict=True))
    assert [row[header.index("Country")] for row in rows] == ["Iceland", "Poland"]
    assert (rows[0][header.index("Is it known?")], poland["Is it known?"]) == ("not known", "known")
    assert poland["Where it is printed"] == "Dz.U. 2022 poz. 1812"
    assert poland["Date of the source"] == "2022-08-05"
    assert [(one["country"], one["known"]) for one in told["cells"]] == [("IS", False), ("PL", True)]
    assert told["cells"][1]["texts"]["nb"]["provenance"] == "machine"
