"""A language that nobody speaks, from right to left, in which every string of the interface stands in brackets: what has none was forgotten."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import allauth
import polib
import pytest
from django.utils.html import strip_tags
from wagtail.models import Locale

from entrepreneurs import vocabulary
from entrepreneurs.places import gazetteer
from hub import catalogues, languages
from tests.factories import make_course
from tests.factories.courses import EVERYTHING, translate_lesson

pytestmark = pytest.mark.django_db
PSEUDO = "ar"  # Django knows that Arabic runs from right to left
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
SILENT = {"script", "style", "svg"}


def in_brackets(entry: polib.POEntry) -> polib.POEntry:
    again = polib.POEntry(msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt)
    if entry.msgid_plural:
        again.msgstr_plural = dict.fromkeys(range(6), f"⟦{entry.msgid_plural}⟧")
    else:
        again.msgstr = f"⟦{entry.msgid}⟧"
    return again


def pseudo_catalogue(folder: Path) -> None:
    """Every string of ours and of allauth's; those of Django alone are Arabic, and so no Latin letters either."""
    theirs = Path(allauth.__file__).parent / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    catalogue = polib.POFile()
    catalogue.metadata = catalogues.header(PSEUDO)
    for path in (languages.catalogue("nb"), theirs):
        catalogue.extend(in_brackets(entry) for entry in polib.pofile(str(path)) if not entry.obsolete and entry not in catalogue)
    (folder / PSEUDO / "LC_MESSAGES").mkdir(parents=True)
    catalogue.save_as_mofile(str(folder / PSEUDO / "LC_MESSAGES" / "django.mo"))


@pytest.fixture
def pseudo(tmp_path, settings, site_tree):
    """The addresses of a small site in the pseudo-language, and the words that are its content's and not the interface's."""
    pseudo_catalogue(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, (PSEUDO, languages.NAMES[PSEUDO])]
    site_tree.locales[PSEUDO] = Locale.objects.create(language_code=PSEUDO)
    home = site_tree.home.copy_for_translation(site_tree.locales[PSEUDO])
    course = make_course(site_tree, bodies=[EVERYTHING, EVERYTHING])
    for lesson in course.lessons:
        translate_lesson(lesson, site_tree=site_tree, language=PSEUDO)
    home.get_descendants(inclusive=True).update(live=True)
    pages = [home, *home.get_descendants().order_by("path")]
    return [page.url for page in pages], set(languages.NAMES.values()) | {"Tvers"} | {text for page in pages for text in words_of(page.specific)}


def words_of(page) -> set[str]:
    """Every text that an editor has written on the page."""
    kept = [page.serializable_data(), *([page.body.raw_data[n] for n in range(len(page.body.raw_data))] if hasattr(page, "body") else [])]
    programme = page.programme if hasattr(page, "programme") else None
    facts = [programme.acronym, programme.full_name, programme.funder] if programme else []
    return {strip_tags(text) for text in (*texts_in(kept), *facts)}


def texts_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


class Heard(HTMLParser):
    """What a page says, in its text and in the attributes that are read out."""

    def __init__(self, html: str):
        super().__init__()
        self.said, self.silent = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.silent += tag in SILENT
        self.said += [value for name, value in attributes if name in SPOKEN or (name.startswith("data-") and " " in (value or ""))]

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, text):
        if not self.silent:
            self.said.append(text)


def outside_brackets(text: str) -> str:
    """What no bracket encloses, brackets within brackets included."""
    before = None
    while before != text:
        before, text = text, re.sub("⟦[^⟦⟧]*⟧", " ", text)
    return text


def forgotten(html: str, *, content: set[str]) -> list[str]:
    left = {part.strip() for said in Heard(html).said for part in " ".join(outside_brackets(said).split()).replace("·", ",").split(",")}
    return sorted(text for text in left - content if re.search("[A-Za-z]", text))


def test_pages_run_from_right_to_left_and_every_word_of_the_interface_can_be_translated(pseudo, client):
    addresses, content = pseudo
    content |= {region.name for regions in gazetteer().regions.values() for region in regions} | set(vocabulary.SPOKEN.values())
    mine = [
        f"/{PSEUDO}/{path}"
        for path in (
            "learn/",
            "learn/mine/",
            "people/",
            "events/",
            "events/2031/5/",
            "events/calendar/",
            "events/challenges/",
            "me/",
            "account/login/",
            "account/signup/",
            "account/password/reset/",
            "none/",
        )
    ]

    for address in [*addresses, *mine]:
        html = client.get(address).text
        assert f'<html lang="{PSEUDO}" dir="rtl">' in html
        assert "⟦" in html
        assert forgotten(html, content=content) == [], address
