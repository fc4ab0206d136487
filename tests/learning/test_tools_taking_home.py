"""A filled-in tool as PDF and as workbook: the figures are those of the page, in the reader's language, and nothing is a formula."""

import re
import sys
from decimal import Decimal
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation
from pypdf import PdfReader

from learning import papers
from learning.papers import as_pdf
from learning.tools import TOOLS
from learning.workbooks import as_xlsx
from tests import services
from tests.factories import UserFactory
from tests.factories.tools import BUDGET, make_budget

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.usefixtures("pango")

MONEY = re.compile(r"−?\d[\d,.\u00a0]*\u00a0NOK")


@pytest.fixture
def pango():
    services.require_library("pango-1.0")


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


def squeezed(text: str) -> str:
    """Without spaces, which every medium breaks otherwise."""
    return re.sub(r"\s+", "", text)


def text_of(pdf: bytes) -> str:
    return squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def cells_of(book: bytes) -> list:
    return [cell for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows() for cell in row if cell.value is not None]


@needs_pango
@pytest.mark.parametrize("language", ["en", "nb", "uk"])
def test_figures_of_page_pdf_and_workbook_are_equal(client, ada, language):
    sheet = make_budget(ada)
    client.force_login(ada)
    address = f"/{language}/learn/sheets/{sheet.pk}/"
    page = unescape(client.get(address).text)
    pdf, book = client.get(f"{address}tool.pdf"), client.get(f"{address}tool.xlsx")

    with translation.override(language):
        numbers = [cell for table in TOOLS["budget"].tables(BUDGET) for row in table.rows for cell in row.cells if cell.is_number]
        shown = [cell.shown for cell in numbers]
    assert len(numbers) == 15
    on_paper = text_of(pdf.content)
    assert [text for text in shown if text not in page] == []
    assert [text for text in shown if squeezed(text) not in on_paper] == []
    in_book = [cell.value for cell in cells_of(book.content) if cell.data_type == "n"]
    assert [Decimal(str(value)) for value in in_book] == [cell.number for cell in numbers]
    assert pdf["Content-Disposition"] == 'attachment; filename="a-year-at-traden.pdf"'
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")


@needs_pango
def test_computed_figures_are_rounded_alike_everywhere(ada):
    content = BUDGET | {"sales": [{"what": "Hours", "price": "10.05", "variable": "0", "units": "0.333"}]}
    sheet = make_budget(ada, content=content)

    [shown] = {cell.shown for table in sheet.tool.results(content) if table.name == "sums" for cell in [table.rows[0].cells[1]]}
    values = [cell.value for cell in cells_of(as_xlsx(sheet)) if cell.data_type == "n"]
    assert shown == "3.35\u00a0NOK"
    assert 3.35 in values
    assert "3.35" in text_of(as_pdf(sheet))


def test_what_was_written_is_no_formula(ada):
    evil = ["=1+1", "+1", "-2+3", "@SUM(A1)", "\x07=HYPERLINK(1)"]
    sheet = make_budget(ada, title="=cmd()", content=BUDGET | {"fixed": [{"what": text, "amount": "1"} for text in evil]})

    found = {cell.value: cell for cell in cells_of(as_xlsx(sheet))}
    assert {cell.data_type for cell in found.values()} == {"s", "n"}
    assert all(found[text].quotePrefix for text in (*evil[:4], "=cmd()"))


@needs_pango
def test_every_kind_can_be_taken_home(ada):
    for tool in TOOLS.values():
        sheet = make_budget(ada)
        sheet.kind, sheet.content = tool.name, {"problem": {"text": "A bus"}, "needs": [{"need": "A bus"}], "form": {"note": "A bus", "done": True}}
        assert as_pdf(sheet).startswith(b"%PDF")
        assert len(cells_of(as_xlsx(sheet))) > 2


@needs_pango
def test_paper_is_in_the_hubs_own_letters(ada):
    sheet = make_budget(ada, title="Łódź Київ Αθήνα")
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in PdfReader(BytesIO(as_pdf(sheet))).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert {name.removesuffix("-Bold") for name in fonts} == {"Literata-latin", "Literata-latin-ext", "Literata-cyrillic", "Literata-greek"}
    assert squeezed(sheet.title) in text_of(as_pdf(sheet))


@needs_pango
def test_paper_takes_nothing_that_was_written_for_markup(ada):
    sheet = make_budget(ada, title='<img src="http://127.0.0.1:1/x.png"> <link rel=attachment href="file:///etc/passwd">')

    reader = PdfReader(BytesIO(as_pdf(sheet)))
    assert reader.attachments == {}
    assert "etc/passwd" in text_of(as_pdf(sheet))


def test_without_pango_the_page_says_how_to_print(client, ada, monkeypatch):
    sheet = make_budget(ada)
    client.force_login(ada)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    response = client.get(f"/en/learn/sheets/{sheet.pk}/tool.pdf")

    assert response.status_code == 503
    assert "This installation cannot make PDFs. Print the page instead" in response.text


@needs_pango
def test_one_paper_is_made_at_a_time(client, ada, monkeypatch):
    monkeypatch.setattr("learning.papers.PATIENCE", 0.01)
    sheet = make_budget(ada)
    client.force_login(ada)
    with papers.making:
        response = client.get(f"/en/learn/sheets/{sheet.pk}/tool.pdf")

    assert response.status_code == 503
    assert "Many PDFs are being made just now." in response.text
    assert client.get(f"/en/learn/sheets/{sheet.pk}/tool.pdf").status_code == 200


@needs_pango
def test_papers_are_not_made_without_end(client, ada, monkeypatch):
    monkeypatch.setattr("learning.views.shares.MOST_PAPERS", 1)
    sheet = make_budget(ada)
    client.force_login(ada)
    answers = [client.get(f"/en/learn/sheets/{sheet.pk}/tool.pdf").status_code for _time in range(2)]

    assert answers == [200, 503]
