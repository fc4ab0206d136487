"""Meetings of circles: hours that suit everybody, who may plan them and come to them, and what becomes of them with the circle."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions import circle_members as membership
from entrepreneurs.actions import circle_terms as terms
from entrepreneurs.actions import circles
from entrepreneurs.models import Profile
from events import suiting
from events.actions import circle_meetings as actions
from events.actions import events, hosts, invitations, registrations
from events.actions.circle_rules import OfCircle
from events.models import CircleMeeting, Event, FreeTime, Reach, Registration
from events.rhythm import Rhythm
from events.suiting import Person, proposals
from hub.models import Notice
from hub.notices.kinds import tell
from tests.factories import end, make_event_guest
from tests.factories.circles import make_circle, make_member, make_people

pytestmark = pytest.mark.django_db
Seat = Registration.State


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def circle(people):
    return make_circle(*people)


def plan(circle, user, *, days: int = 7, number: int = 1, at=time(10)) -> list[Event]:
    day = timezone.localdate() + timedelta(days=days)
    return actions.plan(circle, by=user, day=day, at=at, zone="Europe/Oslo", minutes=60, number=number)


# Hours that suit


def person(key: int, zone: str, free=suiting.USUAL) -> Person:
    return Person(key, ZoneInfo(zone), free)


def local(proposal, zone: str) -> str:
    return f"{proposal.starts_at.astimezone(ZoneInfo(zone)):%a %d %H:%M}"


def test_hours_suit_everybody_on_each_clock_and_strain_nobody():
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    far = [person(1, "Europe/Oslo"), person(2, "Asia/Tbilisi"), person(3, "Atlantic/Reykjavik")]

    found = proposals(far, zone="Europe/Oslo", minutes=60, now=now)

    assert {len(one.suits) for one in found} == {3}
    assert len(found) == suiting.MOST
    for one in found:
        for zone in ("Europe/Oslo", "Asia/Tbilisi", "Atlantic/Reykjavik"):
            begins = one.starts_at.astimezone(ZoneInfo(zone))
            assert begins.weekday() < 5
            assert time(8) <= begins.time() <= time(19)
    assert local(found[0], "Europe/Oslo") == "Tue 03 12:30"


def test_summer_time_that_ends_in_these_weeks_moves_the_hour_of_whom_it_must():
    """Norway's clock is put back on 25 October; Georgia's never is."""
    evening = {weekday: [(17 * 60, 18 * 60)] for weekday in range(7)}
    now = datetime(2026, 10, 20, 12, tzinfo=UTC)

    found = proposals([person(1, "Asia/Tbilisi", evening), person(2, "Europe/Oslo")], zone="Europe/Oslo", minutes=60, now=now)

    hours = {(one.starts_at.date() >= date(2026, 10, 25), one.starts_at.astimezone(ZoneInfo("Europe/Oslo")).hour) for one in found}
    assert hours == {(False, 15), (True, 14)}
    assert {one.starts_at.hour for one in found} == {13}


def test_those_who_suit_most_come_first_and_none_that_suits_one_alone():
    morning, night = {0: [(480, 720)]}, {0: [(1320, 1410)]}
    now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    three = [person(1, "Europe/Oslo", morning), person(2, "Europe/Oslo", morning), person(3, "Europe/Oslo", night)]

    found = proposals(three, zone="Europe/Oslo", minutes=60, now=now)

    assert {(local(one, "Europe/Oslo")[:3], one.suits) for one in found} == {("Mon", frozenset({1, 2}))}
    assert proposals([three[0], three[2]], zone="Europe/Oslo", minutes=60, now=now) == []


def test_what_somebody_said_of_their_week_is_joined_and_taken():
    ada, bo = make_member(time_zone="Europe/Kyiv"), make_member()
    actions.say_free(ada, times=[(6, "evening"), (6, "day")])

    found = suiting.people_of([ada, bo])

    assert [(one.zone.key, one.free) for one in found] == [("Europe/Kyiv", {6: [(720, 1260)]}), ("Europe/Oslo", suiting.USUAL)]


def test_page_says_what_the_hour_is_for_others_and_names_no_land_that_is_not_shown(client, people):
    for user, zone in zip(people, ["Europe/Oslo", "Europe/Helsinki", "Europe/Kyiv", "Europe/Oslo"], strict=True):
        user.time_zone = zone
        user.save()
    Profile.objects.create(user=people[1], language="en", visibility="members", shown_country="FI")
    Profile.objects.create(user=people[2], language="en", visibility="nobody", shown_country="UA")
    circle = make_circle(*people)
    client.force_login(people[0])

    page = client.get(reverse("meetings:plan", args=[circle.pk]))

    assert page.context["hours"][0].hours[5] == "–"
    assert all(one.suits_all for one in page.context["hours"])
    assert page.context["hours"][0].others == [f"{int(page.context['hours'][0].hours[:2]) + 1}:{page.context['hours'][0].hours[3:5]} in Finland"]
    assert not any(name in page.text for name in ("Ukraine", "Kyiv"))


# Planning


def test_any_member_plans_and_all_are_asked(circle, people):
    [event] = plan(circle, people[1])

    assert not events.may_make(people[1])
    assert (event.kind, event.reach, event.state, event.title) == ("circle", Reach.INVITED, "published", "Across the fjord")
    assert [host.user for host in event.hosts.all()] == [people[1]]
    assert {user for one in (people[0], *people[2:]) for user in [one.pk]} == set(
        Notice.objects.filter(kind="event_invited").values_list("recipient", flat=True)
    )
    assert [list(Event.objects.visible_to(user)) for user in people] == [[event]] * 4
    assert list(Event.objects.visible_to(make_member())) == list(Event.objects.listed()) == []
    assert plan(circle, people[2]) == [event]
    with pytest.raises(circles.NotAMember):
        plan(circle, make_member())


def test_repeated_by_the_rhythm_within_its_weeks_and_each_asked_once(circle, people):
    found = plan(circle, people[0], number=7)

    assert [(event.day - found[0].day).days for event in found] == [0, 14, 28, 42, 56, 70]
    assert {event.at for event in found} == {time(10)}
    assert Notice.objects.filter(recipient=people[1], kind="event_invited").count() == 1


def test_whom_it_is_for_cannot_be_changed_by_whoever_leads_it(circle, people):
    [event] = plan(circle, people[0])
    stranger = make_member()

    attempts = [
        lambda: events.change_event(event, reach=Reach.EVERYONE),
        lambda: events.change_event(event, kind="network"),
        lambda: events.copy(event, by=people[0], day=event.day),
        lambda: events.repeat(event, by=people[0], weeks=1, number=2),
        lambda: invitations.invite(event, by=people[0], emails=["a@example.org"], language="en"),
        lambda: hosts.ask_host(event, user=stranger),
        lambda: registrations.register(event, who=stranger, language="en"),
        lambda: registrations.register(event, who=make_event_guest(), language="en"),
    ]
    for attempt in attempts:
        with pytest.raises(OfCircle):
            attempt()
    assert list(Event.objects.visible_to(stranger, keys=[str(event.key)])) == []
    assert registrations.register(event, who=people[1], language="en").state == Seat.COMING
    assert events.change_event(event, at=time(11)).at == time(11)


# With the circle


def test_newcomers_are_invited_and_leavers_lose_what_is_to_come(circle, people):
    past = end(plan(circle, people[0], days=1)[0])
    [event] = plan(circle, people[0])
    newcomer = make_member()
    circles.sit_down(circle, newcomer)
    assert list(Event.objects.visible_to(newcomer)) == [event]
    for user in (people[1], newcomer):
        registrations.register(event, who=user, language="en")
    past.registrations.create(user=people[0], state="coming", language="en")

    membership.leave(circle, user=people[1])
    membership.leave(circle, user=people[0])

    assert list(Event.objects.visible_to(people[1])) == [past]
    assert event not in Event.objects.visible_to(people[0])
    assert [host.user for host in event.hosts.all()] == [people[2]]
    assert set(event.registrations.values_list("user", flat=True)) == {newcomer.pk}


def test_meetings_follow_its_name_and_end_with_it(circle, people):
    [event] = plan(circle, people[0])
    registrations.register(event, who=people[1], language="en")
    circle.refresh_from_db()
    circle.name = "Beyond the fjord"
    circles.change(circle, by=people[0], name="Beyond the fjord")
    assert Event.objects.get().title == "Beyond the fjord"

    terms.end(circle, by=people[0])

    event.refresh_from_db()
    assert (event.state, event.cancelled_because) == ("cancelled", "The circle has ended.")


# Afterwards


def test_each_is_asked_for_the_log_once_and_until_it_is_written(circle, people, client):
    event = end(plan(circle, people[0])[0])
    actions.ask_for_log()
    actions.ask_for_log()
    asked = Notice.objects.filter(kind="circle_log")
    assert asked.count() == 4
    [line] = tell(people[1], asked.filter(recipient=people[1])).values()
    client.force_login(people[1])
    assert "You met on" in client.get(circle.get_absolute_url()).text

    form = client.get(line.address).context["form"]
    client.post(line.address, {name: form[name].value() for name in ("client_id", "meeting", "language")} | {"gave": "An hour", "learned": ""})

    assert tell(people[1], asked.filter(recipient=people[1])) == {}
    assert Rhythm(circle, people[1]).to_log == []
    assert Rhythm(circle, people[0]).to_log == [event]


def test_rhythm_has_a_knot_for_each_meeting(circle, people):
    end(plan(circle, people[0], days=1)[0])
    plan(circle, people[0], number=2)

    rhythm = Rhythm(circle, people[0])

    assert [knot.state for knot in rhythm.knots] == ["held", "next", "planned", "open", "open", "open", "open"]
    assert rhythm.sewn.startswith("M0 48C")


def test_planned_on_the_page_by_a_proposal_or_another_hour(client, circle, people):
    client.force_login(people[0])
    address = reverse("meetings:plan", args=[circle.pk])
    page = client.get(address)
    facts = {"minutes": 60, "number": 1, "day": "", "at": ""}

    refused = client.post(address, facts | {"when": "own"})
    proposed = client.post(address, facts | {"when": page.context["hours"][0].value})
    own = client.post(address, facts | {"when": "own", "day": str(timezone.localdate() + timedelta(days=20)), "at": "18:00"})

    assert (refused.status_code, proposed.status_code, own.status_code) == (422, 302, 302)
    first, second = CircleMeeting.objects.all()
    assert first.event.starts_at.isoformat() == page.context["hours"][0].value
    assert (second.event.at, second.event.zone) == (time(18), "Europe/Oslo")
    assert "I come" not in client.get(circle.get_absolute_url()).text
    client.force_login(people[1])
    assert "I come" in client.get(circle.get_absolute_url()).text


def test_hours_are_said_on_a_page(client, circle, people):
    client.force_login(people[0])

    response = client.post(f"{reverse('meetings:hours')}?circle={circle.pk}", {"times": ["5-morning", "6-evening"]})

    assert response.url == circle.get_absolute_url()
    assert list(FreeTime.objects.values_list("user", "weekday", "part")) == [(people[0].pk, 5, "morning"), (people[0].pk, 6, "evening")]
    assert client.post(reverse("meetings:hours"), {"times": ["9-noon"]}).status_code == 422
