"""Calendars for programs, read by another library than the one that wrote them."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse

from events import calendars
from events.actions.calendars import renew_address
from events.models import CalendarAddress, Event, EventText, Reach, Registration, Series, State
from events.times import same_hour
from tests.factories import UserFactory, make_event, register

pytestmark = pytest.mark.django_db
ZONES = ["Europe/Oslo", "Atlantic/Reykjavik", "Europe/Helsinki", "Europe/Dublin"]


def read(client, address: str) -> list:
    """The events of a feed, as vobject understands them."""
    return entries(client.get(address).text)


def entries(text: str) -> list:
    return getattr(vobject.readOne(text), "vevent_list", [])


def titles(found) -> list[str]:
    return [entry.summary.value for entry in found]


# The hour


def moments(text: str) -> list[tuple[str, datetime, datetime]]:
    """Of each event: its zone, the hour on its clock, and the moment in UTC, as one reckons who knows nothing of a zone but what the file says."""
    read = vobject.readOne(text)
    laws = {law.tzid.value: law.tzinfo for law in read.vtimezone_list}
    written = [re.fullmatch(r"DTSTART;TZID=([^:]+):(\d{8}T\d{6})", line) for line in text.splitlines() if line.startswith("DTSTART;TZID")]
    local = [(zone, datetime.strptime(at, "%Y%m%dT%H%M%S")) for zone, at in (found.groups() for found in written)]
    assert len(local) == len(read.vevent_list)
    return [(zone, at, at.replace(tzinfo=laws[zone]).astimezone(UTC)) for zone, at in local]


@pytest.mark.parametrize("zone", ZONES)
def test_weekly_series_keeps_its_local_hour_across_both_changes(zone, client):
    series = Series.objects.create()
    days = same_hour(date(2027, 3, 4), weeks=1, number=40)
    for day in days:
        make_event(day=day, at="18:00", zone=zone, series=series)

    found = moments(calendars.calendar(Event.objects.all(), name="x", language="en", base="https://tvers.example").decode())

    at_six = [datetime(day.year, day.month, day.day, 18) for day in days]
    assert found == [(zone, at, at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)) for at in at_six]
    assert len({moment.hour for _zone, _at, moment in found}) == (1 if zone == "Atlantic/Reykjavik" else 2)


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_around_the_changes_is_the_right_moment(zone):
    """The hours of the days on which clocks change, as dateutil reckons them from the file's own clock."""
    offsets = offsets_by_file(zone)
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2026, 7, 1), date(2026, 12, 31)):
        for hour in range(24):
            at = datetime(day.year, day.month, day.day, hour, 30)
            if not leaves_out_or_repeats(at, zone):
                assert offsets(at) == at.replace(tzinfo=ZoneInfo(zone)).utcoffset(), at


def offsets_by_file(zone: str):
    law = calendars.clock(zone, 2026, 2027).to_ical().decode()
    read = vobject.readOne(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{law}END:VCALENDAR\r\n").vtimezone.tzinfo
    return lambda at: at.replace(tzinfo=read).utcoffset()


def leaves_out_or_repeats(at: datetime, zone: str) -> bool:
    first, second = (at.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first != second


@pytest.mark.parametrize(
    ("zone", "law"),
    [
        ("Europe/Oslo", [("STANDARD", 1, 1), ("DAYLIGHT", 1, 2), ("STANDARD", 2, 1)]),
        ("Europe/Dublin", [("STANDARD", 0, 0), ("DAYLIGHT", 0, 1), ("STANDARD", 1, 0)]),
        ("Atlantic/Reykjavik", [("STANDARD", 0, 0)]),
    ],
)
def test_summer_time_is_what_puts_clocks_forward(zone, law):
    made = calendars.clock(zone, 2026, 2026)

    assert [(part.name, part.TZOFFSETFROM / timedelta(hours=1), part.TZOFFSETTO / timedelta(hours=1)) for part in made.subcomponents] == law


def test_change_is_written_at_the_hour_that_clocks_showed_until_then():
    _first, summer, winter = calendars.clock("Europe/Oslo", 2026, 2026).subcomponents

    assert [each.DTSTART for each in (summer, winter)] == [datetime(2026, 3, 29, 2), datetime(2026, 10, 25, 3)]


# What is in it


def test_event_is_told_with_its_way_back(client):
    event = make_event(title="What now?", place="The library", sequence=3, video="https://video.example/room")
    EventText.objects.create(event=event, language="nb", title="Hva nå?", lead="Kom innom, ta med; noe.")

    [entry] = read(client, f"/nb/events/{event.pk}.ics")

    assert entry.summary.value == "Hva nå?"
    assert entry.summary.params["LANGUAGE"] == ["nb"]
    assert entry.description.value.startswith("Kom innom, ta med; noe.\n\n")
    assert entry.description.value.endswith(f" http://testserver/nb/events/{event.pk}/")
    assert entry.location.value == "The library"
    assert entry.url.value == f"http://testserver/nb/events/{event.pk}/"
    assert (entry.sequence.value, entry.status.value) == ("3", "CONFIRMED")
    assert entry.last_modified.value == event.changed_at.replace(microsecond=0)
    assert entry.dtend.value - entry.dtstart.value == timedelta(minutes=90)
    assert entry.dtstart.value == event.starts_at


def test_its_name_is_the_same_in_every_feed_and_does_not_open_it(client):
    event = make_event()

    [[one], [other]] = read(client, f"/en/events/{event.pk}.ics"), read(client, "/nb/events/calendar.ics")

    assert one.uid.value == other.uid.value
    assert str(event.key) not in client.get(f"/en/events/{event.pk}.ics").text


def test_cancelled_event_says_so_and_why(client):
    make_event(title="What now?", state=State.CANCELLED, cancelled_because="The road is closed.", sequence=1)

    [entry] = read(client, "/en/events/calendar.ics")

    assert (entry.status.value, entry.summary.value) == ("CANCELLED", "Cancelled: What now?")
    assert entry.description.value.startswith("The road is closed.")


def test_public_feed_names_nobody_and_no_video(client):
    event = make_event(UserFactory(name="Hostess"), video="https://video.example/room")
    register(event, UserFactory(name="Participant"))

    text = client.get("/en/events/calendar.ics").text

    assert titles(entries(text)) == [event.title]
    assert [word for word in ("Hostess", "Participant", "video.example", "@example.org") if word in text] == []


def test_public_feed_holds_what_is_listed(client):
    make_event(title="Draft", state=State.DRAFT)
    host = UserFactory()
    make_event(host, title="Invited", reach=Reach.INVITED)
    make_event(title="Listed")
    make_event(title="Long ago", days=-90)
    client.force_login(host)

    assert titles(read(client, "/en/events/calendar.ics")) == ["Listed"]


def test_feed_takes_the_list_s_filters(client):
    make_event(title="In Trøndelag", where="NO/Trøndelag/Steinkjer", kind="webinar")
    make_event(title="Elsewhere", where="NO/Troms")

    assert titles(read(client, "/en/events/calendar.ics?where=NO/Trøndelag")) == ["In Trøndelag"]
    assert titles(read(client, "/en/events/calendar.ics?kind=webinar")) == ["In Trøndelag"]


def test_series_has_a_feed_of_what_is_listed_of_it(client):
    series = Series.objects.create()
    for day, reach in ((7, Reach.EVERYONE), (14, Reach.EVERYONE), (21, Reach.INVITED)):
        make_event(title=f"In {day}", days=day, series=series, reach=reach)
    make_event(title="Another")

    assert titles(read(client, f"/en/events/series/{series.key}.ics")) == ["In 7", "In 14"]
    assert client.get(f"/en/events/series/{uuid4()}.ics").status_code == 404


def test_series_of_events_by_invitation_has_no_feed(client):
    series = Series.objects.create()
    make_event(series=series, reach=Reach.INVITED)

    assert client.get(f"/en/events/series/{series.key}.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_feed_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    for _each in range(number):
        make_event()

    with django_assert_num_queries(3):  # the programmes that may be chosen, the events, their texts
        assert len(read(client, "/en/events/calendar.ics")) == number


# Asked again


def test_program_that_asks_again_gets_it_only_if_it_has_changed(client):
    event = make_event()
    first = client.get("/en/events/calendar.ics")

    assert client.get("/en/events/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 304

    Event.objects.filter(pk=event.pk).update(sequence=1)
    assert client.get("/en/events/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_what_is_public_may_be_kept_and_what_is_one_s_own_may_not(client):
    event = make_event()
    user = UserFactory()
    address = reverse("events:own_feed", args=[renew_address(user).key])

    assert client.get("/en/events/calendar.ics")["Cache-Control"] == "public, max-age=60"
    assert client.get(address)["Cache-Control"] == client.get(f"/en/events/{event.pk}.ics")["Cache-Control"] == "private, no-cache"


# One's own


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


def own(client, user) -> list:
    return read(client, reverse("events:own_feed", args=[user.calendar_address.key]))


@pytest.mark.parametrize(
    ("state", "status"),
    [("coming", "CONFIRMED"), ("waiting", "TENTATIVE"), ("applied", "TENTATIVE"), ("offered", "TENTATIVE"), ("cancelled", None), ("declined", None)],
)
def test_own_feed_says_how_sure_one_comes_and_gives_the_video_to_those_with_a_seat(client, ada, state, status):
    renew_address(ada)
    event = make_event(video="https://video.example/room", reach=Reach.INVITED)
    until = event.starts_at if state == "offered" else None
    register(event, ada, state=state, offered_until=until)
    make_event(title="Not mine")

    found = own(client, ada)

    assert [entry.status.value for entry in found] == ([status] if status else [])
    assert ["video.example" in entry.description.value for entry in found] == ([state == "coming"] if status else [])


def test_own_feed_holds_what_one_hosts_but_no_drafts(client, ada):
    renew_address(ada)
    make_event(ada, title="Mine", video="https://video.example/room")
    make_event(ada, title="Draft", state=State.DRAFT)

    found = own(client, ada)

    assert titles(found) == ["Mine"]
    assert "video.example" in found[0].description.value


def test_address_made_anew_leaves_the_earlier_one_empty_handed(client, ada):
    client.force_login(ada)
    client.post("/en/events/calendar/address/")
    earlier = reverse("events:own_feed", args=[CalendarAddress.objects.get().key])
    client.post("/en/events/calendar/address/")

    assert client.get(earlier).status_code == 404
    assert client.get(reverse("events:own_feed", args=[CalendarAddress.objects.get().key])).status_code == 200
    assert str(CalendarAddress.objects.get().key) in client.get("/en/events/calendar/").text


def test_address_is_taken_away(client, ada):
    address = reverse("events:own_feed", args=[renew_address(ada).key])
    client.force_login(ada)

    client.post("/en/events/calendar/address/", {"remove": "1"})

    assert client.get(address).status_code == 404


def test_closed_account_is_read_by_nobody(client, ada):
    address = reverse("events:own_feed", args=[renew_address(ada).key])
    ada.is_active = False
    ada.save()

    assert client.get(address).status_code == 404


def test_address_is_shown_to_its_owner_alone(client, ada):
    key = str(renew_address(ada).key)
    client.force_login(UserFactory())

    assert key not in client.get("/en/events/calendar/").text
    client.logout()
    assert key not in client.get("/en/events/calendar/").text
    assert client.post("/en/events/calendar/address/").status_code == 302
    assert CalendarAddress.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_own_feed_costs_the_same_for_one_and_for_three(client, ada, number, django_assert_num_queries):
    address = reverse("events:own_feed", args=[renew_address(ada).key])
    for _each in range(number):
        register(make_event(), ada)

    with django_assert_num_queries(8):  # the address, hours, seats, what one hosts, may one moderate (2), the events, their texts
        assert len(read(client, address)) == number


def test_registration_states_are_all_thought_of():
    assert set(Registration.State.values) == {"coming", "waiting", "applied", "offered", "cancelled", "declined"}
