"""Coming into a circle, facilitating it, taking a break, leaving it, and what becomes of it then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions import circle_invitations as invitations
from entrepreneurs.actions import circle_members as membership
from entrepreneurs.actions import circles, conversations
from entrepreneurs.actions.connections import block
from entrepreneurs.actions.saying import post_message
from entrepreneurs.circle_page import CirclePage, Circles
from entrepreneurs.models import Circle, CircleInvitation, Connection
from hub import privacy
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person
from tests.entrepreneurs.test_circles import keys, talking, told
from tests.factories import befriend
from tests.factories.circles import make_circle, make_member, make_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people(5)


@pytest.fixture
def circle(people):
    return make_circle(*people)


def ask_in(circle, user, **facts) -> CircleInvitation:
    if not Connection.objects.between(circle.author, user).exists():
        befriend(circle.author, user)
    return invitations.invite(circle, by=circle.author, user=user, message="Come", language="en", **facts)


def in_it(circle) -> set:
    return set(circle.members.present().values_list("user", flat=True))


def lines(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user)).values()]


# Coming in


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_on_the_last_seat():
    circle = make_circle(*make_people(7), is_open=True)
    invited = [ask_in(circle, make_member()) for _one in range(10)]
    requests = [invitations.ask_to_join(circle, user=make_member(), message="I", language="en") for _one in range(10)]

    def come(asked):
        try:
            if asked.is_request:
                return invitations.let_in(asked, by=circle.author)
            return invitations.accept(asked, by=asked.user)
        except circles.Full:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as crowd:
        seated = [member for member in crowd.map(come, [*invited, *requests]) if member]

    assert len(seated) == 1
    assert sorted(circle.members.values_list("seat", flat=True)) == list(range(1, 9))
    assert talking(circle) == in_it(circle)
    assert CircleInvitation.objects.exclude(accepted_at=None).get().user == seated[0].user


def test_declined_looks_like_waiting_and_is_not_asked_again(circle):
    friend = make_member()
    invitation = ask_in(circle, friend)
    invitations.decline(invitation, by=friend)

    with pytest.raises(invitations.AskedAlready):
        ask_in(circle, friend)
    with pytest.raises(invitations.NotOpen):
        invitations.accept(invitation, by=friend)
    assert [one.user for one in CirclePage(circle, circle.author).invited] == [friend]
    CircleInvitation.objects.update(expires_at=timezone.now())
    assert ask_in(circle, friend).declined_at is None


def test_nobody_is_invited_across_a_block(circle, people):
    other = make_member()
    befriend(people[0], other)
    waiting = ask_in(circle, other)
    block(other, blocked=people[0])

    assert Circles(other).invited == []
    with pytest.raises(invitations.CannotBeAsked):
        invitations.invite(circle, by=people[0], user=other, message="", language="en")
    with pytest.raises(invitations.CannotBeAsked):
        invitations.invite(circle, by=people[1], user=make_member(), message="", language="en")
    assert not CircleInvitation.objects.to(other).filter(pk=waiting.pk).exists()


def test_whoever_asks_is_let_in_by_those_who_lead_and_told(people):
    circle, asker, other = make_circle(*people, is_open=True), make_member(), make_member()
    request = invitations.ask_to_join(circle, user=asker, message="I mend boats", language="en")
    assert told("circle_asked") == keys(people)
    block(people[1], blocked=asker)
    assert [len(CirclePage(circle, user).requests) for user in people[:2]] == [1, 0]
    assert "Somebody would like to join your circle: Across the fjord" not in lines(people[1])

    invitations.let_in(request, by=people[0])
    assert lines(asker) == ["You are in the circle now: Across the fjord"]
    refused = invitations.ask_to_join(circle, user=other, message="I too", language="en")
    invitations.turn_down(refused, by=people[0])
    assert circle.pk in Circles(other).asked
    assert (told("circle_let_in"), lines(other)) == ({asker.pk}, [])


# Facilitating


def test_at_most_two_facilitate_and_only_who_agrees(circle, people):
    member = {user: circle.members.get(user=user) for user in people}
    invitations.ask_to_facilitate(circle, by=people[0], member=member[people[0]])
    invitations.ask_to_facilitate(circle, by=people[0], member=member[people[1]])
    assert list(circle.members.facilitating()) == [member[people[0]]]

    invitations.accept(circle.invitations.get(user=people[1]), by=people[1])
    membership.say_by(circle, user=people[1], by="experience")

    assert list(circle.members.facilitating().values_list("by", flat=True)) == ["", "experience"]
    with pytest.raises(membership.EnoughFacilitators):
        invitations.ask_to_facilitate(circle, by=people[0], member=member[people[2]])
    outside = make_member()
    with pytest.raises(membership.EnoughFacilitators):
        invitations.accept(ask_in(circle, outside, as_facilitator=True), by=outside)
    assert outside.pk not in in_it(circle) | talking(circle)


@pytest.mark.parametrize("goes", [membership.leave, membership.lay_down])
def test_when_nobody_facilitates_any_more_all_are_told_what_they_can_do(circle, people, goes):
    invitations.ask_to_facilitate(circle, by=people[0], member=circle.members.get(user=people[0]))

    goes(circle, user=people[0])

    assert told("circle_unled") == in_it(circle)
    assert lines(people[1])[0].startswith("Nobody facilitates your circle now. One of you can, or you ask somebody else")
    invitations.ask_to_facilitate(circle, by=people[1], member=circle.members.get(user=people[1]))
    assert not any(line.startswith("Nobody") for line in lines(people[2]))


# Leaving, and what becomes of it


def test_shrinking_goes_on_kindly_and_with_the_last_one_it_ends(circle, people, client):
    membership.leave(circle, user=people[0])
    assert told("circle_small") == set()
    membership.leave(circle, user=people[1])
    assert told("circle_small") == keys(people[2:])
    membership.leave(circle, user=people[2])

    client.force_login(people[4])
    page = client.get(circle.get_absolute_url()).text
    assert "There are two of you." in page
    assert reverse("circles:invite", args=[circle.pk]) in page
    assert talking(circle) == in_it(circle) == keys(people[3:])
    for user in people[3:]:
        membership.leave(circle, user=user)
    assert Circle.objects.get(pk=circle.pk).is_ended
    assert told("circle_ended") == set()


def test_nobody_leaves_the_conversation_alone_or_owns_it(circle, people):
    with pytest.raises(ValidationError):
        conversations.leave(circle.conversation, user=people[0])
    membership.leave(circle, user=people[0])

    assert not circle.conversation.participants.filter(is_owner=True).exists()
    assert talking(circle) == keys(people[1:])


def test_who_comes_back_takes_a_free_seat(circle, people):
    membership.leave(circle, user=people[1])
    newcomer = make_member()
    invitations.accept(ask_in(circle, newcomer), by=newcomer)

    invitations.accept(ask_in(circle, people[1]), by=people[1])

    assert circle.members.get(user=newcomer).seat == 2
    assert circle.members.get(user=people[1]).seat == 6


def test_block_inside_is_told_to_nobody_and_the_blocker_is_offered_to_go(circle, people, client):
    post_message(circle.conversation, author=people[1], body="Hello", language="en", client_id=uuid4())
    block(people[0], blocked=people[1])

    offered = [CirclePage(circle, user).has_blocked_somebody for user in people[:3]]
    seen = [{member.user_id for member in CirclePage(circle, user).people} for user in people[:3]]

    assert offered == [True, False, False]
    assert seen == [keys(people) - {people[1].pk}, keys(people) - {people[0].pk}, keys(people)]
    client.force_login(people[0])
    assert "If you would rather go, nobody is told." in client.get(circle.get_absolute_url()).text
    assert "Hello" not in client.get(reverse("messages:conversation", args=[circle.conversation_id])).text


def test_closed_account_is_nobody_and_those_left_are_told(people):
    circle = make_circle(*people[:4])
    invitations.ask_to_facilitate(circle, by=people[0], member=circle.members.get(user=people[0]))
    people[0].is_active = False
    people[0].save()

    assert in_it(circle) == keys(people[1:4])
    assert told("circle_unled") == told("circle_small") == keys(people[1:4])


def test_erased_member_vanishes_and_an_empty_circle_with_them(circle, people):
    alone = make_circle(people[0], weeks_ago=None)

    privacy.erase(Person(user=people[0]))

    assert in_it(circle) == talking(circle) == keys(people[1:])
    circle.refresh_from_db()
    assert (circle.author, circle.is_running) == (None, True)
    assert not Circle.objects.filter(pk=alone.pk).exists()


# A break


def test_break_ends_within_weeks_and_can_be_over_before(circle, people, client):
    client.force_login(people[0])
    address, today = reverse("circles:back", args=[circle.pk]), timezone.localdate()

    for days, status in ((-1, 422), (0, 422), (100, 422), (14, 302)):
        assert client.post(address, {"until": str(today + timedelta(days=days))}).status_code == status
    assert circle.members.get(user=people[0]).is_pausing
    client.post(address, {"over": "1"})
    assert not circle.members.get(user=people[0]).is_pausing
