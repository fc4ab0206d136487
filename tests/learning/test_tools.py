"""Kinds of tools: what each asks, reads and computes; numbers in every language; and a kind that is made by one class."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from learning.tools import TOOLS
from learning.tools.asking import LINE, MONEY, NUMBER, Field, Section
from learning.tools.base import Tool
from learning.tools.budget import sums_of
from learning.tools.checklist import CODES, STEPS, UNKNOWN, sources_in
from learning.tools.numbers import read_number, shown

YEAR = {
    "frame-currency": "NOK",
    "frame-period": "A year",
    "sales-0-what": "Guests",
    "sales-0-price": "90",
    "sales-0-variable": "36",
    "sales-0-units": "3680",
    "sales-1-what": "Dinners",
    "sales-1-price": "125",
    "sales-1-variable": "55",
    "sales-1-units": "2576",
    "other-0-what": "Members",
    "other-0-amount": "84360",
    "fixed-0-what": "All of it",
    "fixed-0-amount": "440000",
}


def figures(name: str, data: dict) -> dict[str, dict[str, str]]:
    """What is computed of a form, by table and first cell."""
    tool = TOOLS[name]
    tables = tool.results(tool.read(data).or_refuse())
    return {table.name: {row.cells[0].shown: row.cells[-1].shown for row in table.rows} for table in tables}


def budget(**said) -> dict:
    return figures("budget", {"frame-currency": "NOK", "sales-0-price": "100", "sales-0-variable": "40", "fixed-0-amount": "600"} | said)


def test_every_kind_of_tool_is_registered():
    assert list(TOOLS) == ["canvas", "needs", "checklist", "budget"]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("nb", "1 250,50", "1250.50"),
        ("nb", "1.250,50", "1250.50"),
        ("nb", "1.250", "1250"),
        ("nb", "1,250", "1.250"),
        ("nb", "12.5", "12.5"),
        ("en", "1,250.50", "1250.50"),
        ("en", "1,250", "1250"),
        ("en", "1.250", "1.250"),
        ("en", "12,5", "12.5"),
        ("uk", "1\u00a0250,5", "1250.5"),
        ("pl", "1 234 567", "1234567"),
        ("en", "−40", "-40"),
    ],
)
def test_number_is_read_as_the_language_writes_it(language, text, number):
    with translation.override(language):
        assert read_number(text, places=3) == Decimal(number)


@pytest.mark.parametrize("text", ["a lot", "1,2,3", "1.2.3,4,5", "٣", "1e5", "1234567890123", "0.1234", "--1"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValidationError):
        read_number(text, places=3)


def test_number_is_shown_as_the_language_writes_it():
    with translation.override("nb"):
        assert shown(Decimal("-1250.5"), 2) == "−1\u00a0250,50"
    with translation.override("en"):
        assert shown(Decimal("-1250.5"), 2) == "−1,250.50"


def test_budget_adds_up_the_year_of_the_lesson():
    """The figures of the lesson “Many small incomes”: its surplus is 23,400."""
    found = figures("budget", YEAR)

    assert found["each"] == {"Guests": "198,720", "Dinners": "180,320"}
    assert found["sums"] == {
        "Income from sales": "653,200\u00a0NOK",
        "Variable costs": "274,160\u00a0NOK",
        "Contribution": "379,040\u00a0NOK",
        "Other income": "84,360\u00a0NOK",
        "Fixed costs": "440,000\u00a0NOK",
        "Result": "23,400\u00a0NOK",
    }
    assert found["break_even"] == {"Guests: units to sell": "3,453", "Dinners: units to sell": "2,417", "Income at that point": "612,895\u00a0NOK"}


def test_break_even_of_one_sale_needs_no_plan_and_is_rounded_up():
    assert budget(**{"fixed-0-amount": "601"})["break_even"] == {"Units to sell": "11", "Income at that point": "1,100\u00a0NOK"}
    assert budget()["break_even"]["Units to sell"] == "10"


def test_break_even_covers_the_fixed_costs_and_one_unit_less_does_not():
    tool = TOOLS["budget"]
    sums = sums_of(tool.read(YEAR).content)
    units = sums.break_even()

    assert sum(sale.contribution_each * number for sale, number in zip(sums.sales, units, strict=True)) >= sums.to_cover
    assert sum(sale.contribution_each * (number - 1) for sale, number in zip(sums.sales, units, strict=True)) < sums.to_cover


@pytest.mark.parametrize("variable", ["100", "140"])
def test_without_contribution_the_budget_breaks_even_never(variable):
    data = {"sales-0-price": "100", "sales-0-variable": variable, "sales-0-units": "10", "fixed-0-amount": "600"}
    [table] = [table for table in TOOLS["budget"].results(TOOLS["budget"].read(data).content) if table.name == "break_even"]

    assert table.rows == ()
    assert table.note.startswith("Never, as it stands")


def test_other_income_that_covers_all_needs_no_sale():
    data = {"sales-0-price": "100", "other-0-amount": "600", "fixed-0-amount": "600"}
    [table] = [table for table in TOOLS["budget"].results(TOOLS["budget"].read(data).content) if table.name == "break_even"]

    assert table.note.startswith("You lose nothing even if you sell nothing")


def test_mix_without_units_is_asked_for_and_not_guessed():
    data = {"sales-0-price": "100", "sales-1-price": "50", "fixed-0-amount": "600"}
    [table] = [table for table in TOOLS["budget"].results(TOOLS["budget"].read(data).content) if table.name == "break_even"]

    assert table.note.startswith("Write down how many units")


def test_amounts_are_exact_and_have_two_decimals_as_soon_as_one_needs_them():
    found = budget(**{"sales-0-price": "0.1", "sales-0-variable": "0", "sales-0-units": "3", "fixed-0-amount": "0.3"})

    assert found["sums"]["Income from sales"] == "0.30\u00a0NOK"
    assert found["sums"]["Result"] == "0.00\u00a0NOK"
    assert budget()["sums"]["Fixed costs"] == "600\u00a0NOK"


def test_what_cannot_be_read_is_kept_and_named_by_its_field():
    reading = TOOLS["budget"].read({"sales-0-price": "", "sales-4-what": "Bread", "sales-4-price": "dear", "frame-currency": "GOLD"})

    assert reading.content["sales"] == [{"what": "Bread", "price": "dear", "variable": "", "units": ""}]
    assert list(reading.errors) == ["sales-0-price"]
    asked = TOOLS["budget"].asked(reading.content, errors=reading.errors)
    assert [(one.text, bool(one.error)) for one in asked[1].rows[0]] == [("Bread", False), ("dear", True), ("", False), ("", False)]
    assert reading.content["frame"]["currency"] == ""


def test_list_has_a_row_to_spare_and_an_end():
    section = TOOLS["budget"].asks[1]
    full = {f"sales-{number}-what": "x" for number in range(60)}

    assert len(TOOLS["budget"].asked({})[1].rows) == 2
    assert len(TOOLS["budget"].asked({"sales": [{"what": "x"}]})[1].rows) == 2
    assert len(TOOLS["budget"].read(full).content["sales"]) == section.most


def test_too_long_text_is_refused_and_kept():
    reading = TOOLS["canvas"].read({"problem-text": "x" * 2001})

    assert "2001 characters long" in reading.errors["problem-text"]
    assert reading.content["problem"]["text"] == "x" * 2001


def test_what_was_only_chosen_fills_nothing_in():
    assert not TOOLS["checklist"].is_filled(TOOLS["checklist"].read({"frame-country": "NO"}).content)
    assert not TOOLS["budget"].is_filled(TOOLS["budget"].read({"frame-currency": "NOK", "sales-0-what": " "}).content)
    assert TOOLS["checklist"].is_filled(TOOLS["checklist"].read({"form-done": "1"}).content)
    assert TOOLS["canvas"].is_filled(TOOLS["canvas"].read({"step-text": "Ask"}).content)


def test_needs_map_counts_what_nobody_is_named_for():
    found = figures("needs", {"needs-0-need": "A bus", "needs-1-need": "A room", "needs-1-could": "The sports club"})

    assert list(found["sums"].values()) == ["2", "1"]


def test_checklist_says_of_a_country_only_what_has_an_official_source():
    assert CODES == ("EE", "FI", "GR", "IE", "IS", "NO", "PL", "SE")
    for country in CODES:
        for name, sources in sources_in(country).items():
            assert name in STEPS
            assert all(source.address.startswith("https://") for source in sources)
        for section in TOOLS["checklist"].sections({"frame": {"country": country}})[1:]:
            assert bool(section.sources) != (section.notice == UNKNOWN) or section.name == "adviser"


def test_checklist_keeps_its_ticks_when_the_country_changes():
    tool = TOOLS["checklist"]
    content = tool.read({"frame-country": "NO", "register-done": "1"}).content
    moved = tool.read({"frame-country": "SE", "register-done": "1"}).content

    assert content["register"] == moved["register"]
    assert tool.results(moved)[0].rows[0].cells[1].shown == "1"


def test_content_of_another_shape_breaks_nothing():
    """What was kept by an earlier version of a tool, or written by nobody."""
    for tool in TOOLS.values():
        for content in (
            {},
            {"words": "x"},
            {section.name: "x" for section in tool.sections({})},
            {section.name: [1, {}] for section in tool.sections({})},
        ):
            assert tool.tables(content)
            assert tool.asked(content)
            assert not tool.is_filled(content)


def test_new_kind_takes_one_class():
    class Hours(Tool):
        asks = (
            Section("week", "A week", (Field("who", "Who", LINE), Field("hours", "Hours", NUMBER), Field("wage", "Wage", MONEY)), is_list=True),
            Section("why", "Why", (Field("text", "Why"),)),
        )

    tool = Hours()
    content = tool.read({"week-0-who": "Ada", "week-0-hours": "7.5", "why-text": "Because"}).or_refuse()

    assert [[cell.shown for cell in row.cells] for row in tool.tables(content)[0].rows] == [["Ada", "7.5", ""]]
    assert tool.tables(content)[1].rows[0].cells[0].shown == "Because"
    assert tool.is_filled(content)
