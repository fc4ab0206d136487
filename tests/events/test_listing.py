"""Events to choose from: the list with its filters, months, the map, the next ones on pages, and what search engines are told."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from events.listing import PAGE
from events.models import EventLanguage, EventText, Reach, State
from hub.models import Programme
from tests.factories import UserFactory, make_course, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db


def titles(html: str) -> list[str]:
    return [strip_tags(title) for title in re.findall(r"<h[23]><a href=[^>]*>[^<]*</a></h[23]>", html)]


def found(client, **filters) -> list[str]:
    return titles(client.get("/en/events/", filters).text)


def test_what_is_to_come_stands_in_its_order(client):
    for days in (30, 2, 9):
        make_event(title=f"In {days}", days=days)
    make_event(title="Over", days=-1)

    assert found(client) == ["In 2", "In 9", "In 30"]
    assert found(client, past="1") == ["Over"]


def test_list_is_grouped_by_the_month_of_the_host_s_calendar(client):
    year = timezone.localdate().year + 1
    make_event(title="Late", day=date(year, 1, 31), at="23:30", zone="Atlantic/Reykjavik")
    make_event(title="Early", day=date(year, 2, 1), at="00:30", zone="Europe/Helsinki")

    html = client.get("/en/events/").text

    assert re.findall(r'class="kicker">(\w+ \d{4})</h2>', html) == [f"January {year}", f"February {year}"]
    assert titles(html) == ["Late", "Early"]


def test_list_holds_what_is_for_everybody(client):
    host, guest = UserFactory(), make_event_guest()
    invited = make_event(host, title="Invited", reach=Reach.INVITED)
    register(invited, guest)
    make_event(host, title="Draft", state=State.DRAFT)
    make_event(title="Open")

    assert found(client) == ["Open"]
    client.force_login(UserFactory(is_superuser=True))
    assert found(client) == ["Open"]
    client.force_login(host)
    assert sorted(found(client)) == ["Invited", "Open"]


def test_cancelled_event_stays_and_says_so(client):
    make_event(state=State.CANCELLED)

    assert "Cancelled" in client.get("/en/events/").text


@pytest.fixture
def three(site_tree):
    """One of each kind, country and way."""
    make_course(site_tree)
    merse = Programme.objects.get(key="merse")
    one = make_event(title="One", kind="webinar", programme=merse, where="NO/Trøndelag/Steinkjer")
    EventLanguage.objects.create(event=one, language="uk")
    make_event(title="Two", kind="circle", where="SE/Jämtland", language="sv", is_online=False)
    make_event(title="Three", kind="site_visit", place="By the church", language="nb")


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"kind": "webinar"}, ["One"]),
        ({"language": "uk"}, ["One"]),
        ({"programme": "merse"}, ["One"]),
        ({"where": "NO"}, ["One"]),
        ({"where": "NO/Trøndelag"}, ["One"]),
        ({"where": "SE"}, ["Two"]),
        ({"how": "online"}, ["One", "Three"]),
        ({"how": "place"}, ["One", "Two", "Three"]),
        ({"kind": "webinar", "where": "SE"}, []),
        ({"kind": "nonsense", "where": "nowhere"}, ["One", "Two", "Three"]),
    ],
)
def test_filters_narrow_the_list(three, client, chosen, expected):
    assert found(client, **chosen) == expected


def test_list_goes_on_over_pages_and_keeps_its_filters(client):
    for number in range(PAGE + 1):
        make_event(title=f"Number {number}", days=number + 1, kind="webinar")

    assert found(client, kind="webinar") == [f"Number {number}" for number in range(PAGE)]
    assert 'href="?kind=webinar&amp;page=2"' in client.get("/en/events/", {"kind": "webinar"}).text
    assert found(client, kind="webinar", page="2") == [f"Number {PAGE}"]
    assert found(client, page="9") == []


def test_empty_list_says_what_is_to_be_done(client):
    assert "Nothing is planned at the moment." in client.get("/en/events/").text
    assert "Take one filter away" in client.get("/en/events/", {"kind": "webinar"}).text


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for _each in range(number):
        make_event(where="NO/Trøndelag")

    with django_assert_num_queries(6):  # the programmes, the map, the events, their texts and languages, the footer
        assert len(found(client)) == number


def test_title_in_another_language_is_marked(client):
    make_event(title="Hva nå?", language="nb")

    assert '<a href="/en/events/' in client.get("/en/events/").text
    assert 'lang="nb" dir="ltr">Hva nå?</a>' in client.get("/en/events/").text


def test_numbers_are_those_who_have_a_seat(client):
    event = make_event(capacity=12)
    for state in ("coming", "coming", "waiting", "cancelled"):
        register(event, UserFactory(), state=state)

    assert "2 of 12 seats taken" in client.get("/en/events/").text


# The map


def test_map_shows_events_with_a_place_and_how_many(three, client):
    make_event(where="SE/Jämtland")

    html = client.get("/en/events/").text

    assert sorted(re.findall(r"<title>([^<]*: \d)</title>", html)) == ["Jämtland: 2", "Steinkjer: 1"]


# A month


def test_month_is_a_sheet_with_every_event_on_its_day(client):
    make_event(title="First", day=date(2031, 5, 1))
    make_event(title="Last", day=date(2031, 5, 31))
    make_event(title="Draft", day=date(2031, 5, 2), state=State.DRAFT)
    make_event(title="Another month", day=date(2031, 6, 1))

    html = client.get("/en/events/2031/5/").text

    cells = {day: strip_tags(what).split() for day, what in re.findall(r'<time datetime="(2031-05-\d\d)">\d+</time>(.*?)</td>', html)}
    assert {day: what for day, what in cells.items() if what} == {"2031-05-01": ["18:00", "First"], "2031-05-31": ["18:00", "Last"]}
    assert len(cells) == 31
    assert titles(html) == ["First", "Last"]
    assert 'rel="prev" href="/en/events/2031/4/"' in html
    assert 'rel="next" href="/en/events/2031/6/"' in html


@pytest.mark.parametrize("address", ["2031/13", "2031/0", "1999/1", "2101/1"])
def test_there_is_no_such_month(client, address, site_tree):
    assert client.get(f"/en/events/{address}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_month_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for _each in range(number):
        make_event(day=date(2031, 5, 1))

    with django_assert_num_queries(4):  # the events, their texts and languages, the footer
        assert len(titles(client.get("/en/events/2031/5/").text)) == number


# Elsewhere


def test_front_page_and_programme_show_the_next_three(site_tree, client):
    course = make_course(site_tree)
    for days in (4, 3, 2, 1):
        make_event(title=f"In {days}", days=days)
    make_event(title="Cancelled", state=State.CANCELLED, days=1)
    make_event(title="Merse", days=20, programme=course.programme)

    assert titles(client.get("/en/").text.split('id="next"')[1].split("</section>")[0]) == ["In 1", "In 2", "In 3"]
    assert titles(client.get(course.programme_page.url).text.split('id="next"')[1].split("</section>")[0]) == ["Merse"]


def test_front_page_says_nothing_where_nothing_is_next(site_tree, client):
    make_event(days=-3)
    make_event(reach=Reach.INVITED)

    assert "Happening next" not in client.get("/en/").text


def test_visitors_share_the_list_and_those_with_a_cookie_do_not(client):
    make_event()

    assert client.get("/en/events/")["Cache-Control"] == "public, max-age=60"
    client.force_login(UserFactory())
    assert "public" not in client.get("/en/events/").get("Cache-Control", "")


def test_search_engines_are_told_of_what_is_listed_and_to_come(site_tree, client):
    event = make_event()
    EventText.objects.create(event=event, language="nb", title="Hva nå?")
    others = [make_event(reach=Reach.INVITED), make_event(state=State.DRAFT), make_event(days=-3)]

    xml = client.get("/sitemap.xml").text

    assert f"<loc>http://testserver/nb/events/{event.pk}/</loc>" in xml
    assert f'hreflang="uk" href="http://testserver/uk/events/{event.pk}/"' in xml
    assert [other for other in others if f"/events/{other.pk}/" in xml] == []


def test_places_of_the_hub_have_events_among_them(client):
    html = client.get("/en/events/").text

    assert re.search(r'<a href="/en/events/" aria-current="page">', html)
    assert '<link rel="canonical" href="http://testserver/en/events/">' in html
    assert '<link rel="alternate" hreflang="nb" href="http://testserver/nb/events/">' in html


@pytest.mark.parametrize("name", ["event", "room", "polls", "rounds", "people", "plan", "notes"])
def test_every_page_of_an_event_is_among_events(client, name):
    host = UserFactory()
    event = make_event(host)
    client.force_login(host)

    response = client.get(reverse(f"events:{name}", args=[event.pk]))

    assert re.findall(r'<a href="([^"]*)" aria-current="page">', response.text) == ["/en/events/"]


def test_today_is_marked(client):
    today = timezone.localdate()

    assert "(today)" in client.get(f"/en/events/{today.year}/{today.month}/").text
    other = today + timedelta(days=62)
    assert "(today)" not in client.get(f"/en/events/{other.year}/{other.month}/").text
