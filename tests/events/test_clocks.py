"""What clocks say of an event: the host's and the reader's."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events import clocks
from events.guests import COOKIE, hash_of
from tests.factories import UserFactory, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db
SUMMER, WINTER = date(2027, 7, 1), date(2027, 1, 14)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Thursday, 14 January 2027", "Oslo", "January 2027")),
        ("nb", ("torsdag 14. januar 2027", "Oslo", "Januar 2027")),
        ("sv", ("torsdag 14 januari 2027", "Oslo", "Januari 2027")),
        ("uk", ("четвер, 14 січня 2027 р.", "Осло", "Січень 2027 р.")),
    ],
)
def test_days_and_towns_are_said_in_the_reader_s_language(language, said):
    with translation.override(language):
        found = (clocks.whole_day(WINTER), clocks.place_of("Europe/Oslo"), clocks.month(WINTER))

    assert tuple(" ".join(text.split()) for text in found) == said


def test_another_clock_is_told_only_where_it_shows_another_hour():
    event = make_event(day=WINTER, at="18:00", zone="Europe/Oslo")

    assert clocks.on_clock(event, ZoneInfo("Europe/Stockholm")) is None
    assert clocks.on_clock(event, ZoneInfo("Europe/Helsinki")) == "19:00–20:30"
    assert clocks.on_clock(event, ZoneInfo("Pacific/Auckland")) == "Fri 15 Jan, 06:00–07:30"


def test_iceland_is_an_hour_away_in_winter_and_two_in_summer():
    said = [clocks.on_clock(make_event(day=day, at="18:00", zone="Europe/Oslo"), ZoneInfo("Atlantic/Reykjavik")) for day in (WINTER, SUMMER)]

    assert said == ["17:00–18:30", "16:00–17:30"]


def test_event_that_ends_on_another_day_says_which():
    event = make_event(day=WINTER, at="23:00", minutes=120)

    assert clocks.hours(event.starts_at, event.ends_at, zone=event.clock) == "23:00–Fri 15 Jan 01:00"


def test_visitor_is_told_the_host_s_hours_and_their_browser_has_what_it_needs(client):
    event = make_event(day=WINTER, at="18:00", zone="Europe/Oslo")

    html = client.get(f"/en/events/{event.pk}/").text

    assert 'data-when="2027-01-14T18:00:00+01:00" data-until="2027-01-14T18:30:00+00:00" data-yours="{hours} on your clock"' in html
    assert '<time datetime="2027-01-14T18:00:00+01:00"><b>Thursday, 14 January 2027</b>, 18:00–19:30 in Oslo</time>' in html
    assert 'class="yours"' not in html


def test_account_and_guest_are_told_by_the_server(client):
    event = make_event(day=WINTER, at="18:00", zone="Europe/Oslo")
    client.force_login(UserFactory(time_zone="Europe/Helsinki"))

    html = client.get(f"/en/events/{event.pk}/").text

    assert '<span class="yours">19:00–20:30 on your clock</span>' in html
    assert "data-when" not in html


def test_guest_has_a_clock_too(client):
    event = make_event(day=WINTER, at="18:00", zone="Europe/Oslo")
    register(event, make_event_guest(token_hash=hash_of("a secret"), time_zone="Atlantic/Reykjavik"))
    client.cookies[COOKIE] = "a secret"

    assert '<span class="yours">17:00–18:30 on your clock</span>' in client.get(f"/en/events/{event.pk}/").text
