"""Two people in two languages and time zones register, say who they are, find each other and talk; one is away for a minute, and misses nothing."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys.keyboard import follow, press, write
from tests.journeys.test_learner import register
from tests.journeys.test_messages import bodies, say, wait_for

AWAY = 60_000  # milliseconds


@dataclass(frozen=True)
class Newcomer:
    name: str
    language: str
    zone: str
    where: str
    place: str
    challenge: str
    sentence: str


MARIT = Newcomer("Marit", "nb", "Europe/Oslo", "NO/Trøndelag", "Steinkjer", "few-customers", "Jeg reparerer møbler.")
KATRÍN = Newcomer("Katrín", "en", "Atlantic/Reykjavik", "IS/Vestfirðir", "Ísafjörður", "few-customers", "I sell what the sea leaves.")


def come(server, page: Page, who: Newcomer) -> None:
    """Register, and set the clock."""
    page.goto(f"{server.url}/{who.language}/")
    register(page, server, address=f"{who.name.lower().replace('í', 'i')}@example.org", name=who.name)
    page.goto(f"{server.url}/{who.language}/me/facts/")
    page.locator("select[name=time_zone]").select_option(who.zone)
    follow(page, page.locator("main .button.main"))


def say_who_one_is(page: Page, who: Newcomer) -> None:
    """From the people's place, by keyboard: enough to be found, and then one thing more."""
    follow(page, page.locator(".places a[href$='/people/']"))
    follow(page, page.locator("main a[href*=begin]"))
    write(page, page.locator("input[name=sentence]"), who.sentence)
    page.locator("select[name=where]").select_option(who.where)
    write(page, page.locator("input[name=place]"), who.place)
    press(page, page.locator("input[name=is_adult]"), "Space")
    follow(page, page.locator("main .button.main"))
    follow(page, page.locator("main a[href$='/profile/challenges/']"))
    press(page, page.locator(f"input[value={who.challenge}]"), "Space")
    follow(page, page.locator("main .button.main"))


def find(page: Page, who: Newcomer) -> None:
    """By the filters of the directory, to their profile."""
    follow(page, page.locator(".places a[href$='/people/']"))
    press(page, page.locator(".filters summary"))
    page.locator("select[name=where]").select_option(who.where)
    page.locator("select[name=challenge]").select_option(who.challenge)
    follow(page, page.locator(".filters .button.main"))
    assert page.locator(".who h3").all_inner_texts() == [who.name]
    follow(page, page.locator(".who h3 a"))
    assert page.locator(f"[lang={who.language}]", has_text=who.sentence).count() == 1


def hours(page: Page) -> list[int]:
    """At which hour of its reader's clock each thing was said, of twelve."""
    return [int(re.search(r"(\d+):\d\d", text)[1]) % 12 for text in page.locator(".said time").all_inner_texts()]


@pytest.mark.journey
def test_two_newcomers_find_each_other_and_one_minute_away_loses_nothing(own_server, open_page, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")
    marit, katrín = open_page(locale="nb-NO"), open_page(locale="is-IS")
    for page, who in ((marit, MARIT), (katrín, KATRÍN)):
        come(own_server, page, who)
        say_who_one_is(page, who)

    find(marit, KATRÍN)
    follow(marit, marit.locator("main .button.main"))
    write(marit, marit.locator("textarea"), "Hei! Vi har få kunder begge to.")
    follow(marit, marit.locator("main .button.main"))

    katrín.goto(f"{own_server.url}/en/me/news/")
    follow(katrín, katrín.locator(".rows a", has_text="Marit would like to know you"))
    follow(katrín, katrín.locator("main .button.main"))
    marit.goto(f"{own_server.url}/nb/me/news/")
    marit.locator(".rows", has_text="Katrín har sagt ja").wait_for()
    find(marit, KATRÍN)
    follow(marit, marit.locator("main .button.main"))
    for page in (marit, katrín):
        page.locator("[data-line].good").wait_for()

    say(katrín, "Hi! Who buys from you?")
    wait_for(marit, "Who buys from you?")
    marit.context.set_offline(True)
    marit.locator("[data-line].wait").wait_for()
    for number in range(6):
        say(katrín, f"Question {number}")
        katrín.wait_for_timeout(AWAY / 6)
    say(marit, "Skrevet mens linja var borte")
    assert "Question 0" not in " ".join(bodies(marit))
    marit.context.set_offline(False)

    wait_for(marit, "Question 5")
    wait_for(katrín, "Skrevet mens linja var borte")
    marit.locator(".said[data-client]").wait_for(state="detached")
    expected = [
        "Hei! Vi har få kunder begge to.",
        "Hi! Who buys from you?",
        *(f"Question {number}" for number in range(6)),
        "Skrevet mens linja var borte",
    ]
    assert bodies(marit) == bodies(katrín) == expected
    marit.locator(".said", has_text="Skrevet mens linja").locator(".read", has_text="Katrín").wait_for()
    katrín.locator(".said", has_text="Skrevet mens linja").locator(".read", has_text="Marit").wait_for()
    assert [(in_oslo - in_reykjavik) % 12 for in_oslo, in_reykjavik in zip(hours(marit), hours(katrín), strict=True)] == [1] * len(expected)
