"""Questions in a room: asked once, held or not, voted for once, and anonymous where they say so."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from events.actions import questions, rooms
from events.models import Question, QuestionVote
from hub.live.models import FeedEvent
from hub.live.reading import read
from hub.privacy import Person, holdings
from tests.events.test_rooms import ada, announced, event, host, page, room, sign_in  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import register

pytestmark = pytest.mark.django_db


def ask(room, by, body="Who has the key?", **facts):
    return questions.ask(room, by=by, body=body, language="en", **({"client_id": uuid4()} | facts))


def test_question_is_asked_once_and_told_to_hosts_and_room(room, ada):
    client_id = uuid4()

    asked = ask(room, ada, client_id=client_id)
    assert ask(room, ada, client_id=client_id) == asked

    assert announced(room.hosts_key) == [("question.asked", {"question": asked.pk})]
    assert announced(room.feed_key) == [("question.asked", {"question": asked.pk, "room": room.pk})]


def test_held_question_is_read_by_hosts_alone_until_it_is_let_through(room, ada, event, client):
    rooms.hold_questions(room, holds=True)
    bo = register(event, UserFactory())
    held = ask(room, ada, "A secret question")
    sign_in(client, bo)

    told = json.loads(client.get("/live/", {"after": f"{room.feed_key}=0"}).content)["feeds"][room.feed_key]
    assert "A secret question" not in json.dumps(told)
    assert told["rows"]["room"][str(room.pk)]["held"] == 1
    assert "A secret question" not in page(client, room).text
    assert client.post(reverse("events:question_vote", args=[room.pk, held.pk])).status_code == 404
    assert client.post(reverse("events:question", args=[room.pk, held.pk]), {"do": "open"}).status_code == 404

    questions.let_through(held)

    assert "A secret question" in page(client, room).text
    told = json.loads(client.get("/live/", {"after": f"{room.feed_key}=0"}).content)["feeds"][room.feed_key]
    assert told["rows"]["question"][str(held.pk)]["body"] == "A secret question"


def test_hosts_dismiss_pin_and_answer(room, host, ada, client):
    one, other = ask(room, ada, "One"), ask(room, ada, "Other")
    client.force_login(host)

    for question, form in [(other, {"do": "pin"}), (one, {"do": "answer", "text": "The caretaker", "language": "en"})]:
        assert client.post(reverse("events:question", args=[room.pk, question.pk]), form).status_code == 302

    assert [question.body for question in room.questions.shown().with_votes().sorted()] == ["Other", "One"]
    assert "The caretaker" in page(client, room).text
    client.post(reverse("events:question", args=[room.pk, other.pk]), {"do": "dismiss"})
    assert list(room.questions.shown().values_list("body", flat=True)) == ["One"]
    with pytest.raises(questions.NotShown):
        questions.pin(other, is_pinned=True)


def test_votes_are_one_each_and_can_be_taken_back(room, ada, event, django_capture_on_commit_callbacks):
    question, bo = ask(room, ada), register(event, UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        for seat in (ada, ada, bo):
            questions.vote(question, by=seat)
        questions.vote(question, by=bo, is_up=False)

    assert list(QuestionVote.objects.values_list("by", flat=True)) == [ada.pk]
    assert {kind for kind, _ids in announced(room.feed_key)[1:]} == {"question.voted"}
    assert read({room.feed_key: 0})[room.feed_key].rows["question"][question.pk]["votes"] == 1


def test_votes_of_many_cost_as_much_as_one(room, ada, event, django_assert_num_queries):
    question = ask(room, ada)
    wishes = [questions.Wish(question.pk, register(event, UserFactory()), True) for _number in range(20)]

    for some in (wishes[:1], wishes[1:]):
        with django_assert_num_queries(6):  # the room, the seats, the questions, the votes, and a savepoint
            assert set(questions.count(room, some)) == {None}


def test_observer_votes_for_nothing(room, ada, event):
    question = ask(room, ada)

    with pytest.raises(rooms.OnlyReading):
        questions.vote(question, by=register(event, UserFactory(), role="observer"))

    assert not QuestionVote.objects.exists()


def test_oversize_question_is_given_back(room, ada, client):
    sign_in(client, ada)

    response = page(client, room, "ask", body="x" * 501, language="en", client_id=uuid4())

    assert response.status_code == 422
    assert response.context["inside"].ask["body"].value() == "x" * 501
    assert not Question.objects.exists()


def test_nothing_leads_from_an_anonymous_question_to_whoever_asked(room, ada, client, caplog):
    """The same question with a name makes the links that are looked for."""
    sign_in(client, ada)
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in apps.get_models()}
    page(client, room, "ask", body="Is the mayor in debt?", language="en", client_id=uuid4(), is_anonymous="on")

    made = [row for model, known in before.items() for row in model._base_manager.exclude(pk__in=known) if model._meta.label != "events.Presence"]
    assert {type(row).__name__ for row in made} <= {"Question", "Feed", "FeedEvent"}
    question = Question.objects.get()
    assert (question.by, question.asked_at) == (None, None)
    assert {str(value) for told in FeedEvent.objects.all() for value in told.ids.values()} == {str(question.pk), str(room.pk)}
    rows = [row for key in (room.feed_key, room.hosts_key) for row in read({key: 0})[key].rows["question"].values()]
    assert [(row["author"], row["by"], row["name"]) for row in rows] == [(None, None, "")] * 2
    assert "client_id" not in rows[0]
    assert not any(question in holding.of(Person(user=ada.user)) for holding in holdings() if holding.model is Question)
    assert "mayor" not in caplog.text

    page(client, room, "ask", body="Is the mayor in debt?", language="en", client_id=uuid4())
    named = Question.objects.get(is_anonymous=False)
    assert named.by == ada
    assert any(named in holding.of(Person(user=ada.user)) for holding in holdings() if holding.model is Question)
