"""Challenges: who raises them where, and who sees them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Profile
from events.actions import adoptions, challenges, rooms
from events.models import Challenge, Event
from hub.live.models import FeedEvent
from hub.live.reading import read
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db
State = Challenge.State


@pytest.fixture
def host():
    return UserFactory(name="Oddvar")


@pytest.fixture
def event(host):
    event = make_event(host, where="NO/Trøndelag")
    begins = timezone.now() - timedelta(minutes=5)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + timedelta(minutes=90))
    event.refresh_from_db()
    return event


@pytest.fixture
def room(event, host):
    return rooms.enter(event, who=host).room


@pytest.fixture
def ada(event):
    return register(event, UserFactory(name="Ada"))


@pytest.fixture
def guest(event):
    return register(event, make_event_guest(name="The mayor"))


def decider(**facts):
    user = UserFactory(**({"name": "Berit"} | facts))
    Profile.objects.create(user=user, language="en", role="decision_maker")
    return user


def moderator():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def words(**facts):
    return {"title": "The bus stopped coming", "body": "", "language": "en", "client_id": uuid4()} | facts


def answer(challenge, who, **facts):
    defaults = {"name": "Berit", "organisation": "The county", "text": "It comes back in spring.", "language": "en"}
    return adoptions.adopt(challenge, who=who, **(defaults | facts))


def announced(room):
    return list(FeedEvent.objects.filter(feed=room.feed_key).values_list("kind", "ids"))


def votes_of(challenge) -> int:
    return Challenge.objects.with_votes().get(pk=challenge.pk).votes


# Raising


def test_challenge_sent_twice_is_raised_once():
    user, facts = UserFactory(), words()

    first = challenges.raise_challenge(user, **facts, where="NO/Trøndelag")
    again = challenges.raise_challenge(user, **facts, where="NO/Trøndelag")

    assert first == again
    assert (first.user, first.state, first.where_told) == (user, State.OPEN, "Trøndelag, Norway")
    assert challenges.raise_challenge(UserFactory(), **facts) != first  # the same name from somebody else is another one


def test_silenced_people_raise_answer_and_take_up_nothing(room, ada):
    challenge = make_challenge()
    user = decider()
    for each in (user, ada.user):
        silence(each, until=None)

    for attempt in (
        lambda: challenges.raise_challenge(user, **words()),
        lambda: challenges.raise_in(room, by=ada, **words()),
        lambda: challenges.raise_before(make_event_with(ada.user), by=ada.user.event_registrations.last(), **words()),
        lambda: answer(challenge, user),
        lambda: adoptions.take_up(challenge, user=user, title="A van", text="With room for eight", address="", language="en"),
    ):
        with pytest.raises(Silenced):
            attempt()
    assert list(Challenge.objects.all()) == [challenge]


def make_event_with(user):
    event = make_event()
    register(event, user)
    return event


def test_many_challenges_a_day_are_too_many():
    user = UserFactory()
    for _number in range(challenges.MOST_A_DAY):
        challenges.raise_challenge(user, **words())

    with pytest.raises(challenges.TooMany):
        challenges.raise_challenge(user, **words())


def test_guest_raises_one_in_the_room_which_tells_it_once(room, guest):
    facts = words(body="Every morning")

    first = challenges.raise_in(room, by=guest, **facts)
    assert challenges.raise_in(room, by=guest, **facts) == first

    assert (first.user, first.seat, first.event, first.where) == (None, guest, room.event, "NO/Trøndelag")
    assert announced(room) == [("challenge.changed", {"challenge": first.pk})]
    row = read({room.feed_key: 0})[room.feed_key].rows["challenge"][first.pk]
    assert (row["author"], row["by"], row["name"], row["body"], row["votes"]) == (None, guest.pk, "The mayor", "Every morning", 0)


def test_nobody_raises_one_in_a_room_that_is_closed_or_rehearses_or_as_an_observer(event, room, ada, host):
    with pytest.raises(rooms.OnlyReading):
        challenges.raise_in(room, by=register(event, UserFactory(), role="observer"), **words())
    with pytest.raises(rooms.NoSeat):
        challenges.raise_in(room, by=register(make_event(), UserFactory()), **words())
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() + timedelta(hours=2), ends_at=timezone.now() + timedelta(hours=3))
    rooms.rehearse(room)
    for seat in (ada, host.event_registrations.get()):
        with pytest.raises(rooms.NotOpen):
            challenges.raise_in(room, by=seat, **words())
    assert not Challenge.objects.exists()


def test_one_is_raised_before_an_event_and_not_after_it(ada, event):
    assert challenges.raise_before(event, by=ada, **words()).event == event
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(hours=9), ends_at=timezone.now() - timedelta(hours=8))
    event.refresh_from_db()

    with pytest.raises(challenges.OverAlready):
        challenges.raise_before(event, by=ada, **words())


def test_rehearsal_wipes_no_challenge(event, room, ada):
    challenge = challenges.raise_before(event, by=ada, **words())
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() + timedelta(hours=2), ends_at=timezone.now() + timedelta(hours=3))
    rooms.rehearse(room)

    rooms.end_rehearsal(room)

    assert list(Challenge.objects.all()) == [challenge]


# Who sees what


def test_challenge_of_an_event_by_invitation_is_seen_by_those_who_see_it_until_it_is_made_public(host, client):
    event = make_event(host, reach="invited")
    seat, stranger = register(event, UserFactory()), UserFactory()
    challenge = challenges.raise_before(event, by=seat, **words())
    public = make_challenge()

    for who, found in [(seat.user, {challenge, public}), (host, {challenge, public}), (stranger, {public})]:
        assert set(Challenge.objects.visible_to(who)) == found
    assert list(Challenge.objects.listed()) == [public]
    client.force_login(stranger)
    assert client.get(challenge.get_absolute_url()).status_code == 404
    assert client.post(reverse("events:challenge_vote", args=[challenge.pk])).status_code == 404

    client.force_login(host)
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "publish"})
    assert set(Challenge.objects.visible_to(stranger)) == {challenge, public}
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "unpublish"})
    assert set(Challenge.objects.visible_to(stranger)) == {public}


def test_hidden_challenge_is_for_hosts_and_moderators(event, host, ada, client):
    challenge = challenges.raise_before(event, by=ada, **words())

    challenges.hide(challenge)

    assert [list(Challenge.objects.visible_to(who)) for who in (ada.user, host, moderator())] == [[], [challenge], [challenge]]
    client.force_login(host)
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "open"})
    assert list(Challenge.objects.visible_to(ada.user)) == [challenge]


def test_only_hosts_and_moderators_lead(event, ada, host, client):
    challenge = challenges.raise_before(event, by=ada, **words())
    on_board = make_challenge(ada.user)

    for user, status in [(ada.user, 404), (decider(), 404), (host, 302)]:
        client.force_login(user)
        assert client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "close"}).status_code == status
    client.force_login(host)
    assert client.get(reverse("events:merge", args=[on_board.pk])).status_code == 404
    client.force_login(moderator())
    assert client.get(reverse("events:merge", args=[on_board.pk])).status_code == 200
