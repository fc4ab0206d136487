"""The start-up checklist: the same steps everywhere; what is true of a country alone stands in countries/, and only with an official source."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from learning.tools.asking import CHOICE, TICK, Field, Section, Source
from learning.tools.base import Tool, values_of
from learning.tools.tables import Cell, Row, Table

COUNTRIES = Path(__file__).parent / "countries"
UNKNOWN = gettext_lazy("For this country nothing is filled in here yet: ask an adviser.")
STEPS = {
    "rights": (
        gettext_lazy("Find out whether you may start"),
        gettext_lazy("What becomes of your permit, your benefits or your job. Get the answer in writing."),
    ),
    "form": (gettext_lazy("Choose a legal form"), gettext_lazy("Who decides, who is liable, and where the surplus may go.")),
    "name": (gettext_lazy("Choose a name that is free"), gettext_lazy("Look it up in the register, and ask three people how they would spell it.")),
    "register": (gettext_lazy("Register the enterprise"), gettext_lazy("Note what it costs, how long it takes, and what you get back.")),
    "tax": (gettext_lazy("Settle tax and value added tax"), gettext_lazy("Ask when you have to register, and what you have to pay in advance.")),
    "bank": (gettext_lazy("Open a bank account of its own"), gettext_lazy("Ask two banks what they need to see, and what an account costs.")),
    "permits": (
        gettext_lazy("Find out which permits you need"),
        gettext_lazy("Food, premises, transport, work with children: ask the municipality first."),
    ),
    "insurance": (gettext_lazy("Insure what you could not pay for"), gettext_lazy("Liability, premises, people who work for you.")),
    "books": (gettext_lazy("Begin the bookkeeping on the first day"), gettext_lazy("Where receipts go, who writes them down, and when it is due.")),
    "people": (gettext_lazy("Before anybody works for you"), gettext_lazy("A contract, registration as an employer, and rules for volunteers.")),
    "adviser": (
        gettext_lazy("Show the list to an adviser"),
        gettext_lazy("Rules change. Somebody who knows today’s should have seen it before you spend money."),
    ),
}
DEFAULT = tuple(STEPS)


@cache
def sources_in(country: str) -> dict[str, tuple[Source, ...]]:
    """A country's official sources by step, as its file names them."""
    told = yaml.safe_load((COUNTRIES / f"{country.lower()}.yaml").read_text("utf-8"))
    return {step: tuple(Source(**source) for source in sources) for step, sources in told["steps"].items()}


CODES = tuple(sorted(path.stem.upper() for path in COUNTRIES.glob("*.yaml")))


class Choices:
    """The countries that have a file, by their names in the active language."""

    def __iter__(self):
        yield ("", _("Choose a country"))
        yield from sorted(((code, countries.name(code)) for code in CODES), key=lambda pair: pair[1])


class Checklist(Tool):
    name = "checklist"
    place = 3
    title = gettext_lazy("Start-up checklist")
    lead = gettext_lazy("The steps from idea to a registered enterprise, with the official doors of your country.")
    reloads_for = "frame-country"

    def sections(self, content):
        country = country_of(content)
        frame = Section(
            "frame",
            gettext_lazy("Country"),
            (Field("country", gettext_lazy("Country"), CHOICE, choices=Choices()),),
            gettext_lazy("Where the enterprise will be registered. No list replaces advice: the links lead to those who know today’s rules."),
        )
        return (frame, *(step(name, country) for name in STEPS))

    def begun(self, data):
        return {"frame": {"country": data.get("frame-country", "")}}

    def begin(self, *, country):
        return {"frame": {"country": country if country in CODES else ""}}

    def tables(self, content):
        """One list of all steps."""
        frame, *steps = self.sections(content)
        columns = (_("Step"), _("Done"), _("Note"), _("Official source"))
        return [self.table(frame, content), Table("steps", _("Steps"), tuple(row(one, content) for one in steps), columns), *self.results(content)]

    def results(self, content):
        done = sum(bool(values_of(content, name).get("done")) for name in STEPS)
        rows = (Row((Cell(_("Steps done")), Cell(number=Decimal(done)))), Row((Cell(_("Steps in all")), Cell(number=Decimal(len(STEPS))))))
        return [Table("sums", _("How far you are"), rows)]


def step(name: str, country: str) -> Section:
    title, help_ = STEPS[name]
    fields = (Field("done", gettext_lazy("Done"), TICK), Field("note", gettext_lazy("Note")))
    sources = sources_in(country).get(name, ()) if country else ()
    return Section(name, title, fields, help_, sources=sources, notice="" if sources or not country or name == "adviser" else UNKNOWN)


def row(section: Section, content) -> Row:
    values, source = values_of(content, section.name), next(iter(section.sources), None)
    done, note = (one.cell(values.get(one.name)) for one in section.fields)
    return Row((Cell(str(section.title)), done, note, Cell(source.name, address=source.address) if source else Cell(str(section.notice))))


def country_of(content) -> str:
    country = values_of(content, "frame").get("country")
    return country if country in CODES else ""
