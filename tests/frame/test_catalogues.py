"""The message catalogues: they hold what the code says, all of it translated; and how they are made."""

import subprocess
import sys

import polib
import pytest
from django.conf import settings

from hub import catalogues, languages
from hub.catalogues import Message

SHIPPED = ["nb", "sv", "uk"]


def shipped(code):
    path = languages.catalogue(code)
    assert path.exists(), f"make messages L={code} begins it"
    return polib.pofile(str(path))


def keys(catalogue):
    return sorted((entry.msgid, entry.msgctxt or "", entry.msgid_plural) for entry in catalogue)


def entry(msgid, msgstr, plural="", forms=()):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, msgid_plural=plural, msgstr_plural=dict(enumerate(forms)))


@pytest.fixture
def locale(tmp_path, monkeypatch):
    """Catalogues in a folder of their own, with two strings to translate."""
    monkeypatch.setattr(languages, "LOCALE", tmp_path)
    found = [Message("Hello %(name)s", files={"b.py", "a.py"}), Message("%(number)s lesson", "%(number)s lessons", files={"a.html"})]
    monkeypatch.setattr(catalogues, "messages", lambda: {message.key: message for message in found})
    return tmp_path


def translate(code, **texts):
    path = str(languages.catalogue(code))
    catalogue = polib.pofile(path)
    for one in catalogue:
        if one.msgid_plural:
            one.msgstr_plural = dict.fromkeys(one.msgstr_plural, texts["plural"])
        else:
            one.msgstr = texts["single"]
    catalogue.save(path)


# What is shipped


@pytest.mark.parametrize("code", SHIPPED)
def test_catalogue_holds_exactly_what_the_code_says(code):
    expected = sorted((message.text, message.context or "", message.plural) for message in catalogues.messages().values())

    assert keys(shipped(code)) == expected, "make messages brings the catalogues up to date"


@pytest.mark.parametrize("code", SHIPPED)
def test_every_string_is_translated_with_its_placeholders(code):
    lacking = catalogues.lacking(shipped(code))

    assert [one.msgid for one in lacking] == []


def test_hub_is_offered_in_what_it_ships():
    assert [code for code, _name in languages.offered()] == ["en", *SHIPPED]


# How strings are found


def test_strings_are_found_in_templates(tmp_path):
    template = """{% load humanize %}{% translate "One" %}{% translate 'Two' context "place" as two %}
      {% include "x.html" with title=_("Three") %}
      {% blocktranslate trimmed with day=page.day|date:"j" %}
        On {{ day }},
        100 % it's "free"
      {% endblocktranslate %}
      {% blocktranslate count number=n trimmed %}{{ number }} day{% plural %}{{ number }} days{% endblocktranslate %}
      {% comment %}{% translate "Not this" %}{% endcomment %}"""
    path = tmp_path / "some.html"
    path.write_text(template)

    found = [(message.text, message.plural, message.context) for message in catalogues.messages_in(path)]

    assert found == [
        ("One", "", None),
        ("Two", "", "place"),
        ("Three", "", None),
        ('On %(day)s, 100 %% it\'s "free"', "", None),
        ("%(number)s day", "%(number)s days", None),
    ]


def test_strings_are_found_in_code(tmp_path):
    path = tmp_path / "some.py"
    path.write_text(
        "w = _('One')\nx = gettext_lazy('T' 'wo')\ny = ngettext('a day', '{n} days', n)\nz = pgettext_lazy('verb', 'Book')\nprint('no')\n"
    )

    found = [(message.text, message.plural, message.context) for message in catalogues.messages_in(path)]

    assert found == [("One", "", None), ("Two", "", None), ("a day", "{n} days", None), ("Book", "", "verb")]


# How catalogues are kept


def test_new_catalogue_has_the_language_s_own_plural_forms_and_calm_locations(locale):
    catalogue = catalogues.update("uk")

    assert [entry.occurrences for entry in catalogue] == [[("a.html", "")], [("a.py", ""), ("b.py", "")]]
    assert [len(entry.msgstr_plural) for entry in catalogue] == [4, 0]
    assert "nplurals=4" in languages.catalogue("uk").read_text()


def test_update_keeps_what_is_translated_and_drops_what_is_gone(locale, monkeypatch):
    catalogues.update("sv")
    translate("sv", single="Hej %(name)s", plural="%(number)s lektioner")
    monkeypatch.setattr(catalogues, "messages", lambda: {("Hello %(name)s", ""): Message("Hello %(name)s"), ("New", ""): Message("New")})

    catalogue = catalogues.update("sv")

    assert [(one.msgid, one.msgstr) for one in catalogue] == [("Hello %(name)s", "Hej %(name)s"), ("New", "")]


def test_updating_twice_changes_nothing(locale):
    catalogues.update("nb")
    before = languages.catalogue("nb").read_bytes()

    catalogues.update("nb")

    assert languages.catalogue("nb").read_bytes() == before


def test_complete_catalogue_is_compiled_and_so_offered(locale):
    catalogues.update("sv")
    translate("sv", single="Hej %(name)s", plural="%(number)s lektioner")

    assert catalogues.compile_all() == []
    assert languages.offered() == [("en", "English"), ("sv", "Svenska")]
    assert len(polib.mofile(str(languages.catalogue("sv").with_suffix(".mo")))) == 2


def test_language_that_has_become_incomplete_is_offered_no_more(locale, monkeypatch):
    catalogues.update("sv")
    translate("sv", single="Hej %(name)s", plural="%(number)s lektioner")
    catalogues.compile_all()
    monkeypatch.setattr(catalogues, "messages", lambda: {("New", ""): Message("New")})

    catalogues.update("sv")

    assert catalogues.compile_all() == ["Svenska: 1 of 1 strings lack a translation, so the hub is not offered in it."]
    assert languages.offered() == [("en", "English")]


@pytest.mark.parametrize(
    "wrong",
    [
        entry("Hello %(name)s", ""),
        entry("Hello %(name)s", "Hei %(navn)s"),
        entry("Hello {name}", "Hei"),
        entry("%s of %s", "av"),
        entry("a day", "", "%(n)s days", ["en dag", ""]),
        entry("a day", "", "%(n)s days", ["en dag", "dager"]),
        entry("a day", "", "%(n)s days", ["%(x)s dag", "%(n)s dager"]),
    ],
)
def test_entry_without_its_text_or_its_placeholders_lacks_a_translation(wrong):
    assert catalogues.lacking(catalogue_of(wrong, forms=2)) == [wrong]


def test_fuzzy_entry_lacks_a_translation():
    unsure = entry("Hello", "Hei")
    unsure.flags = ["fuzzy"]

    assert catalogues.lacking(catalogue_of(unsure, forms=2)) == [unsure]


def test_form_for_one_alone_may_leave_the_number_out_but_not_one_that_is_for_21_too():
    in_swedish = entry("a day", "", "%(n)s days", ["en dag", "%(n)s dagar"])
    in_ukrainian = entry("a day", "", "%(n)s days", ["день", "%(n)s дні", "%(n)s днів", "%(n)s дня"])

    assert catalogues.lacking(catalogue_of(in_swedish, forms=2)) == []
    assert catalogues.lacking(catalogue_of(in_ukrainian, forms=4)) == [in_ukrainian]


def catalogue_of(*entries, forms):
    catalogue = polib.POFile()
    catalogue.metadata = {"Plural-Forms": f"nplurals={forms}; plural=0;"}
    catalogue.extend(entries)
    return catalogue


def test_unknown_language_is_refused_by_name():
    done = subprocess.run(
        [sys.executable, "manage.py", "update_catalogues", "xx"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == "CommandError: xx is none of the languages in hub/languages.py that are translated into.\n"
