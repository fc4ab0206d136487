"""What a room's readers share: read once for all who come in the same moment, and never older than what its feed has told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.utils import timezone

from entrepreneurs.actions.connections import block
from events import roomnow
from events.actions import chat, polls, questions, rooms, voting
from events.models import Event
from hub import shared
from tests.factories import UserFactory
from tests.factories.events import make_event, register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def served(monkeypatch):
    """Every request is told a generation, as by a server process, in which nothing is shared yet."""
    monkeypatch.setattr(WSGIRequest, "scope", {"generation": 7}, raising=False)
    monkeypatch.setattr(shared, "_kept", {"generation": None, "until": 0.0, "things": {}})


@pytest.fixture
def event():
    event = make_event(UserFactory(name="Oddvar"))
    start = timezone.now() - timedelta(minutes=5)
    Event.objects.filter(pk=event.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))
    event.refresh_from_db()
    return event


@pytest.fixture
def seats(event):
    return [register(event, UserFactory(name=name)) for name in ("Ada", "Bjørn", "Cai")]


@pytest.fixture
def room(event, seats):
    presences = [rooms.enter(event, who=seat.user) for seat in seats]
    return presences[0].room


def signed_in(seat) -> Client:
    client = Client()
    client.force_login(seat.user)
    return client


def page(room, seat, *, language="en", client=None) -> str:
    client = client or signed_in(seat)
    response = client.get(f"/{language}/events/{room.pk}/room/")
    assert response.status_code == 200
    return response.text


def say(room, seat, body):
    return chat.say(room, by=seat, body=body, language="en", client_id=uuid4())


def test_second_reader_reads_only_what_is_their_own(room, seats, django_assert_num_queries):
    say(room, seats[0], "Hello")
    page(room, seats[0])
    client = signed_in(seats[1])

    with django_assert_num_queries(11):
        assert "Hello" in page(room, seats[1], client=client)


def test_what_was_told_meanwhile_is_there_at_once(room, seats):
    page(room, seats[0])
    say(room, seats[0], "The key is under the mat")

    assert "The key is under the mat" in page(room, seats[1])


def test_what_is_not_told_is_there_a_moment_later(room, seats, monkeypatch):
    page(room, seats[0])
    room.event.texts.update(title="The key")
    monkeypatch.setattr(roomnow.time, "monotonic", lambda: roomnow.time.perf_counter() + 1e9)

    assert "The key" in page(room, seats[1])


def test_each_reads_their_own_votes_and_language(event, room, seats):
    asked = questions.ask(room, by=seats[0], body="Who?", language="en", client_id=uuid4())
    questions.vote(asked, by=seats[1], is_up=True)
    options = [{"en": "Bread"}, {"en": "Milk"}]
    poll = polls.save_poll(event, kind="one", titles={"en": "What?"}, options=options, lows={}, highs={}, is_anonymous=False)
    polls.open_poll(poll)
    voting.vote(poll, by=seats[1], options=[poll.options.first().pk])

    first, second, norwegian = page(room, seats[0]), page(room, seats[1]), page(room, seats[1], language="nb")

    assert ('value="back"' in first, 'value="back"' in second) == (False, True)
    assert ("Send my answer" in first, "Change my answer" in second) == (True, True)
    assert "Endre svaret mitt" in norwegian


def test_whom_one_hides_is_hidden_from_oneself_alone(room, seats):
    say(room, seats[0], "Buy my coins")
    block(seats[1].user, blocked=seats[0].user)

    assert ["Buy my coins" in page(room, seat) for seat in seats] == [True, False, True]
