"""A tool on a phone: filled in in a lesson by a guest on a poor line, taken into an account, shown to an adviser, and taken home."""

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from entrepreneurs.people import PASSWORD
from tests import services
from tests.journeys.test_accessibility import EVERYTHING, IS_WIDE, RUN

PHONE = {"width": 360, "height": 740}
YEAR = {
    "sales-0-what": "Guests",
    "sales-0-price": "90",
    "sales-0-variable": "36.5",
    "sales-0-units": "3,680",
    "sales-1-what": "Dinners",
    "sales-1-price": "125",
    "sales-1-variable": "55",
    "sales-1-units": "2576",
    "fixed-0-what": "Wages",
    "fixed-0-amount": "336000",
}


def lesson(server) -> str:
    [[path]] = server.rows("SELECT url_path FROM wagtailcore_page WHERE slug = 'many-small-incomes'")
    return f"{server.url}/en/{path.split('/', 2)[2]}"


def fill_in(page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        page.locator(f"[name={name}]").fill(text)


def wait_for(page, tone: str) -> None:
    page.locator(f"[data-status].{tone}", has_text=re.compile(r"\w")).last.wait_for()


def sign_in(page, name: str) -> None:
    page.locator("input[name=login]").first.fill(f"{name}@tvers.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")


def figures(text: str) -> list[str]:
    """The amounts and numbers of a text, without what parts thousands."""
    return [re.sub(r"[\s,]", "", found) for found in re.findall(r"−?\d[\d,]*(?:\.\d+)?", text)]


def on_page(page) -> list[str]:
    """All figures of the tables, as one reads them."""
    cells = page.locator("[data-paper] td.number").evaluate_all("cells => cells.map(cell => cell.textContent)")
    return [figure for cell in cells for figure in figures(cell)]


def taken_home(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()


def check(page) -> None:
    page.evaluate(Axe().axe_script)
    assert page.evaluate(RUN, EVERYTHING) == []
    assert not page.evaluate(IS_WIDE)


def fill_in_in_lesson(page, server) -> None:
    """As a guest, with the line gone in the middle."""
    page.goto(lesson(server))
    page.locator("[name=frame-currency]").select_option("NOK")
    fill_in(page, YEAR)
    wait_for(page, "good")
    page.context.set_offline(True)
    page.locator("[data-tool] .box-other [data-more]").click()
    fill_in(page, {"other-2-what": "Members", "other-2-amount": "36000"})
    wait_for(page, "wait")
    page.context.set_offline(False)
    wait_for(page, "good")
    page.locator("[data-results]", has_text="77,200.00").wait_for()
    check(page)


@pytest.fixture(autouse=True)
def pango():
    services.require_library("pango-1.0")


@pytest.mark.journey
def test_budget_from_a_lesson_to_an_adviser_and_home(server, open_page, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED")
    page = open_page(viewport=PHONE)
    fill_in_in_lesson(page, server)
    page.reload()
    assert page.locator("[name=other-0-amount]").input_value() == "36000"
    page.locator("[data-sheet]").click()

    page.get_by_role("link", name="Share").click()
    page.locator("main").get_by_role("link", name="Sign in").click()
    sign_in(page, "learner")
    page.get_by_role("combobox", name="With whom").select_option(label="Olena Kovalenko")
    page.get_by_role("button", name="Share it").click()
    page.get_by_text("Shared. They are told").wait_for()

    adviser = open_page(viewport=PHONE)
    adviser.goto(f"{server.url}/en/account/login/")
    sign_in(adviser, "adviser")
    adviser.wait_for_url("**/learn/mine/")
    adviser.goto(f"{server.url}/en/me/news/")
    adviser.get_by_role("link", name="Marit Lund has shared a tool with you").click()
    assert adviser.locator("[name=sales-0-price]").count() == 0
    adviser.get_by_label("What it is about").select_option(label="What you sell")
    adviser.get_by_label("Comment", exact=True).fill("Is it enough in February?")
    adviser.get_by_role("button", name="Send my comment").click()
    adviser.get_by_text("Is it enough in February?").wait_for()
    check(adviser)

    page.locator("main nav a").click()
    assert "Is it enough in February?" in page.locator("#comments").inner_text()
    assert "1 comment" in page.locator(".box-sales legend").inner_text()
    check(page)
    shown = on_page(page)
    assert "10896.00" not in shown
    pdf, book = taken_home(page, "PDF"), taken_home(page, "XLSX")
    on_paper = figures("\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages))
    cells = [
        cell for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
    ]
    assert [Decimal(str(cell.value)) for cell in cells] == [Decimal(figure.replace("−", "-")) for figure in shown]
    assert [figure for figure in shown if figure not in on_paper] == []


@pytest.mark.journey
def test_two_windows_do_not_write_over_each_other(server, open_page, watch):
    watch.allow("409")
    first = open_page(viewport=PHONE)
    first.goto(f"{server.url}/en/learn/tools/canvas/")
    first.locator("[name=problem-text]").fill("The last bus")
    first.wait_for_url("**/learn/sheets/*/")
    second = open_page(viewport=PHONE)
    second.context.add_cookies(first.context.cookies())
    second.goto(first.url)
    second.locator("[name=offer-text]").fill("A shared car")
    wait_for(second, "good")

    first.locator("[name=offer-text]").fill("A taxi")
    wait_for(first, "bad")
    assert "A shared car" in first.locator(".theirs").inner_text()
    assert first.locator("[name=offer-text]").input_value() == "A taxi"
    first.get_by_role("button", name="Keep what I wrote here").click()
    wait_for(first, "good")
    second.reload()
    assert second.locator("[name=offer-text]").input_value() == "A taxi"


@pytest.mark.journey
def test_checklist_shows_the_doors_of_the_country_that_is_chosen(server, open_page, watch):
    watch.allow("422")
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/en/learn/tools/checklist/")
    assert page.get_by_role("link", name="Bolagsverket").count() == 0
    page.locator("[name=frame-country]").select_option("SE")

    page.get_by_role("link", name="Bolagsverket").first.wait_for()
    assert page.locator(".errorlist", has_text=re.compile(r"\w")).count() == 0
    assert server.rows("SELECT count(*) FROM learning_sheet WHERE kind = 'checklist'") == [(0,)]
    page.locator("[name=register-done]").check()
    page.wait_for_url("**/learn/sheets/*/")
    wait_for(page, "good")
    page.locator("[name=frame-country]").select_option("FI")
    page.get_by_role("link", name="Verohallinto").wait_for()
    assert page.locator("[name=register-done]").is_checked()
    page.locator(".saving [data-sheet]").click()
    page.get_by_role("link", name="PDF").wait_for()
    check(page)


@pytest.mark.journey
def test_what_was_written_without_a_line_survives_a_reload(server, open_page, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
    page = open_page(viewport=PHONE)
    page.goto(f"{server.url}/en/learn/tools/needs/")
    page.route("**/learn/tools/needs/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("[name=needs-0-need]").fill("A place to meet in winter")
    wait_for(page, "wait")
    page.unroute("**/learn/tools/needs/")

    page.reload()

    page.wait_for_url("**/learn/sheets/*/")
    assert page.locator("[name=needs-0-need]").input_value() == "A place to meet in winter"


@pytest.mark.journey
def test_tool_works_without_script(server, open_page, watch):
    watch.allow("422")
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto(lesson(server))
    page.locator("[name=frame-currency]").select_option("NOK")
    fill_in(page, {name: text for name, text in YEAR.items() if "sales-1" not in name} | {"sales-0-units": "many"})
    page.locator("[data-tool] .row button").click()
    assert "“many” cannot be read as a number" in page.locator("[data-tool]").inner_text()
    fill_in(page, {"sales-0-units": "8000"})
    page.locator("[data-tool] .row button").click()
    assert page.locator("[name=sales-0-what]").input_value() == "Guests"
    assert "92,000.00" in page.locator("[data-results]").inner_text()

    page.locator("[data-sheet]").click()
    page.locator(".box-fixed [name=more]").click()
    assert page.locator("[name=fixed-1-what]").is_visible()
    fill_in(page, {"fixed-1-what": "Rent", "fixed-1-amount": "24000"})
    page.get_by_role("button", name="Save").click()
    assert "68,000.00" in page.locator("[data-results]").inner_text()
    assert page.locator("[name=fixed-2-what]").count() == 1
    assert taken_home(page, "PDF").startswith(b"%PDF")
    page.get_by_role("link", name="Earlier versions").click()
    assert page.locator(".rows li").count() == 1
