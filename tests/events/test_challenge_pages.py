"""Challenges on screen, without a script: in a room, on the board, and on their own pages."""
# ruff: noqa: F811 (fixtures, from test_challenges.py)

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import adoptions, challenges
from events.guests import COOKIE, hash_of
from events.models import Challenge
from tests.events.test_challenges import ada, answer, decider, event, guest, host, room, votes_of, words  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event

pytestmark = pytest.mark.django_db
BOARD_QUERIES = 4  # the challenges, their places, the programmes, and the footer
PAGE_QUERIES = 8  # the challenge, answers, steps, ventures, their notes, networks, lessons, and the footer


# In the room, without a script


def enter(client, seat):
    if seat.user:
        client.force_login(seat.user)
    else:
        token = uuid4().hex
        type(seat.guest).objects.filter(pk=seat.guest.pk).update(token_hash=hash_of(token))
        client.cookies[COOKIE] = token


def test_room_raises_upvotes_and_adopts(room, event, ada, guest, host, client):
    enter(client, ada)
    made = client.post(reverse("events:room_raise", args=[room.pk]), words(client_id=str(uuid4())))
    assert made.headers["Location"] == reverse("events:room", args=[room.pk]) + "#challenges"
    challenge = Challenge.objects.get()
    client.logout()

    enter(client, guest)
    assert "The bus stopped coming" in client.get(reverse("events:room", args=[room.pk])).text
    client.post(reverse("events:room_challenge_vote", args=[room.pk, challenge.pk]), {"vote": "up"})
    assert votes_of(challenge) == 1
    form = {"name": "Berit", "organisation": "The county", "text": "In spring.", "language": "en", "consents": "on"}
    refused = client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form)
    assert refused.status_code == 422

    seat = Client()
    seat.force_login(host)
    lead = reverse("events:room_challenges", args=[room.pk])
    assert "Somebody here makes a challenge theirs" in seat.get(reverse("events:room", args=[room.pk])).text
    assert seat.post(lead, {"do": "ask", "challenge": challenge.pk, "seat": guest.pk}).status_code == 302
    assert client.post(lead, {"do": "ask", "challenge": challenge.pk, "seat": guest.pk}).status_code == 404
    part = client.get(reverse("events:room", args=[room.pk]), {"part": "challenge", "challenge": challenge.pk}).text
    assert "What do you answer?" in part
    form.pop("consents")
    assert client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form).context["inside"].forms
    client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form | {"consents": "on"})
    assert "In spring." in seat.get(reverse("events:room", args=[room.pk])).text

    other = make_challenge(event=event)
    seat.post(lead, {"do": "merge", "challenge": other.pk, "into": challenge.pk})
    assert list(event.challenges.shown()) == [challenge]
    seat.post(reverse("events:room_challenge_hide", args=[room.pk, challenge.pk]))
    assert "The bus stopped" not in client.get(reverse("events:room", args=[room.pk])).text


def test_challenge_of_another_event_is_not_in_the_room(room, ada, host, client):
    foreign = make_challenge(event=make_event())
    enter(client, ada)

    for name in ("room_challenge_vote", "room_answer", "room_challenge_hide"):
        assert client.post(reverse(f"events:{name}", args=[room.pk, foreign.pk])).status_code == 404
    assert client.get(reverse("events:room", args=[room.pk]), {"part": "challenge", "challenge": foreign.pk}).status_code == 404
    client.force_login(host)
    lead = {"do": "ask", "challenge": foreign.pk, "seat": ada.pk}
    assert client.post(reverse("events:room_challenges", args=[room.pk]), lead).status_code == 422


# On screen, without a script


def test_whole_way_by_forms_alone(client, event, ada):
    client.force_login(ada.user)
    made = client.post(reverse("events:raise_before", args=[event.pk]), words(client_id=str(uuid4())))
    assert (made.status_code, made.headers["Location"]) == (302, Challenge.objects.get().get_absolute_url())
    assert client.get(reverse("events:raise")).status_code == 200
    client.post(reverse("events:raise"), words(title="No shop", where="NO/Trøndelag", client_id=str(uuid4())))
    challenge = Challenge.objects.get(title="No shop")
    address = reverse("events:challenge_vote", args=[challenge.pk])

    assert client.post(address, {"vote": "up", "back": "/en/events/challenges/"}).headers["Location"] == "/en/events/challenges/"
    assert client.post(address, {"vote": "up", "back": "https://example.org/"}).headers["Location"] == challenge.get_absolute_url()
    assert votes_of(challenge) == 1
    client.post(address, {"vote": "back"})
    assert votes_of(challenge) == 0


def test_visitors_read_and_do_nothing(client, event):
    challenge = make_challenge()

    assert "<form" not in client.get(challenge.get_absolute_url()).text.partition("<main")[2]
    for name in ("answer", "venture", "challenge_vote", "merge", "challenge_lead", "action_plan"):
        assert "/account/login/" in client.post(reverse(f"events:{name}", args=[challenge.pk])).headers["Location"]
    assert "/account/login/" in client.post(reverse("events:raise")).headers["Location"]
    assert "/account/login/" in client.post(reverse("events:raise_before", args=[event.pk])).headers["Location"]


def test_those_without_a_seat_raise_nothing_at_an_event_but_its_hosts_do(client, event, host):
    address = reverse("events:raise_before", args=[event.pk])
    client.force_login(UserFactory())
    assert client.post(address, words()).status_code == 404

    client.force_login(host)
    assert client.get(address).status_code == 200
    assert not event.registrations.exists()  # looking takes no seat
    client.post(address, words(client_id=str(uuid4())))
    assert Challenge.objects.get().user == host


def test_board_is_filtered_ordered_and_paged(client, settings):
    north = make_challenge(where="NO/Trøndelag", title="North")
    east = make_challenge(where="SE/Jämtland", title="East", state="adopted")
    challenges.vote(east, by=UserFactory())
    make_challenge(title="Hidden", state="hidden")
    address = reverse("events:challenges")

    def found(**chosen):
        return [one.title for one in client.get(address, chosen).context["listing"].challenges]

    assert found() == ["East", "North"]
    assert found(where="NO") == ["North"]
    assert found(where="SE/Jämtland") == ["East"]
    assert found(state="adopted") == ["East"]
    assert found(state="hidden") == ["East", "North"]  # what nobody offers filters nothing
    assert found(programme="x") == ["East", "North"]
    assert client.get(address)["Cache-Control"] == "public, max-age=60"
    for number in range(24):
        make_challenge(title=f"Number {number}")
    assert 'rel="next"' in client.get(address).text
    assert found(page=2) == ["Number 0", "North"]
    assert north.where_told == "Trøndelag, Norway"


@pytest.mark.parametrize("number", [1, 3])
def test_board_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _number in range(number):
        make_challenge(where="NO/Trøndelag")

    with django_assert_num_queries(BOARD_QUERIES):
        client.get(reverse("events:challenges"))


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    challenge = make_challenge()
    for place in range(number):
        answer(challenge, decider(email=f"m{place}@example.org"))
        made = adoptions.take_up(challenge, user=UserFactory(), title="A van", text="x", address="", language="en")
        adoptions.note_progress(made, text="x", language="en")
        challenge.steps.create(what="x", due=timezone.localdate(), language="en")

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(challenge.get_absolute_url())
