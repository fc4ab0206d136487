"""The three programmes: their facts as the sources print them, their status by the calendar, and days that no calendar has."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from hub.content_files import WrongFile, pages, read
from hub.loading import facts, site
from hub.loading.pages import Load
from hub.models import OfficialText, Programme, ProgrammePage
from hub.models.programmes import Precision, Status

DISCLAIMER = (
    "This project has been funded with support from the European Commission. This publication reflects the views only of the author, "
    "and the Commission cannot be held responsible for any use which may be made of the information contained therein."
)
# What the programmes' own pages print, as read from the sources; not from the files that the hub is loaded from.
EXPECTED = {
    "sing": {
        "full_name": "Synergos innom nordens gröna bälte",
        "starts": date(2024, 1, 1),
        "ends": date(2026, 12, 31),
        "code": "",
        "website": "",
        "countries": {"NO", "SE"},
        "required_languages": ["nb", "sv"],
        "partners": {("KBT Vocational College", "NO"), ("Coompanion", "SE")},
        "has_all_partners": True,
        "related": set(),
        "funders": ["Interreg Sweden-Norway", "European Regional Development Fund", "Trøndelag County Municipality"],
        "period": "1 January 2024 – 31 December 2026",
    },
    "merse": {
        "full_name": "Business Models Empowering Rural Social Entrepreneurship – voicing the rural norm",
        "starts": date(2023, 7, 1),
        "ends": date(2026, 6, 30),
        "code": "",
        "website": "https://www.interreg-npa.eu/projects/merse",
        "countries": {"NO", "SE", "FI", "IS", "IE"},
        "required_languages": [],
        "partners": {("KBT Vocational College", "NO")},
        "has_all_partners": False,
        "related": {("builds_on", "BERSE")},
        "funders": ["European Union", "Interreg Northern Periphery and Arctic Programme (NPA)"],
        "period": "1 July 2023 – 30 June 2026",
    },
    "pomeil": {
        "full_name": "Promotion of Migrant Entrepreneurship and Integration in the European Labor market",
        "starts": date(2024, 9, 1),
        "ends": date(2026, 8, 31),
        "code": "2024-1-NO01-KA220-ADU-000244470",
        "website": "",
        "countries": {"NO", "GR", "PL", "EE"},
        "required_languages": [],
        "partners": {
            ("KBT Vocational College", "NO"),
            ("Innovation Circle Network", "NO"),
            ("InnovED", "GR"),
            ("SMARTS", "GR"),
            ("MMC", "PL"),
            ("USF", "EE"),
        },
        "has_all_partners": True,
        "related": {("related", "SMAB")},
        "funders": ["Erasmus+"],
        "period": "1 September 2024 – 31 August 2026",
    },
}
LANGUAGES = ["en", "nb", "sv", "uk"]


@pytest.fixture
def programmes(db):
    """The facts alone."""
    facts.load_programmes()


@pytest.fixture
def loaded(programmes):
    """The facts, the front page and the programmes' pages, in every language."""
    load = Load()
    site.make_locales()
    home = site.load_home(load)
    site.stand_on(home)
    for source, translations in pages():
        if source.facts["kind"] == "programme":
            site.load_page(load, source, translations, parent=home)
    load.publish()


def words_of(client, key: str, language: str) -> str:
    """What a programme's page says, without its markup."""
    page = ProgrammePage.objects.get(programme__key=key, locale__language_code=language)
    response = client.get(page.url)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_facts_are_those_of_the_sources(programmes):
    for key, expected in EXPECTED.items():
        programme = Programme.objects.get(key=key)
        found = {name: getattr(programme, name) for name in ("full_name", "starts", "ends", "code", "website", "has_all_partners")}
        found["countries"] = {country.code for country in programme.countries}
        found["required_languages"] = programme.languages_required
        found["partners"] = {(each.organisation.name, each.organisation.country.code) for each in programme.partnerships.all()}
        found["related"] = {(each.relation, each.name) for each in programme.related_projects.all()}
        assert found == {name: value for name, value in expected.items() if name not in ("funders", "period")}
        assert {programme.starts_precision, programme.ends_precision} == {Precision.DAY}


def test_date_that_does_not_exist_is_noted_as_printed(programmes):
    assert "June 31, 2026" in Programme.objects.get(key="merse").date_note


def test_pages_show_the_facts_in_every_language(loaded, client):
    for key, expected in EXPECTED.items():
        for language in LANGUAGES:
            words = words_of(client, key, language)
            missing = [fact for fact in [expected["full_name"], expected["code"], expected["website"]] if fact not in words]
            missing += [name for name, _country in expected["partners"] if name not in words]
            assert missing == [], f"{key} in {language}"


def test_pages_name_funders_and_period(loaded, client):
    for key, expected in EXPECTED.items():
        words = words_of(client, key, "en")
        assert [fact for fact in [*expected["funders"], expected["period"]] if fact not in words] == []


def test_disclaimer_stands_on_the_erasmus_programme_alone_and_word_for_word(loaded, client):
    words = {(key, language): words_of(client, key, language) for key in EXPECTED for language in LANGUAGES}

    assert {place: DISCLAIMER in text for place, text in words.items()} == {place: place[0] == "pomeil" for place in words}
    assert {place: "Commission" in text for place, text in words.items()} == {place: place[0] == "pomeil" for place in words}


def test_only_the_disclaimer_is_given_as_official_wording(programmes):
    official = OfficialText.objects.filter(is_official=True).values_list("programme__key", "kind", "language", "text")
    assert list(official) == [("pomeil", "disclaimer", "en", DISCLAIMER)]


def test_missing_list_of_partners_says_so(loaded, client):
    sentence = "The full list of partners has not been given to the hub yet."

    assert {key: sentence in words_of(client, key, "en") for key in EXPECTED} == {"sing": False, "merse": True, "pomeil": False}


def test_programme_pages_say_that_a_machine_translated_them(loaded):
    provenances = ProgrammePage.objects.live().values_list("locale__language_code", "provenance").distinct()

    assert set(provenances) == {("en", "original"), ("nb", "machine"), ("sv", "machine"), ("uk", "machine")}


# By the calendar


def programme(**facts) -> Programme:
    return Programme(**({"starts": date(2024, 1, 15), "ends": date(2026, 2, 10)} | facts))


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2024, 1, 14), Status.PLANNED),
        (date(2024, 1, 15), Status.RUNNING),
        (date(2026, 2, 10), Status.RUNNING),
        (date(2026, 2, 11), Status.ENDED),
    ],
)
def test_status_by_the_day(monkeypatch, today, status):
    monkeypatch.setattr(timezone, "localdate", lambda: today)

    assert programme().status == status


@pytest.mark.parametrize(
    ("precision", "today", "status"),
    [
        (Precision.MONTH, date(2023, 12, 31), Status.PLANNED),
        (Precision.MONTH, date(2024, 1, 1), Status.RUNNING),
        (Precision.MONTH, date(2026, 2, 28), Status.RUNNING),
        (Precision.MONTH, date(2026, 3, 1), Status.ENDED),
        (Precision.YEAR, date(2024, 1, 1), Status.RUNNING),
        (Precision.YEAR, date(2026, 12, 31), Status.RUNNING),
        (Precision.YEAR, date(2027, 1, 1), Status.ENDED),
    ],
)
def test_status_allows_for_what_is_not_known_exactly(monkeypatch, precision, today, status):
    monkeypatch.setattr(timezone, "localdate", lambda: today)

    assert programme(starts_precision=precision, ends_precision=precision).status == status


@pytest.mark.parametrize(
    ("precision", "period"),
    [
        (Precision.DAY, "15 January 2024 – 10 February 2026"),
        (Precision.MONTH, "January 2024 – February 2026"),
        (Precision.YEAR, "2024 – 2026"),
    ],
)
def test_period_says_no_more_than_is_known(precision, period):
    assert programme(starts_precision=precision, ends_precision=precision).period == period


def test_end_closes_no_page(loaded, client, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2030, 1, 1))

    assert "Project period ended" in words_of(client, "sing", "en")


# What cannot be


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"starts": "2023-07-01", "ends": "2026-06-31"}, "merse.ends: “2026-06-31” is no day in the calendar"),
        ({"starts": "spring 2024", "ends": "2026-06-30"}, "merse.starts: “spring 2024” is no day in the calendar"),
        ({"starts": "2026-07-01", "ends": "2026-06-30"}, "merse.ends: is before its start"),
    ],
)
@pytest.mark.django_db
def test_impossible_days_in_the_file_are_complained_about_by_their_place(monkeypatch, tmp_path, told, complaint):
    text = facts.PROGRAMMES.read_text("utf-8")
    for name, day in {"starts": "2023-07-01", "ends": "2026-06-30"}.items():
        text = text.replace(f"{name}: {day}", f"{name}: {told[name]}")
    (tmp_path / "programmes.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(facts, "PROGRAMMES", tmp_path / "programmes.yaml")

    with pytest.raises(WrongFile) as refusal:
        facts.load_programmes()

    assert complaint in str(refusal.value)
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("2026-06-31", "There is no such day in the calendar. Write it as year-month-day, such as 2026-06-30."),
        ("June 31, 2026", "There is no such day in the calendar. Write it as year-month-day, such as 2026-06-30."),
        ("2023-06-30", "This is before the start, 2023-07-01."),
    ],
)
def test_impossible_days_in_the_admin_are_explained_by_their_field(programmes, admin_client, given, message):
    merse = Programme.objects.get(key="merse")
    page = admin_client.get(f"/admin/snippets/hub/programme/edit/{merse.pk}/")
    data = filled(page.context["form"]) | {"ends": given}

    response = admin_client.post(f"/admin/snippets/hub/programme/edit/{merse.pk}/", data)

    assert response.context["form"].errors["ends"] == [message]
    assert given in response.content.decode()
    assert Programme.objects.get(key="merse").ends == date(2026, 6, 30)


def filled(form) -> dict:
    """What a browser would send of a form that nobody touched, with its lists."""
    forms = [form, *(child for formset in form.formsets.values() for child in [formset.management_form, *formset.forms])]
    data = {}
    for each in forms:
        for bound in each:
            value = bound.value()
            data[bound.html_name] = "" if value is None or value is False else value
    return data


def test_loading_again_changes_nothing(programmes):
    before = list(OfficialText.objects.values_list("pk", flat=True))

    facts.load_programmes()

    assert list(OfficialText.objects.values_list("pk", flat=True)) == before


def test_changed_file_changes_the_programme(programmes, monkeypatch, tmp_path):
    text = facts.PROGRAMMES.read_text("utf-8").replace("POMEIL is financed by Erasmus+.", "POMEIL is funded by Erasmus+.")
    (tmp_path / "programmes.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(facts, "PROGRAMMES", tmp_path / "programmes.yaml")

    facts.load_programmes()

    assert Programme.objects.get(key="pomeil").official_texts.get(kind="acknowledgement", language="en").text == "POMEIL is funded by Erasmus+."


def test_what_a_person_changed_in_the_admin_stays(programmes, admin_client):
    merse = Programme.objects.get(key="merse")
    page = admin_client.get(f"/admin/snippets/hub/programme/edit/{merse.pk}/")
    admin_client.post(f"/admin/snippets/hub/programme/edit/{merse.pk}/", filled(page.context["form"]) | {"funder": "An editor knows better"})

    left_alone = facts.load_programmes()

    assert left_alone == ["merse"]
    assert Programme.objects.get(key="merse").funder == "An editor knows better"


def test_file_that_is_no_yaml_is_said_to_be_unreadable(tmp_path):
    (tmp_path / "a.en.yaml").write_text("title: [", "utf-8")

    with pytest.raises(WrongFile, match=r"a\.en\.yaml: cannot be read"):
        read(tmp_path / "a.en.yaml")
