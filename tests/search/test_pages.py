"""Searching on screen."""

import pytest
from django.contrib.auth.models import AnonymousUser

from entrepreneurs.actions.profiles import change_profile
from search import highlights, indexing
from search.analysis import synonyms
from search.searching import PAGE, search
from tests.factories import UserFactory, make_course, make_event
from tests.factories.courses import translate_lesson
from tests.factories.resources import make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(site_tree):
    """Some of several kinds, in the index."""
    make_course(site_tree)
    make_event(title="A film about harbours", where="NO/Trøndelag")
    make_resource(title="A film guide")
    change_profile(UserFactory(name="Film Lund"), visibility="everyone", is_adult=True, shown_country="NO")
    indexing.rebuild()


def titles(response) -> list[str]:
    return [hit.document.title for hit in response.context["search"].results.hits]


# What the page shows


def test_page_shows_what_was_found_with_its_kind_and_its_words_marked(shelf, client):
    page = client.get("/en/search/?q=harbour")

    assert page.status_code == 200
    assert titles(page) == ["A film about harbours"]
    assert "A film about <mark>harbours</mark>" in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert 'content="noindex"' in page.text


def test_what_others_wrote_is_text_and_never_markup(client):
    make_event(title="<script>alert('film')</script> & <b>film</b>")
    indexing.rebuild()

    page = client.get("/en/search/?q=film<script>")

    assert "<script>alert" not in page.text
    assert "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>film</mark>" in page.text
    assert 'value="film&lt;script&gt;"' in page.text


def test_what_is_told_in_another_language_is_marked_and_leads_to_it(site_tree, client):
    course = make_course(site_tree)
    lesson = translate_lesson(course.lesson, site_tree=site_tree, language="nb")
    lesson.title = "En film"
    lesson.save_revision().publish()
    course.lesson.unpublish()
    make_event(title="Film", language="nb")
    indexing.rebuild()

    page = client.get("/sv/search/?q=film")

    assert [(hit.address, hit.is_foreign) for hit in page.context["search"].results.hits if hit.document.kind == "lesson"] == [
        ("/nb/merse/a-course/lesson-1/", True)
    ]
    assert [hit.address.split("/")[1:3] for hit in page.context["search"].results.hits if hit.document.kind == "event"] == [["sv", "events"]]
    assert client.get("/nb/merse/a-course/lesson-1/").status_code == 200


def test_addresses_of_all_kinds_lead_somewhere(shelf, client):
    for query in ("film", "lesson", "course", "merse"):
        for hit in search(query, language="en", user=AnonymousUser()).hits:
            assert client.get(hit.address).status_code == 200, hit.address


def test_facets_are_chosen_by_the_address_alone(shelf, client):
    page = client.get("/en/search/?q=film")
    assert {choice.label: choice.number for choice in page.context["search"].kinds} == {"Events": 1, "People": 1, "Resources": 1}

    page = client.get("/en/search/?q=film&kind=event&kind=person&country=NO")

    assert sorted(titles(page)) == ["A film about harbours"]
    assert [choice.label for choice in page.context["search"].marks] == ["Norway"]
    [mark] = page.context["search"].marks
    assert mark.address == "?q=film&kind=event&kind=person"
    assert sorted(titles(client.get(f"/en/search/{mark.address}"))) == ["A film about harbours", "Film Lund"]


def test_nothing_that_fits_says_what_to_take_away(shelf, client):
    page = client.get("/en/search/?q=film&country=FI")

    assert "Take one of what is chosen away" in page.text
    assert 'href="?q=film"' in page.text


def test_nothing_found_helps_on(shelf, client):
    page = client.get("/en/search/?q=zzyzx")

    assert page.status_code == 200
    assert "Try fewer words" in page.text
    assert 'href="/en/events/"' in page.text


def test_mistyped_word_is_taken_for_the_one_that_was_meant(shelf, client):
    page = client.get("/en/search/?q=harbuor")

    assert 'href="?q=harbours" dir="auto">harbours</a>' in page.text
    assert titles(page) == ["A film about harbours"]


def test_two_words_that_are_written_as_one_are_found_as_two(shelf, client):
    page = client.get("/en/search/?q=filmharbour")

    assert page.context["search"].results.meant == "film harbour"
    assert titles(page)[0] == "A film about harbours"


def test_what_has_some_of_the_words_comes_after_what_has_all_and_says_so(shelf, client):
    page = client.get("/en/search/?q=film+harbour")

    assert titles(page)[0] == "A film about harbours"
    assert len(titles(page)) == 3
    assert page.text.rindex("guide") > page.text.index("These have some of the words") > page.text.index("<mark>harbours</mark>")
    assert "Nothing has all of these words" not in page.text


def test_some_of_the_words_are_better_than_nothing(shelf, client):
    page = client.get("/en/search/?q=harbour wombat")

    assert titles(page) == ["A film about harbours"]
    assert "Nothing has all of these words" in page.text


def test_page_without_a_query_is_the_same_for_all_visitors(shelf, client):
    page = client.get("/en/search/")

    assert page.status_code == 200
    assert "public" in page["Cache-Control"]
    assert 'name="robots"' not in page.text


def test_every_page_has_the_box_and_the_search_page_has_one(shelf, client):
    assert client.get("/en/events/").text.count('role="search"') == 1
    assert client.get("/en/search/?q=film").text.count('role="search"') == 1


# Page after page


@pytest.fixture
def many(db):
    for number in range(2 * PAGE + 1):
        make_resource(title=f"Film number {number}")
    indexing.rebuild()


def test_pages_lead_on_and_back(many, client):
    first, second, last = (client.get(f"/en/search/?q=film&page={number}") for number in (1, 2, 3))

    assert [len(titles(page)) for page in (first, second, last)] == [PAGE, PAGE, 1]
    assert 'rel="prev"' not in first.text
    assert 'rel="next" href="?q=film&amp;page=3"' in second.text
    assert 'rel="prev" href="?q=film"' in second.text
    assert 'rel="next"' not in last.text


@pytest.mark.parametrize("number", ["10000", "99999999", "4"])
def test_page_past_the_last_is_the_last(many, client, number):
    page = client.get(f"/en/search/?q=film&page={number}")

    assert page.status_code == 200
    assert "page 3 of 3" in page.text


# Whatever is asked


ODD = [
    "a" * 10_000,
    "film " * 3000,
    "the and of",
    "og i på",
    '"unclosed (brackets [and {quotes',
    "film\x00\x01\x1f\x7f",
    "film\ud7ff\ufffe￾",
    "фільм 電影 ταινία فيلم סרט",
    "\u202efilm\u202c",
    "'; DROP TABLE search_entry; --",
    "<script>alert(1)</script>",
    "../../etc/passwd %00 %s %(q)s {0}",
    "* OR title : film NEAR(a b) -x ^y",
    "&|!<->:*'\\",
    "()",
    "   ",
    "\u0301\u0301",
    "ﬁlm ＦＩＬＭ",
    "🙂",
]


@pytest.mark.parametrize("query", ODD)
def test_no_query_is_too_odd(shelf, client, query):
    for path in ("/en/search/", "/en/search/titles/", "/uk/search/"):
        assert client.get(path, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "?q=film&page=-1",
        "?q=film&page=abc",
        "?q=film&page=1e9",
        "?q=film&page=٣",
        "?q=film&kind=nothing&country=XX&language=zz&programme=%27&date=never",
        "?q=film&kind=" + "x" * 5000,
        "?q=film&" + "&".join(f"country=X{number}" for number in range(500)),
        "?q=%FF%FE&kind=%00",
        "?q",
        "?q=film&q=harbour",
        "?kind=event",
    ],
)
def test_no_address_is_too_odd(shelf, client, address):
    assert client.get(f"/en/search/{address}").status_code == 200


def test_long_query_is_cut_and_says_so(shelf, client):
    assert "That was very long" in client.get("/en/search/", {"q": "film " * 200}).text


def test_nothing_is_written_by_asking(shelf, client):
    assert client.post("/en/search/?q=film").status_code == 405


# What it costs


@pytest.fixture
def slow_machine(monkeypatch):
    """Synonyms are read every two seconds: here once, so that what is counted is counted by the clock of no machine."""
    monkeypatch.setattr(synonyms, "FRESH", 600)


def test_visitor_s_search_takes_as_many_queries_however_much_is_found(slow_machine, client, django_assert_num_queries):
    make_resource(title="Harbour film")
    indexing.rebuild()
    client.get("/en/search/?q=film")
    with django_assert_num_queries(7):
        client.get("/en/search/?q=film")

    for number in range(2):
        make_resource(title=f"Harbour film {number}")
    indexing.catch_up()
    with django_assert_num_queries(7):
        assert len(titles(client.get("/en/search/?q=film"))) == 3


def test_member_s_search_takes_as_many_queries_however_much_is_found(slow_machine, client, django_assert_num_queries):
    client.force_login(UserFactory())
    make_resource(title="Harbour film")
    indexing.rebuild()
    client.get("/en/search/?q=film")
    with django_assert_num_queries(16):
        client.get("/en/search/?q=film")

    make_event(title="Harbour film")
    change_profile(UserFactory(name="Harbour Film"), visibility="members", is_adult=True)
    indexing.catch_up()
    with django_assert_num_queries(16):
        assert len(titles(client.get("/en/search/?q=film"))) == 3


# Titles while somebody writes


def proposed(client, query: str) -> list[dict]:
    return client.get("/en/search/titles/", {"q": query}).json()["found"]


def test_titles_are_proposed_with_their_kind_and_address(shelf, client):
    [found] = proposed(client, "film harb")

    assert found["title"] == "A film about harbours"
    assert found["kind"] == "Event"
    assert client.get(found["address"]).status_code == 200


def test_titles_are_told_to_nobody_else(shelf, client):
    answer = client.get("/en/search/titles/?q=film")

    assert "no-store" in answer["Cache-Control"]
    assert len(answer.json()["found"]) == 3
    assert proposed(client, "f") == []
    assert proposed(client, "") == []


# What is marked


def test_extract_begins_where_the_words_stand():
    text = "Nothing of it here. " * 60 + "Then the harbour comes. " + "And nothing again. " * 60

    pieces = highlights.extract(text, "en", {"harbour"})

    assert [piece.text for piece in pieces if piece.is_marked] == ["harbour"]
    assert pieces[0].text == "… "
    assert pieces[1].text.startswith("Then the ")
    assert len("".join(piece.text for piece in pieces)) < 260


def test_extract_of_what_has_none_of_the_words_is_its_beginning():
    assert highlights.extract("Some words.", "en", {"harbour"}) == [highlights.Piece("Some words.")]
    assert highlights.extract("", "en", {"harbour"}) == []


def test_marking_changes_no_letter():
    text = "Møter, møtet og MØTENE – på kafé «Havn»"

    pieces = highlights.title(text, "nb", {"mote", "møte", "moter", "motet", "motene"})

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_marked] == ["Møter", "møtet", "MØTENE"]
