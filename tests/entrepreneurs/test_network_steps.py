"""What a network does next: written by its moderators, told to its members, done and taken away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import reportable
from entrepreneurs.actions import network_steps as actions
from entrepreneurs.actions import networks
from entrepreneurs.models import NetworkMember, NetworkStep
from entrepreneurs.notices.networks import gather_steps
from hub import notices
from hub.models import Notice
from tests.factories import UserFactory
from tests.factories.networks import join, make_network, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(client):
    network = make_network()
    client.force_login(network.made_by)
    return network


def ripe(step) -> None:
    """Written long enough ago for everybody to be told."""
    NetworkStep.objects.filter(pk=step.pk).update(said_at=timezone.now() - timedelta(minutes=5))
    NetworkMember.objects.update(noticed_at=timezone.now() - timedelta(hours=1))


def test_moderator_writes_a_step_once_finishes_it_and_takes_it_away(network, client):
    day, form = timezone.localdate() + timedelta(days=9), {"body": "Compare three sums", "language": "en", "client_id": str(uuid4())}
    for _press in range(2):
        assert client.post(reverse("networks:write_step", args=[network.slug]), form | {"day": day.isoformat()}).status_code == 302
    step = network.steps.get()
    assert (step.body, step.day) == ("Compare three sums", day)

    address = reverse("networks:step", args=[network.slug, step.pk])
    client.post(address, {"do": "done"})
    assert "1 thing is done" in client.get(network.get_absolute_url()).text
    client.post(address, {"do": "again"})
    assert network.steps.get().done_at is None
    client.post(address, {"do": "take_away"})
    assert not network.steps.exists()


def test_step_that_cannot_be_is_given_back(network, client):
    yesterday = timezone.localdate() - timedelta(days=1)
    form = {"body": "Too late", "language": "en", "client_id": str(uuid4()), "day": yesterday.isoformat()}

    response = client.post(reverse("networks:write_step", args=[network.slug]), form)

    assert response.status_code == 422
    assert "Too late" in response.text
    networks.close(network)
    with pytest.raises(actions.HasEnded):
        make_step(network)


def test_others_write_none(network, client):
    step, [member] = make_step(network), join(network)
    client.force_login(member)

    for name, key in [("write_step", ()), ("step", (step.pk,)), ("end", ())]:
        assert client.post(reverse(f"networks:{name}", args=[network.slug, *key]), {"do": "take_away"}).status_code == 404
    assert network.steps.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_members_are_told_once_and_writing_costs_nothing_for_it(network, number, django_assert_num_queries):
    people = join(network, number=number)
    ripe(make_step(network))
    assert not Notice.objects.exists()

    gather_steps(None)
    gather_steps(None)

    assert set(Notice.objects.values_list("recipient", "kind")) == {(user.pk, "network_step") for user in people}
    kind = notices.kinds.kind_named("network_step")
    [told] = kind.tell(people[0], [f"network:{network.pk}"]).values()
    assert told.text == "What your network does next: Food across"
    with django_assert_num_queries(1):
        gather_steps(None)


def test_member_who_has_left_or_read_is_told_nothing(network, client):
    [reader, gone] = join(network, number=2)
    ripe(make_step(network))
    network.members.filter(user=gone).update(left_at=timezone.now())
    gather_steps(None)
    client.force_login(reader)

    client.get(network.get_absolute_url())

    assert not Notice.objects.filter(recipient=gone).exists()
    assert not Notice.objects.filter(recipient=reader).unread().exists()


def test_step_is_reported_and_removed(network):
    step, kind = make_step(network), reportable.kind_named("network_step")

    assert list(kind.readable_by(UserFactory())) == [step]
    reportable.remove(kind.key(step))
    assert not network.steps.exists()
