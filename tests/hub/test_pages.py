"""Pages at their addresses: languages, doors without a language, and what is said when something is wrong."""

import re

import pytest
from django.template import engines
from django.test import Client

from hub.models import StandardPage
from tests.factories import make_course
from tests.factories.courses import SINGLE, translate_lesson

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "language"), [("nb", "nb"), ("sv-SE,sv;q=0.9,en;q=0.5", "sv"), ("uk", "uk"), ("fr", "en"), ("", "en"), ("xx-yy;q=z", "en")]
)
def test_root_leads_to_the_readers_language(site_tree, client, accepted, language):
    response = client.get("/", HTTP_ACCEPT_LANGUAGE=accepted)

    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


def test_page_says_its_language_and_its_translations(site_tree, client):
    html = client.get("/nb/").text

    assert '<html lang="nb" dir="ltr">' in html
    assert 'href=""' not in html
    assert re.findall(r'rel="alternate" hreflang="(\w+)" href="http://testserver(/\w+/)"', html) == [
        (code, f"/{code}/") for code in ("en", "nb", "sv", "uk")
    ]


def test_switcher_keeps_the_page(site_tree, client):
    lesson = make_course(site_tree).lesson
    swedish = translate_lesson(lesson, site_tree=site_tree, language="sv")

    html = client.get(lesson.url).text

    assert f'<a href="{swedish.url}" hreflang="sv"' in html
    assert "not this page yet" in html  # in Norwegian and Ukrainian
    assert re.search(r'<a href="/nb/learn/mine/\?x=1" hreflang="nb"', client.get("/en/learn/mine/?x=1").text)


@pytest.mark.parametrize("address", ["/xx/", "/en/nothing/", "/nb/learn/mine/nothing/", "/de/learn/", "/en/%F0%9F%90%BB/"])
def test_unknown_address_is_a_page_with_a_way_on(site_tree, client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert '<a class="button main"' in response.text


def test_errors_speak_the_readers_language(site_tree, client):
    assert "Det er ingen side her" in client.get("/nb/nothing/").text
    assert "Тут немає" in client.get("/uk/nothing/").text


def test_broken_page_says_that_answers_are_safe(site_tree, monkeypatch):
    def break_down(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("hub.context.frame", break_down)
    engines["django"].engine.__dict__.pop("template_context_processors", None)
    client = Client(raise_request_exception=False)

    response = client.get("/nb/")

    engines["django"].engine.__dict__.pop("template_context_processors", None)
    assert response.status_code == 500
    assert "Noe gikk i stykker" in response.text or "Det du har lagret" in response.text


def test_front_page_promises_only_what_is_there_in_the_language(site_tree, client):
    course = make_course(site_tree)
    path = {"title": "Start where few live", "text": "A way", "page": course.page.pk}
    for home in site_tree.homes.values():
        home.paths = [{"type": "path", "value": path}]
        home.save()
    translate_lesson(course.lesson, site_tree=site_tree, language="sv")

    promised = {code: "Start where few live" in client.get(f"/{code}/").text for code in ("en", "sv", "uk")}

    assert promised == {"en": True, "sv": True, "uk": False}


def test_course_in_another_language_is_listed_and_says_so(site_tree, client):
    make_course(site_tree)

    html = client.get("/uk/learn/").text

    assert "A course" in html
    assert 'lang="en"' in html
    assert "English" in html.split("A course")[1]


def test_lesson_without_translation_is_shown_in_the_nearest_language(site_tree, client):
    course = make_course(site_tree, bodies=[[SINGLE], [SINGLE]])
    swedish = translate_lesson(course.lesson, site_tree=site_tree, language="sv")

    html = client.get(swedish.course.url).text

    assert f'href="{swedish.url}"' in html
    assert f'href="{course.lessons[1].url}"' in html
    assert "på English" in html or "språk: English" in html


def test_unpublished_page_is_not_found(site_tree, client):
    lesson = make_course(site_tree).lesson
    lesson.unpublish()

    assert client.get(lesson.url).status_code == 404


def test_sitemap_names_every_page_with_its_translations(site_tree, client):
    lesson = make_course(site_tree).lesson
    translate_lesson(lesson, site_tree=site_tree, language="sv")

    xml = client.get("/sitemap.xml").text

    # front pages, programme, course and lesson in two languages, the list of events, the board, the comparison, the bank, the library,
    # practices, stories, needs and offers, networks
    assert xml.count("<loc>") == 4 + 3 + 3 + 4 + 4 + 4 + 4 + 4 + 4 + 4 + 4 + 4
    assert f'hreflang="sv" href="http://testserver{lesson.url.replace("/en/", "/sv/")}"' in xml


def test_robots_are_told_the_way(site_tree, client):
    assert client.get("/robots.txt").text.splitlines()[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_admins_have_one_sign_in(site_tree, client):
    for admin in ("/admin/login/", "/django-admin/login/"):
        assert client.get(admin).url.endswith("/account/login/")


@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")  # Wagtail's, when it makes a rendition
def test_every_block_of_prose_is_drawn(site_tree, client, django_user_model):
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    make = get_document_model().objects.create
    film, captions, letter = (make(title=name, file=ContentFile(b"x" * 2048, name=name)) for name in ("f.mp4", "c.vtt", "l.pdf"))
    image = get_image_model().objects.create(title="A walk", file=get_test_image_file())
    body = [
        {"type": "text", "value": "<h2>A heading</h2><p>A paragraph</p>"},
        {"type": "picture", "value": {"image": image.pk, "alt": "Two people walking", "caption": "In March"}},
        {"type": "figure", "value": {"drawing": "sing-walk", "alt": "A walk", "caption": "Drawn", "labels": ["The bus stop"]}},
        {"type": "quotation", "value": {"text": "We asked the wrong question.", "who": "Marit (invented)"}},
        {"type": "video", "value": {"title": "A film", "video": film.pk, "captions": captions.pk, "transcript": "<p>Said</p>"}},
        {"type": "embed", "value": {"title": "Elsewhere", "provider": "vimeo", "video": "1234567", "transcript": "<p>Said there</p>"}},
        {"type": "download", "value": {"document": letter.pk, "title": "A letter", "description": "To fill in"}},
        {"type": "callout", "value": {"kind": "law", "body": "<p>Look it up.</p>"}},
        {"type": "term", "value": {"term": "Margin", "definition": "What is left."}},
    ]
    page = site_tree.home.add_child(instance=StandardPage(title="All blocks", slug="all", body=body))

    html = client.get(page.url).text

    for text in ("A heading", 'alt="Two people walking"', 'aria-label="A walk"', "The bus stop", "Marit (invented)", "A letter", "Margin"):
        assert text in html
    assert '<video controls preload="none"' in html
    shown = client.get(re.search(r'src="(/media/images/[^"]+)"', html)[1])
    assert (shown.status_code, shown["Content-Type"], b"".join(shown.streaming_content)[8:12]) == (200, "image/webp", b"WEBP")
    assert client.get(f"/media/{film.file.name}").status_code == 404
    assert client.get("/media/images/../documents/f.mp4").status_code == 400
    assert '<track kind="captions"' in html
    assert "2.0" in html  # the size of the film, in kB
    assert "PDF" in html
    assert "<iframe" not in html  # nothing is fetched from elsewhere before a click
    assert 'href="https://player.vimeo.com/video/1234567"' in html
