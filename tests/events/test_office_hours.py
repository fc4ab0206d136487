"""Office hours: kept in rows at one hour of a clock, booked by one, cancelled by either, remembered, and taken into calendars."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.connections import block
from entrepreneurs.models import User
from events.actions import absences, office_hours
from events.actions.calendars import renew_address
from events.models import Booking, OfficeHour
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase, export
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KEPT = {"spoken": ["en", "uk"], "language": "en", "place": "", "video": "https://meet.example.org/olena", "note": "", "is_for_all": True}
LIST_QUERIES = 6


@pytest.fixture
def olena():
    return make_adviser("Olena")


def make_adviser(name: str, **facts) -> User:
    user = UserFactory(name=name, **facts)
    user.groups.add(Group.objects.get(name="Adviser"))
    return user


def make_hour(adviser: User, *, hours: float = 48, **facts) -> OfficeHour:
    starts = timezone.now() + timedelta(hours=hours)
    said = {"zone": "Europe/Oslo", "language": "en", "is_for_all": True, "ends_at": starts + timedelta(minutes=30)}
    return OfficeHour.objects.create(adviser=adviser, starts_at=starts, **(said | facts))


def book(hour: OfficeHour, user: User, **facts) -> Booking:
    return office_hours.book(hour, by=user, **({"about": "", "language": "en"} | facts))


def news(user) -> list[str]:
    return [line.text.partition(":")[0] for line in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def test_rows_keep_their_hour_when_summer_time_begins_and_are_made_once(olena):
    day = date(timezone.localdate().year + 1, 3, 20)
    facts = {"day": day, "at": time(10), "zone": "Europe/Oslo", "minutes": 30, "weeks": 3}

    made, again = office_hours.keep_hours(olena, **facts, **KEPT), office_hours.keep_hours(olena, **facts, **KEPT)

    assert (len(made), again, OfficeHour.objects.count()) == (3, [], 3)
    there = [hour.starts_at.astimezone(ZoneInfo("Europe/Oslo")) for hour in made]
    assert {f"{one:%H:%M}" for one in there} == {"10:00"}
    assert len({one.utcoffset() for one in there}) == 2
    with pytest.raises(office_hours.NoAdviser):
        office_hours.keep_hours(UserFactory(), **facts, **KEPT)


@pytest.mark.django_db(transaction=True)
def test_twenty_book_at_once_and_exactly_one_has_it():
    hour, people = make_hour(make_adviser("Olena")), [UserFactory() for _number in range(20)]

    def try_it(user):
        try:
            return book(hour, user)
        except office_hours.Taken:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        got = [booking for booking in crowd.map(try_it, people) if booking]

    assert got == list(Booking.objects.all())
    assert len(got) == 1


def test_booked_in_the_readers_own_time_and_the_link_is_for_the_two(olena, client):
    starts = (timezone.now() + timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)
    hour = make_hour(olena, video=KEPT["video"])
    OfficeHour.objects.filter(pk=hour.pk).update(starts_at=starts, ends_at=starts + timedelta(minutes=30))
    ada, other = UserFactory(name="Ada", time_zone="Europe/Kyiv"), UserFactory()
    client.force_login(ada)
    ours, theirs = (f"{starts.astimezone(ZoneInfo(zone)):%H:%M}" for zone in ("Europe/Kyiv", "Europe/Oslo"))
    told = client.get(reverse("events:office_hours")).text
    assert ours in told.partition("<time")[2].partition("</time>")[0]
    assert f"{theirs}–" in told
    assert "in Oslo" in told
    page = client.get(hour.get_absolute_url()).text
    assert ("By video" in page, KEPT["video"] in page) == (True, False)

    client.post(reverse("events:book_hour", args=[hour.pk]), {"about": "Rent of the school", "language": "en"})

    assert KEPT["video"] in client.get(hour.get_absolute_url()).text
    assert news(olena) == ["Ada has booked an office hour"]
    client.force_login(olena)
    page = client.get(hour.get_absolute_url()).text
    assert ("Rent of the school" in page, KEPT["video"] in page) == (True, True)
    assert news(olena) == []
    client.force_login(other)
    assert client.get(hour.get_absolute_url()).status_code == 404
    with pytest.raises(office_hours.Taken):
        book(hour, other)


def test_nobody_books_what_is_not_for_them_is_over_or_of_somebody_away_or_blocked(olena):
    ada = UserFactory()
    others = [make_adviser(name) for name in ("Away", "Blocked", "Former")]
    away, hidden, former = (make_hour(adviser) for adviser in others)
    absences.be_away(others[0], begins=timezone.localdate(), ends=timezone.localdate() + timedelta(days=9), word="", language="en")
    block(others[1], blocked=ada)
    others[2].groups.clear()
    mine, over = make_hour(olena, is_for_all=False), make_hour(olena, hours=-1)

    for hour in (away, hidden, former, mine, over):
        with pytest.raises(office_hours.Taken):
            book(hour, ada)
    assert list(OfficeHour.objects.bookable_by(ada)) == []


@pytest.mark.parametrize("who", ["booker", "adviser"])
def test_either_cancels_the_other_is_told_and_the_hour_is_free_again(olena, who, client):
    ada, hour = UserFactory(name="Ada"), make_hour(olena)
    booking = book(hour, ada)
    by, other = (ada, olena) if who == "booker" else (olena, ada)
    client.force_login(UserFactory())
    assert client.post(reverse("events:cancel_hour", args=[booking.pk])).status_code == 404
    client.force_login(by)

    client.post(reverse("events:cancel_hour", args=[booking.pk])), client.post(reverse("events:cancel_hour", args=[booking.pk]))

    assert (news(other), news(by)) == ([f"{by.name} has cancelled an office hour"], [])
    assert book(hour, UserFactory()).hour == hour
    OfficeHour.objects.filter(pk=hour.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(office_hours.OverAlready):
        office_hours.cancel(Booking.objects.standing().get(), by=olena)


def test_taken_away_and_being_away_tell_who_has_booked(olena, client):
    ada, free, booked, later = UserFactory(name="Ada"), make_hour(olena, hours=30), make_hour(olena, hours=50), make_hour(olena, hours=200)
    book(booked, ada), book(later, ada)
    client.force_login(olena)

    for hour in (free, booked):
        client.post(reverse("events:take_hour_away", args=[hour.pk]))
    day = timezone.localdate(later.starts_at)
    absences.be_away(olena, begins=day, ends=day, word="", language="en")

    assert not OfficeHour.objects.filter(pk=free.pk).exists()
    assert news(ada) == ["Olena has cancelled an office hour"] * 2
    assert list(OfficeHour.objects.bookable_by(UserFactory())) == []


def test_both_are_reminded_a_day_and_an_hour_before_once(olena):
    ada, hour = UserFactory(name="Ada"), make_hour(olena, hours=23)
    booking = book(hour, ada)
    office_hours.remind()
    assert news(ada) == []  # booked since
    Booking.objects.filter(pk=booking.pk).update(booked_at=timezone.now() - timedelta(days=3))

    office_hours.remind(), office_hours.remind()

    assert (news(ada), "You meet Ada" in news(olena)) == (["You meet Olena"], True)
    Notice.objects.all().delete()
    OfficeHour.objects.filter(pk=hour.pk).update(starts_at=timezone.now() + timedelta(minutes=50))
    office_hours.remind()
    assert news(ada) == []  # reminded less than an hour before it was an hour away
    Booking.objects.filter(pk=booking.pk).update(reminded_at=timezone.now() - timedelta(hours=20))
    office_hours.remind(), office_hours.remind()
    assert news(ada) == ["You meet Olena"]


def test_calendar_programs_have_it_with_whom_and_not_about_what(olena, client):
    ada, hour = UserFactory(name="Ada"), make_hour(olena, video=KEPT["video"])
    booking = book(hour, ada, about="Untold elsewhere")
    client.force_login(ada)

    file = client.get(reverse("events:hour_file", args=[booking.pk])).text.replace("\r\n ", "")
    feeds = {user: client.get(reverse("events:own_feed", args=[renew_address(user).key])).text.replace("\r\n ", "") for user in (ada, olena)}

    for told, name in ((file, "Olena"), (feeds[ada], "Olena"), (feeds[olena], "Ada")):
        assert f"SUMMARY:Office hour with {name}" in told
        assert f"UID:{booking.key}@tvers" in told
        assert "BEGIN:VTIMEZONE" in told
        assert KEPT["video"] in told
        assert "Untold" not in told
    office_hours.cancel(booking, by=ada)
    assert client.get(reverse("events:hour_file", args=[booking.pk])).status_code == 404
    assert "VEVENT" not in client.get(reverse("events:own_feed", args=[renew_address(olena).key])).text


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(olena, client, django_assert_num_queries, number):
    ada = UserFactory()
    for each in range(number):
        book(make_hour(olena, hours=30 + each), ada)
        make_hour(olena, hours=60 + each)
    client.force_login(ada)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("events:office_hours"))


def test_export_and_erasure(olena):
    ada = UserFactory()
    book(make_hour(olena, note="Bring your sums"), ada, about="Rent")

    ours, theirs = (str(export(Person(user=user))[0]) for user in (ada, olena))
    assert ("Rent" in ours, "Bring your sums" in ours) == (True, False)
    assert ("'Rent'" in theirs, "Bring your sums" in theirs) == (False, True)
    erase(Person(user=ada))
    assert (Booking.objects.count(), OfficeHour.objects.count()) == (0, 1)
    erase(Person(user=olena))
    assert not OfficeHour.objects.exists()
