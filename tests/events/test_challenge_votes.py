"""Upvotes of challenges: one for each, however many come at once; and what a challenge brings along that is merged into another."""
# ruff: noqa: F811 (fixtures, from test_challenges.py)

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from events.actions import adoptions, challenges, merging, rooms
from events.models import Challenge, ChallengeVote, Venture
from hub.live.reading import read
from tests.events.test_challenges import ada, answer, decider, event, guest, host, room, votes_of, words  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event, register

pytestmark = pytest.mark.django_db
State = Challenge.State


def test_votes_are_one_each_in_the_room_and_on_the_board(room, ada, guest, django_capture_on_commit_callbacks):
    challenge = challenges.raise_in(room, by=ada, **words())

    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            challenges.vote_in(room, challenge, by=ada)
            challenges.vote_in(room, challenge, by=guest)
            challenges.vote(challenge, by=ada.user)

    assert votes_of(challenge) == 2
    assert read({room.feed_key: 0})[room.feed_key].rows["challenge"][challenge.pk]["votes"] == 2
    challenges.vote_in(room, challenge, by=ada, is_up=False)
    assert list(ChallengeVote.objects.values_list("user", "seat")) == [(None, guest.pk)]


def test_observer_and_those_without_a_seat_vote_for_nothing_in_the_room(event, room, ada):
    challenge = challenges.raise_in(room, by=ada, **words())

    for seat, refusal in [
        (register(event, UserFactory(), role="observer"), rooms.OnlyReading),
        (register(event, UserFactory(), state="cancelled"), rooms.NoSeat),
    ]:
        with pytest.raises(refusal):
            challenges.vote_in(room, challenge, by=seat)
    assert not ChallengeVote.objects.exists()


@pytest.mark.parametrize("end", [challenges.hide, challenges.close, lambda one: merging.merge(one, into=make_challenge())])
def test_what_is_closed_is_not_voted_answered_or_taken_up(end):
    challenge = make_challenge()
    end(challenge)

    for attempt in (
        lambda: challenges.vote(challenge, by=UserFactory()),
        lambda: answer(challenge, decider()),
        lambda: adoptions.take_up(challenge, user=UserFactory(), title="x", text="x", address="", language="en"),
    ):
        with pytest.raises(challenges.NotTaken):
            attempt()


def at_once(*acts):
    def run(act):
        try:
            return act()
        except ValidationError as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_one_for_each():
    challenge, users = make_challenge(), [UserFactory() for _number in range(4)]

    at_once(*[lambda user=user: challenges.vote(challenge, by=user) for user in users * 2])

    assert votes_of(challenge) == 4


@pytest.mark.django_db(transaction=True)
def test_no_vote_is_lost_or_doubled_while_two_are_merged():
    one, other, users = make_challenge(), make_challenge(), [UserFactory() for _number in range(6)]
    for user in users[:3]:
        challenges.vote(other, by=user)

    answers = at_once(
        *[lambda user=user: challenges.vote(one, by=user) for user in users[:5]],
        lambda: merging.merge(one, into=other) and None,
        lambda: challenges.vote(one, by=users[5]),
    )

    refused = {users[place if place < 5 else 5].pk for place, what in enumerate(answers) if what is challenges.NotTaken}
    voted = set(ChallengeVote.objects.filter(challenge=other).values_list("user", flat=True))
    assert voted == {user.pk for user in users[:3]} | ({user.pk for user in users[3:]} - refused)
    assert not one.upvotes.exists()


@pytest.mark.django_db(transaction=True)
def test_same_challenge_sent_twice_at_once_is_one():
    user, facts = UserFactory(), words()

    first, again = at_once(*[lambda: challenges.raise_challenge(user, **facts)] * 2)

    assert first == again
    assert Challenge.objects.count() == 1


# Merging


def test_merged_challenge_brings_its_votes_answers_ventures_and_steps_and_leads_to_the_other(client, ada, event):
    one, other = make_challenge(ada.user), make_challenge()
    both, alone, mayor, maker = UserFactory(), UserFactory(), decider(), UserFactory()
    for user, challenge in [(both, one), (both, other), (alone, one)]:
        challenges.vote(challenge, by=user)
    answer(one, mayor)
    for challenge in (one, other):
        adoptions.note_progress(
            adoptions.take_up(challenge, user=maker, title="A van", text="x", address="", language="en"), text=str(challenge.pk), language="en"
        )
    earlier = make_challenge()
    merging.merge(earlier, into=one)

    merging.merge(one, into=other)

    other.refresh_from_db()
    assert (votes_of(other), other.state) == (2, State.ADOPTED)
    assert set(Venture.objects.get().notes.values_list("text", flat=True)) == {str(one.pk), str(other.pk)}
    assert set(other.parts.all()) == {one, earlier}
    assert client.get(earlier.get_absolute_url()).headers["Location"] == other.get_absolute_url()


def test_what_was_said_by_invitation_is_not_merged_into_the_board(host):
    event = make_event(host, reach="invited")
    secret = challenges.raise_before(event, by=register(event, UserFactory()), **words())
    public = make_challenge()

    for one, other in [(secret, public), (public, secret), (public, public)]:
        with pytest.raises(merging.CannotMerge):
            merging.merge(one, into=other)
