"""What comes of a challenge: answers of those who decide, ventures, and what stays of whom."""
# ruff: noqa: F811 (fixtures, from test_challenges.py)

import pytest
from django.test import Client
from django.urls import reverse

from events.actions import adoptions, challenges, rooms
from events.models import Adoption, Challenge, ChallengeVote, Venture
from events.privacy.rooms import forget_words
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase
from tests.events.test_challenges import ada, announced, answer, decider, event, guest, host, room, words  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event, register

pytestmark = pytest.mark.django_db
State = Challenge.State


def test_those_who_decide_answer_in_public_and_whoever_raised_it_is_told(client):
    raiser, mayor = UserFactory(language="en"), decider()
    challenge = make_challenge(raiser)
    client.force_login(mayor)
    form = {"name": "Berit", "organisation": "The county", "text": "It comes back in spring.", "language": "en"}

    assert "consents" in client.post(reverse("events:answer", args=[challenge.pk]), form).context["form"].errors
    assert client.post(reverse("events:answer", args=[challenge.pk]), form | {"consents": "on"}).status_code == 302

    challenge.refresh_from_db()
    assert challenge.state == State.ADOPTED
    [told] = tell(raiser, Notice.objects.filter(recipient=raiser)).values()
    assert told.text == "Your challenge was answered: The bus stopped coming"
    client.logout()
    shown = client.get(challenge.get_absolute_url())
    assert "It comes back in spring." in shown.text
    assert "The county" in shown.text
    assert shown["Cache-Control"] == "public, max-age=60"
    client.force_login(raiser)
    client.get(challenge.get_absolute_url())
    assert not Notice.objects.filter(recipient=raiser, read_at=None).exists()


def test_nobody_else_answers_until_a_host_asks_them(room, ada, guest, client):
    challenge = challenges.raise_in(room, by=ada, **words())
    with pytest.raises(adoptions.DecidesNothing):
        answer(challenge, ada.user)
    with pytest.raises(adoptions.DecidesNothing):
        answer(challenge, guest.guest)

    for seat in (ada, ada, guest):
        adoptions.ask_to_adopt(challenge, seat=seat)
    assert Adoption.objects.asked().count() == 2
    assert Challenge.objects.get().state == State.OPEN  # asking is no answer
    [told] = tell(ada.user, Notice.objects.filter(recipient=ada.user)).values()
    assert told.address == reverse("events:answer", args=[challenge.pk])

    answer(challenge, guest.guest, name="The mayor")
    answer(challenge, ada.user)
    answer(challenge, ada.user, text="It comes back in May.")

    assert list(Adoption.objects.answered().values_list("name", "text")) == [
        ("The mayor", "It comes back in spring."),
        ("Berit", "It comes back in May."),
    ]
    assert not Notice.objects.filter(recipient=ada.user, kind="asked_to_adopt", read_at=None).exists()
    with pytest.raises(rooms.NoSeat):
        adoptions.ask_to_adopt(challenge, seat=register(make_event(), UserFactory()))


def test_answer_taken_back_is_gone(client):
    challenge, mayor = make_challenge(), decider()
    answer(challenge, mayor)
    client.force_login(mayor)

    client.post(reverse("events:answer", args=[challenge.pk]), {"take_back": "1"})

    challenge.refresh_from_db()
    assert challenge.state == State.OPEN
    assert "It comes back" not in client.get(challenge.get_absolute_url()).text


# Ventures


def test_venture_shows_its_progress_and_can_be_given_up(client):
    raiser, maker = UserFactory(), UserFactory(name="Maker")
    challenge = make_challenge(raiser)
    client.force_login(maker)
    form = {"title": "A van for eight", "text": "On Tuesdays", "address": "https://example.org", "language": "en"}

    client.post(reverse("events:venture", args=[challenge.pk]), form)
    client.post(reverse("events:venture_note", args=[challenge.pk]), {"text": "We have a driver", "language": "en"})

    page = client.get(challenge.get_absolute_url()).text
    assert all(text in page for text in ("A van for eight", "Maker", "We have a driver", "https://example.org"))
    [told] = tell(raiser, Notice.objects.filter(recipient=raiser)).values()
    assert told.text == "Somebody takes up your challenge: The bus stopped coming"
    client.force_login(UserFactory())
    assert client.post(reverse("events:venture_note", args=[challenge.pk]), {"text": "x", "language": "en"}).status_code == 404
    client.force_login(maker)
    client.post(reverse("events:venture", args=[challenge.pk]), {"take_back": "1"})
    assert not Venture.objects.exists()


# What stays of whom


def test_erased_person_takes_words_and_votes_along_and_leaves_what_others_made_of_them(site_tree):
    user, mayor = UserFactory(name="Ada"), decider()
    alone, answered, other = make_challenge(user, title="Nobody cares"), make_challenge(user, title="My words"), make_challenge()
    answer(answered, mayor)
    answer(other, mayor)
    challenges.vote(other, by=user)
    adoptions.take_up(other, user=user, title="My van", text="x", address="", language="en")

    erase(Person(user=user))

    assert not Challenge.objects.filter(pk=alone.pk).exists()
    answered.refresh_from_db()
    assert (answered.title, answered.user, answered.state) == ("", None, State.ADOPTED)
    assert not ChallengeVote.objects.exists()
    assert not Venture.objects.exists()
    page = Client().get(answered.get_absolute_url()).text
    assert "A challenge whose words were taken back" in page
    assert "Somebody who is here no more" in page

    erase(Person(user=mayor))
    other.refresh_from_db()
    assert (other.state, Adoption.objects.count()) == (State.OPEN, 0)


def test_guest_who_is_forgotten_takes_their_words_along(room, guest, ada):
    mine = challenges.raise_in(room, by=guest, **words())
    other = challenges.raise_in(room, by=ada, **words())
    challenges.vote_in(room, other, by=guest)
    adoptions.ask_to_adopt(other, seat=guest)
    answer(other, guest.guest)

    forget_words([guest])
    guest.delete()

    assert list(Challenge.objects.all()) == [other]
    assert not ChallengeVote.objects.exists()
    assert not Adoption.objects.exists()
    assert ("challenge.changed", {"challenge": mine.pk}) in announced(room)
