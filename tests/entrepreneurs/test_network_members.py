"""Who belongs to a network: joining and leaving, who is shown to whom, looking after it, and being taken off."""

import pytest
from django.urls import reverse

from entrepreneurs.actions import network_members as members
from entrepreneurs.actions import organisations
from entrepreneurs.actions.connections import block, say_adult
from entrepreneurs.models import Network, NetworkMember, NetworkOrganisation
from entrepreneurs.networks import NetworkPage, rows
from hub import privacy
from hub.models import Notice
from hub.privacy import Person
from tests.factories import UserFactory
from tests.factories.networks import join, make_network, shown, with_role
from tests.factories.organisations import belong, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network(moderator=shown(UserFactory(name="Berit")))


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    say_adult(ada)
    client.force_login(ada)
    return ada


def do(client, network, wish: str):
    return client.post(reverse("networks:belong", args=[network.slug]), {"do": wish})


def at_desk(client, network, **said):
    return client.post(reverse("networks:person", args=[network.slug]), said)


def told(user) -> list[str]:
    return list(Notice.objects.filter(recipient=user).unread().values_list("kind", flat=True))


def test_joining_twice_is_once_and_whoever_left_may_come_back(network, ada, client):
    for _press in range(2):
        do(client, network, "join")
    assert network.members.present().count() == 2

    do(client, network, "leave")
    assert network.members.present().count() == 1
    do(client, network, "join")
    assert network.members.filter(user=ada).count() == 1
    assert network.members.present().count() == 2


def test_everybody_is_counted_and_shown_as_far_as_their_profile_is(network, ada, client):
    for visibility in ("everyone", "members", "connections", "nobody"):
        join(network, visibility=visibility, name=f"Person for {visibility}")
    blocker, closed = *join(network, name="A blocker"), *join(network, name="A closed account")
    block(blocker, blocked=ada)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)

    signed_in = client.get(network.get_absolute_url()).text
    client.logout()
    signed_out = client.get(network.get_absolute_url()).text

    names = [*(f"Person for {one}" for one in ("everyone", "members", "connections", "nobody")), "A blocker", "A closed account", "Berit"]
    assert [name in signed_in for name in names] == [True, True, False, False, False, False, True]
    assert [name in signed_out for name in names] == [True, False, False, False, False, False, False]
    assert "<dt>Members</dt><dd>6" in signed_out


def test_countries_of_fewer_than_five_are_not_named(network):
    join(network, number=5, visibility="everyone", where="SE/Jämtland", precision="country")
    join(network, number=4, visibility="everyone", where="NO/Trøndelag", precision="country")
    join(network, number=5, visibility="connections", where="FI/Lappi", precision="country")
    join(network, number=5, visibility="everyone", where="IS/Vestfirðir", precision="nothing")

    found = NetworkPage(rows(Network.objects.all()).get(), UserFactory()).countries

    assert found == [("Sweden", 5)]


# Looking after it


def test_moderator_hands_over_and_the_other_is_told(network, client):
    [other] = join(network)
    client.force_login(network.made_by)

    at_desk(client, network, member=network.members.get(user=other).pk, do="moderate")
    do(client, network, "step_down")

    assert list(network.members.moderating().values_list("user", flat=True)) == [other.pk]
    assert told(other) == ["network_moderator"]
    assert client.get(reverse("networks:desk", args=[network.slug])).status_code == 404


def test_nobody_is_named_as_moderator_who_hides_unless_they_offer(network):
    [other] = join(network, visibility="nobody")
    with pytest.raises(members.DoesNotShow):
        members.make_moderator(network, user=other)
    with pytest.raises(members.NotAMember):
        members.make_moderator(network, user=shown(UserFactory()))

    members.offer(network, user=other)
    assert told(network.made_by) == ["network_offered"]
    members.make_moderator(network, user=other)
    assert network.members.moderating().count() == 2


def test_last_moderator_leaves_and_a_member_offers(network, ada, client):
    nils = with_role("Coordinator")
    do(client, network, "join")
    members.leave(network, user=network.made_by)
    assert told(nils) == ["network_unmoderated"]
    assert "This network needs a moderator" in client.get(network.get_absolute_url()).text

    do(client, network, "offer")
    do(client, network, "take_back")
    assert not network.members.offering().exists()
    do(client, network, "offer")
    client.force_login(nils)
    assert "Offers to moderate" in client.get(reverse("networks:desk", args=[network.slug])).text
    at_desk(client, network, member=network.members.get(user=ada).pk, do="moderate")
    assert network.members.get(user=ada).is_moderator
    assert told(nils) == []


def test_erased_account_of_the_last_moderator_is_told_to_coordinators(network):
    nils = with_role("Coordinator")

    privacy.erase(Person(user=network.made_by))

    assert told(nils) == ["network_unmoderated"]
    assert not NetworkMember.objects.exists()
    assert network.texts.get().author is None


# Being taken off


def test_whoever_is_taken_off_is_not_told_and_does_not_come_back(network, ada, client):
    members.join(network, user=shown(ada))
    member = network.members.get(user=ada)
    client.force_login(network.made_by)
    at_desk(client, network, member=member.pk, do="send_away")
    assert told(ada) == []

    client.force_login(ada)
    assert "This network cannot be joined" in client.post(reverse("networks:belong", args=[network.slug]), {"do": "join"}, follow=True).text
    assert network.members.present().count() == 1


def test_moderators_take_off_no_moderator_and_nobody_whom_they_do_not_see(network, client):
    [other], [hidden] = join(network), join(network, visibility="nobody")
    members.make_moderator(network, user=other)
    client.force_login(other)

    at_desk(client, network, member=network.members.get(user=network.made_by).pk, do="send_away")
    response = at_desk(client, network, member=network.members.get(user=hidden).pk, do="send_away")

    assert response.status_code == 404
    assert network.members.present().count() == 3


# Organisations


def test_organisation_comes_through_somebody_who_writes_in_its_name(network, ada, client, site_tree):
    there, waiting = make_organisation("Carrowmere", kind="enterprise"), make_organisation("Waiting", is_verified=False, lead=ada)
    belong(there, ada)
    for organisation in (there, waiting):
        with pytest.raises(members.NotTheirs):
            members.bring(network, organisation=organisation, by=ada)

    there.memberships.update(role="editor")
    bring = reverse("networks:organisation", args=[network.slug])
    for _press in range(2):
        client.post(bring, {"organisation": there.pk, "do": "join"})
    assert [row.is_company for row in network.organisations.present()] == [True]
    client.post(bring, {"organisation": there.pk, "do": "leave"})
    assert not network.organisations.present().exists()


def test_organisation_that_is_taken_off_does_not_come_back(network, ada, client, site_tree):
    there = make_organisation("Carrowmere", lead=ada)
    row = members.bring(network, organisation=there, by=ada)
    client.force_login(network.made_by)

    at_desk(client, network, organisation=row.pk)

    with pytest.raises(members.CannotJoin):
        members.bring(network, organisation=there, by=ada)


def test_organisation_that_becomes_part_of_another_hands_its_places_over(network, ada, site_tree):
    one, other = (make_organisation(name, lead=ada) for name in ("One", "Other"))
    members.bring(network, organisation=one, by=ada)

    organisations.merge(one, into=other)

    assert [row.organisation for row in NetworkOrganisation.objects.all()] == [other]
