"""An educator takes a method home and back again, and a member's link comes into the bank: on a phone, without a script."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import sign_in

pytestmark = pytest.mark.journey
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


@pytest.fixture(scope="module")
def server(make_server):
    """It may look at links on this machine, so that the journey asks nobody else's."""
    server = make_server(LINK_CHECK_LOOPBACK="1").start()
    yield server
    server.stop()


def narrow(page, value: str) -> None:
    """One more filter; which of them are open, and where a list is long, does not matter."""
    tick = page.locator(f"input[type=checkbox][value={value}]")
    if not tick.is_visible():
        page.locator("details.filter", has=tick).locator("> summary").click()
    tick.check()


def test_educator_takes_a_method_home_and_reads_it_in_again(server, open_page, watch, tmp_path):
    watch.allow("422")  # the file that is wrong
    page = open_page(**PHONE)
    sign_in(page, server, "en", name="adviser")
    page.goto(f"{server.url}/en/learn/methods/")

    narrow(page, "assessment")
    page.locator(".bank-filters .row button").click()
    expect(page.locator(".resources > li")).to_have_count(1)
    assert "method_kind=assessment" in page.url
    page.locator(".marks a").click()
    expect(page.locator(".resources > li")).to_have_count(3)

    page.locator(".resources a", has_text="A tandem talk across languages").click()
    page.locator(".method-acts button.main").click()
    expect(page.locator("h1")).to_have_text("A tandem talk across languages")
    page.locator(".method-acts a.main").click()
    page.locator("[name=title]").fill("A tandem talk by the stove")
    page.locator("[name=steps-1-title]").fill("My hands, and yours")
    page.locator("[name=steps-1-minutes]").fill("25")
    page.locator(".method-form button.main").click()
    expect(page.locator(".method-steps li").nth(1)).to_contain_text("My hands, and yours")
    page.locator("aside a[href$='/changes/']").click()
    expect(page.locator(".differences > li")).to_have_count(2)
    expect(page.locator(".differences")).to_contain_text("25 minutes")
    page.go_back()

    with page.expect_download() as saved:
        page.locator(".files a[href$='/json/']").click()
    path = tmp_path / "method.json"
    saved.value.save_as(path)
    page.goto(f"{server.url}/en/learn/methods/mine/")
    page.locator("[name=file]").set_input_files(path)
    page.locator("section form button").click()
    expect(page.locator("h1")).to_have_text("A tandem talk by the stove")
    expect(page.locator("aside")).to_contain_text("version 1")

    wrong = json.loads(path.read_text())
    wrong["steps"][1]["minutes"] = "many"
    path.write_text(json.dumps(wrong))
    page.goto(f"{server.url}/en/learn/methods/mine/")
    page.locator("[name=file]").set_input_files(path)
    page.locator("section form button").click()
    expect(page.locator(".errorlist")).to_contain_text("steps 2, minutes: must be a whole number")
    assert server.rows("SELECT count(*) FROM learning_template") == [(2,)]


def test_members_link_comes_into_the_bank(server, open_page, watch):
    watch.allow("422")
    page = open_page(**PHONE)
    sign_in(page, server, "en", name="learner")
    page.goto(f"{server.url}/en/learn/resources/")
    page.locator("main .button.main").first.click()
    page.locator(".paths a[href$='/link/']").click()
    page.locator("[name=address]").fill(f"{server.url}/en/nothing-here/")
    page.locator("[name=title]").fill("Where to begin")
    page.locator("textarea[name=description]").fill("For those who have just come.")
    page.locator("[name=countries][value=NO]").check()
    page.locator("[name=level][value=beginner]").check()
    page.locator("[name=is_checked]").check()
    page.locator("main form button.main").click()
    expect(page.locator(".errorlist")).to_contain_text("There is nothing at this address")
    page.locator("[name=address]").fill(f"{server.url}/en/learn/")
    page.locator("main form button.main").click()
    expect(page.locator(".notice .state.wait")).to_be_visible()

    other = open_page(**PHONE)
    sign_in(other, server, "en", name="coordinator")
    other.goto(f"{server.url}/en/me/news/")
    other.locator("main a[href$='/waiting/']").first.click()
    other.locator(".waiting-one", has_text="Where to begin").locator("button[name=publish]").click()
    expect(other.locator("main")).to_contain_text("It is in the bank.")

    visitor = open_page(**PHONE)
    visitor.goto(f"{server.url}/en/learn/resources/")
    narrow(visitor, "NO")
    narrow(visitor, "beginner")
    visitor.locator(".bank-filters .row button").click()
    expect(visitor.locator(".resources")).to_contain_text("Where to begin")
    visitor.locator(".resources a", has_text="Where to begin").click()
    expect(visitor.locator("h1")).to_have_text("Where to begin")
