"""A practice crosses a border: told from a PDF, adapted and translated elsewhere, found, cited and printed by somebody who has no account."""

from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.factories.practices import pdf
from tests.journeys.test_accessibility import sign_in
from tests.journeys.test_resources import narrow

pytestmark = pytest.mark.journey
PHONE = {"viewport": {"width": 360, "height": 740}}
ANSWERS = {
    "problem": "The ferry stopped in winter, and with it the post, the bread and the evening class. Those without a boat were alone for weeks.",
    "done": "Five boat owners took a day of the week each. A board in the harbour says who sails when, and how many seats there are.",
    "changed": "In the first winter 214 people crossed. We know because every skipper writes down how many were aboard.",
    "warning": "Ask the coast guard what a private boat may carry. Life jackets for children cost more than the petrol did.",
}
SWEDISH = {
    "problem": "Bussen över fjället går inte i november.",
    "done": "Vi turas om med två skotrar och en tavla.",
    "changed": "Trettio resor på en månad, uppskrivna på tavlan.",
    "warning": "Skotern är ingen ambulans.",
}
SECONDS_A_FIELD, LETTERS_A_MINUTE = 6, 150  # of somebody who types with two fingers and thinks before each answer


@pytest.fixture
def filled(tmp_path):
    path = tmp_path / "winter-boats.pdf"
    path.write_bytes(pdf("The ferry stopped in winter.", title="Winter boats").read())
    return path


def fill(page, answers: dict[str, str], *, prefix: str = "") -> float:
    """The minutes that it takes to write this."""
    for name, text in answers.items():
        page.locator(f"[name={name}]").fill(text)
    return sum(len(text) for text in answers.values()) / LETTERS_A_MINUTE + len(answers) * SECONDS_A_FIELD / 60


def test_practice_crosses_a_border(server, open_page, filled):
    author, coordinator, partner = (open_page(**PHONE), open_page(), open_page())
    sign_in(author, server, "en", name="learner")

    # An organisation asks to join, and is verified.
    author.goto(f"{server.url}/en/organisations/ask/")
    author.locator("[name=name]").fill("Skerry Islanders")
    author.locator("[name=kind]").select_option("civil")
    author.locator("[name=country]").select_option("FI")
    author.locator("[name=language]").select_option("en")
    agree(author)
    author.locator("main form button.main").click()
    expect(author.locator("h1")).to_have_text("Skerry Islanders")
    sign_in(coordinator, server, "en", name="coordinator")
    coordinator.goto(f"{server.url}/en/organisations/waiting/")
    coordinator.locator("main a", has_text="Skerry Islanders").first.click()
    coordinator.locator("button[name=verify]").click()
    expect(coordinator.locator("main")).to_contain_text("None waits")

    # It tells of a practice from a PDF, in less than five minutes.
    author.goto(f"{server.url}/en/learn/practices/")
    author.locator("main .button.main").click()
    expect(author.locator("[name=organisation] option:checked")).to_contain_text("Skerry Islanders")
    author.locator("[name=document]").set_input_files(filled)
    author.locator("main form button.main").click()
    expect(author.locator(".source-text")).to_contain_text("The ferry stopped in winter.")
    expect(author.locator("[name=title]")).to_have_value("Winter boats")
    minutes = fill(author, ANSWERS) + 4 * SECONDS_A_FIELD / 60
    author.locator("[name=topics][value=services-far-away]").check()
    author.locator("[name=wish][value=send]").click()
    expect(author.locator(".notice.good")).to_contain_text("Published")
    assert minutes < 5
    practice = author.url

    # A partner in another country adapts it, and translates the original.
    sign_in(partner, server, "sv", name="translator")
    partner.goto(practice.replace("/en/", "/sv/"))
    partner.locator("aside .button.main").click()
    partner.locator("[name=title]").fill("Vinterskotrar")
    partner.locator("main form button.main").click()
    expect(partner.locator(".source-text")).to_contain_text("Five boat owners")
    fill(partner, SWEDISH | {"adaptation": "Vi har fjäll i stället för hav, och därför skotrar."})
    partner.locator("[name=topics][value=services-far-away]").check()
    partner.locator("[name=wish][value=send]").click()
    expect(partner.locator(".family .here")).to_contain_text("Vinterskotrar")
    expect(partner.locator(".family")).to_contain_text("Winter boats")
    partner.goto(practice.replace("/en/", "/sv/"))
    partner.locator("aside a[hreflang=sv], aside a[href$='/in/sv/']").click()
    fill(partner, {"title": "Vinterbåtar"} | {name: f"På svenska: {text}" for name, text in SWEDISH.items()})
    partner.locator("[name=in_name_of]").select_option(label="Fjällnäs grannskap, Sverige")
    partner.locator("main form button.main").click()
    expect(partner.locator(".notice.good")).to_be_visible()

    # Those who wrote it hear of both, and agree to the translation.
    author.goto(f"{server.url}/en/me/news/")
    expect(author.locator("main")).to_contain_text("has been adapted by Fjällnäs grannskap")
    author.locator("main a[href$='/practices/waiting/']").first.click()
    author.locator(".waiting-one", has_text="Vinterbåtar").locator("button[name=publish]").click()
    expect(author.locator(".notice.good")).to_be_visible()

    # Somebody without an account finds it by challenge and country, without a script.
    visitor = open_page(**PHONE, java_script_enabled=False)
    visitor.goto(f"{server.url}/sv/learn/practices/")
    narrow(visitor, "FI")
    narrow(visitor, "services-far-away")
    visitor.locator(".bank-filters .row button").click()
    expect(visitor.locator(".resources > li")).to_have_count(1)
    assert "country=FI" in visitor.url
    assert "topic=services-far-away" in visitor.url
    visitor.locator(".resources a").first.click()
    expect(visitor.locator("h1")).to_have_text("Vinterbåtar")
    expect(visitor.locator("aside")).to_contain_text("Fjällnäs grannskap")
    expect(visitor.locator(".family a")).to_have_text("Vinterskotrar")

    # They cite it, and print it.
    expect(visitor.locator("#citation")).to_have_value(
        f"Skerry Islanders ({date.today().year}). Vinterbåtar. Tvers. {practice.replace('/en/', '/sv/')}. CC BY 4.0."
    )
    printed = "\n".join(page.extract_text() for page in PdfReader(BytesIO(visitor.pdf())).pages)
    for words in ("Vinterbåtar", "På svenska: Vi turas om", "Skerry Islanders (", "Vinterskotrar"):
        assert words in printed
    assert "Adapt" not in printed
    visitor.locator(".family a").click()
    expect(visitor.locator("h1")).to_have_text("Vinterskotrar")
    expect(visitor.locator(".family a")).to_have_text("Vinterbåtar")


def agree(page) -> None:
    """To be grown up, where somebody is asked for the first time."""
    if page.locator("[name=is_adult]").count():
        page.locator("[name=is_adult]").check()
