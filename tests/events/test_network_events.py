"""Events and challenges beside networks: who puts them there, and who sees them."""

import pytest
from django.urls import reverse

from entrepreneurs.actions import network_members
from events.actions import merging
from events.actions import network_events as actions
from events.models import Challenge, Event, NetworkChallenge, NetworkEvent, Reach
from learning.models import LessonChallenge
from tests.factories import UserFactory
from tests.factories.courses import make_course
from tests.factories.events import make_challenge, make_event
from tests.factories.networks import join, make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network("Houses that open")


@pytest.fixture
def host():
    return UserFactory(name="Host")


@pytest.fixture
def event(host):
    return make_event(host, title="An evening")


def put(client, name: str, thing, network, wish: str = "link"):
    return client.post(reverse(f"events:{name}", args=[thing.pk]), {"network": network.pk, "do": wish})


def test_host_puts_an_event_beside_a_network_that_they_are_in(network, host, event, client):
    client.force_login(host)
    put(client, "event_networks", event, network)
    assert not NetworkEvent.objects.exists()
    network_members.join(network, user=host)

    for _press in range(2):
        put(client, "event_networks", event, network)
    client.logout()

    assert NetworkEvent.objects.count() == 1
    assert "An evening" in client.get(network.get_absolute_url()).text
    assert network.get_absolute_url() in client.get(event.get_absolute_url()).text
    client.force_login(host)
    put(client, "event_networks", event, network, "unlink")
    assert not NetworkEvent.objects.exists()


def test_moderator_of_a_network_puts_an_event_beside_it_and_takes_it_away(network, event, client):
    client.force_login(network.made_by)
    put(client, "event_networks", event, network)
    assert NetworkEvent.objects.count() == 1
    put(client, "event_networks", event, network, "unlink")
    assert not NetworkEvent.objects.exists()


def test_others_put_nothing_anywhere(network, event, client):
    [member] = join(network)
    client.force_login(member)

    for name, thing in (("event_networks", event), ("challenge_networks", make_challenge())):
        assert client.get(reverse(f"events:{name}", args=[thing.pk])).status_code == 404
        assert put(client, name, thing, network).status_code == 404
    assert (NetworkEvent.objects.count(), NetworkChallenge.objects.count()) == (0, 0)


def test_event_is_shown_to_those_who_see_it_alone(network, host, event, client):
    network_members.join(network, user=host)
    actions.link_event(event, network=network, by=host)
    Event.objects.filter(pk=event.pk).update(reach=Reach.INVITED)

    assert "An evening" not in client.get(network.get_absolute_url()).text
    client.force_login(host)
    assert "An evening" in client.get(network.get_absolute_url()).text
    Event.objects.filter(pk=event.pk).update(state="cancelled")
    assert "An evening" not in client.get(network.get_absolute_url()).text


def test_challenge_and_network_lead_to_each_other_until_it_is_hidden(network, client):
    challenge = make_challenge(title="The shop closed")
    client.force_login(network.made_by)
    put(client, "challenge_networks", challenge, network)
    client.logout()

    assert "The shop closed" in client.get(network.get_absolute_url()).text
    assert network.get_absolute_url() in client.get(challenge.get_absolute_url()).text
    Challenge.objects.filter(pk=challenge.pk).update(state="hidden")
    assert "The shop closed" not in client.get(network.get_absolute_url()).text


def test_challenge_that_becomes_part_of_another_takes_its_networks_along(network):
    challenge, other = make_challenge(), make_challenge(title="Another")
    actions.link_challenge(challenge, network=network, by=network.made_by)

    merging.merge(challenge, into=other)

    assert NetworkChallenge.objects.get().challenge == other


def test_lesson_leads_to_networks_that_work_on_what_it_helps_with(network, site_tree, client):
    course = make_course(site_tree)
    lesson = course.page.lessons[0]
    assert network.get_absolute_url() not in client.get(lesson.get_url()).text
    challenge = make_challenge()
    actions.link_challenge(challenge, network=network, by=network.made_by)

    LessonChallenge.objects.create(lesson_key=lesson.translation_key, challenge=challenge)
    assert network.get_absolute_url() in client.get(lesson.get_url()).text
