"""An adviser who has never seen the hub makes an event, from signing in to published, in one go."""

from datetime import date, timedelta

import pytest

from entrepreneurs.people import PASSWORD

MOST = 12


class Adviser:
    """Somebody at a page, whose inputs are counted: a field filled in, a button or a link pressed."""

    def __init__(self, page):
        self.page, self.inputs = page, 0

    def fill(self, label: str, text: str) -> None:
        self.inputs += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str, *, role: str = "button") -> None:
        self.inputs += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()


@pytest.mark.journey
def test_adviser_signs_in_and_publishes_an_event_with_twelve_inputs_at_most(server, open_page):
    page = open_page(locale="en-GB", timezone_id="Europe/Dublin")
    adviser, day = Adviser(page), date.today() + timedelta(days=20)
    page.goto(f"{server.url}/en/account/login/")
    adviser.fill("Email", "adviser@tvers.example")
    adviser.fill("Password", PASSWORD)
    adviser.press("Sign in")

    adviser.press("Events", role="link")
    adviser.press("My desk", role="link")
    adviser.press("Make an event", role="link")
    adviser.fill("Theme", "Who drives the last bus?")
    adviser.fill("Day", day.isoformat())
    adviser.fill("Begins at", "18:30")
    adviser.inputs += 1
    page.get_by_text("Kind, clock, for whom, and what to begin with").click()
    adviser.press("Decides for a community", role="checkbox")
    adviser.press("Publish")

    page.get_by_text("It stands in the calendar.").wait_for()
    assert adviser.inputs <= MOST
    visitor = open_page(locale="nb-NO")
    visitor.goto(f"{server.url}/nb/events/")
    visitor.get_by_role("link", name="Who drives the last bus?").click()
    assert "18:30" in visitor.locator(".hours-of").inner_text()
