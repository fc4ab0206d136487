"""The demonstration's events, which follow today's date."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from entrepreneurs.people import PEOPLE, bring, bring_profiles
from entrepreneurs.places import place_at
from entrepreneurs.vocabulary import ROLES, SPOKEN
from events.demonstration import bring_events, told
from events.models import Adoption, Challenge, Event, Invitation, PlanStep, Reach
from hub.models import Provenance

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "nb", "sv", "uk"}


@pytest.fixture
def people():
    return [bring(person) for person in PEOPLE]


def test_each_kind_is_there_once_and_a_series_four_times(people):
    bring_events()

    number = {key: Event.objects.filter(demo_key=key).count() for key in told()["events"]}
    assert number == dict.fromkeys(told()["events"], 1) | {"morning-in-reykjavik": 4}
    assert set(Event.objects.values_list("kind", flat=True)) == {"network", "webinar", "focus_group", "open_day", "circle", "site_visit"}
    assert [event.demo_key for event in Event.objects.past()] == ["closed-school-first"]


def test_brought_again_nothing_is_made(people):
    assert bring_events() == 11
    assert bring_events() == 0
    assert Challenge.objects.count() == 4


def test_challenges_say_that_they_are_made_up_and_something_has_come_of_them(people):
    bring_profiles()
    bring_events()

    found = {one.demo_key: one for one in Challenge.objects.listed()}
    assert {key: one.state for key, one in found.items()} == {
        "school-stands-empty": "planned",
        "last-bus": "open",
        "where-to-begin": "adopted",
        "young-people-leave": "open",
    }
    words = ("demonstration", "demonstrasjon", "демонстрація")
    assert all(any(word in one.body for word in words) for one in found.values())
    assert all(place_at(one.where) for one in found.values())
    assert all("demonstrasjon" in answer.text for answer in Adoption.objects.all())
    assert found["last-bus"].ventures.get().notes.count() == 2
    assert not PlanStep.objects.due(timezone.localdate()).exists()


@pytest.mark.parametrize("days", [1, 30, 200, 400])
def test_there_is_always_something_to_come(people, days):
    today = timezone.localdate()
    bring_events(today)

    bring_events(today + timedelta(days=days))

    ahead = set(Event.objects.filter(day__gte=today + timedelta(days=days)).values_list("demo_key", flat=True))
    assert ahead == set(told()["events"]) - {"closed-school-first"}


def test_they_stand_on_their_weekdays_far_enough_ahead(people):
    today = date(2026, 11, 24)
    bring_events(today)

    for key, facts in told()["events"].items():
        first = Event.objects.filter(demo_key=key).order_by("day").first().day
        distance = (today - first).days if facts.get("is_past") else (first - today).days
        assert (first.weekday(), facts["ahead"] <= distance < facts["ahead"] + 7) == (facts["weekday"], True), key


def test_series_keeps_iceland_s_hour(people):
    bring_events()

    series = Event.objects.filter(demo_key="morning-in-reykjavik")
    assert {event.starts_at.hour for event in series} == {9}
    assert len({event.series_id for event in series}) == 1


def test_hosts_are_the_adviser_and_the_coordinator(people):
    bring_events()

    hosts = {(host.user.email, host.by) for event in Event.objects.all() for host in event.hosts.all()}
    assert hosts == {("adviser@tvers.example", "experience"), ("coordinator@tvers.example", "profession")}
    assert Invitation.objects.get().user.email == "learner@tvers.example"
    assert Event.objects.get(demo_key="circle").reach == Reach.INVITED
    assert Event.objects.get(demo_key="closed-school").earlier.demo_key == "closed-school-first"


def test_they_are_told_in_four_languages_and_say_how(people):
    bring_events()

    for event in Event.objects.all():
        texts = {text.language: text.provenance for text in event.texts.all()}
        assert texts == dict.fromkeys(LANGUAGES, Provenance.MACHINE) | {event.language: Provenance.ORIGINAL}
        assert [set(item.titles) for item in event.items.all() if set(item.titles) != LANGUAGES] == []
        assert sum(item.minutes for item in event.items.all()) in (0, event.minutes)


def test_their_facts_are_words_that_the_hub_knows():
    for key, facts in told()["events"].items():
        assert "where" not in facts or place_at(facts["where"]), key
        assert {*facts["spoken"], *facts.get("interpreted", [])} <= set(SPOKEN), key
        assert set(facts.get("audience", [])) <= set(ROLES), key


def test_outside_a_demonstration_there_are_none(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError):
        call_command("load_events")

    assert not Event.objects.exists()


def test_what_came_of_the_one_that_is_over_is_told(people):
    bring_events()

    past = Event.objects.get(demo_key="closed-school-first")
    assert [set(one.saids) for one in past.followed.all()] == [LANGUAGES] * 2
    assert [theme.votes for theme in past.theme_proposals.with_votes()] == [3, 2, 1]
