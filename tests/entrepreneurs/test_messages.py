"""The pages on which people ask, answer and talk: who may open what, and what happens to what was written."""

from uuid import uuid4

import pytest
from django.utils import timezone

from entrepreneurs.actions import connections, conversations, saying
from entrepreneurs.models import Block, Connection, Conversation, Message, Participant, User
from entrepreneurs.views import conversations as views
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client):
    ada = UserFactory(name="Ada")
    client.force_login(ada)
    return ada


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn")


@pytest.fixture
def talk(ada, bjørn):
    return befriend(ada, bjørn)


def say(client, talk, body="Hello", **facts):
    return client.post(f"/en/messages/{talk.pk}/say/", {"body": body, "language": "en", "client_id": str(uuid4())} | facts)


def test_request_is_sent_once_the_asker_says_to_be_an_adult(client, ada, bjørn):
    address, form = f"/en/messages/ask/{bjørn.contact_key}/", {"message": "Hello, Bjørn", "language": "nb"}

    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "If you are younger, all courses are open to you." in refused.text
    assert "Hello, Bjørn" in refused.text
    assert not Connection.objects.exists()

    assert client.post(address, form | {"is_adult": "on"}).url == "/en/messages/"
    [connection] = Connection.objects.all()
    assert (connection.asker, connection.asked, connection.message, connection.language) == (ada, bjørn, "Hello, Bjørn", "nb")
    again = client.post(address, form)
    assert again.status_code == 422
    assert "one of you has asked the other" in again.text


def test_declined_request_looks_to_its_asker_as_if_it_waited(client, ada, bjørn):
    for user in (ada, bjørn):
        connections.say_adult(user)
    request = connections.ask(bjørn, asked=ada, message="Hello", language="en")

    assert "Bjørn" in client.get("/en/messages/").text
    assert client.post(f"/en/messages/requests/{request.pk}/", {"decline": "1"}).url == "/en/messages/"
    assert "Bjørn" not in client.get("/en/messages/").text
    assert client.get(f"/en/messages/requests/{request.pk}/").status_code == 404

    client.force_login(bjørn)
    assert "open until" in client.get("/en/messages/").text
    with pytest.raises(connections.AskedAlready):
        connections.ask(bjørn, asked=ada, message="Hello again", language="en")


def test_accepted_request_leads_to_the_conversation(client, ada, bjørn):
    for user in (ada, bjørn):
        connections.say_adult(user)
    request = connections.ask(bjørn, asked=ada, message="Shall we talk?", language="en")

    response = client.post(f"/en/messages/requests/{request.pk}/", follow=True)

    assert "Shall we talk?" in response.text
    assert Conversation.objects.get().is_open()


def test_nobody_asks_whom_they_block_or_who_blocks_them(client, ada, bjørn):
    Block.objects.create(blocker=bjørn, blocked=ada)

    assert client.get(f"/en/messages/ask/{bjørn.contact_key}/").status_code == 404
    assert client.get(f"/en/messages/ask/{ada.contact_key}/").status_code == 404


def test_message_is_said_and_shown(client, talk):
    response = say(client, talk, "Look: https://example.org <b>", language="uk")

    message = Message.objects.get(seq=2)
    assert response.url == f"/en/messages/{talk.pk}/#message-{message.pk}"
    html = client.get(f"/en/messages/{talk.pk}/").text
    assert '<a href="https://example.org" rel="nofollow">https://example.org</a> &lt;b&gt;' in html
    assert '<p class="body" lang="uk" dir="auto">' in html


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001])
def test_text_that_cannot_be_sent_is_given_back(client, talk, body):
    response = say(client, talk, body)

    assert response.status_code == 422
    assert response.context["form"]["body"].value() == body
    assert Message.objects.count() == 1


@pytest.mark.parametrize("facts", [{"client_id": "x"}, {"reply_to": "999"}, {"reply_to": "x"}, {"language": "xx"}, {"client_id": ""}])
def test_malformed_form_is_refused_and_keeps_the_text(client, talk, facts):
    response = say(client, talk, "A thought", **facts)

    assert response.status_code == 422
    assert "A thought" in response.text
    assert Message.objects.count() == 1


def test_answer_to_a_message_elsewhere_is_refused(client, ada, talk):
    elsewhere = befriend(UserFactory(), UserFactory()).messages.get()

    assert say(client, talk, reply_to=elsewhere.pk).status_code == 422
    assert say(client, talk, reply_to=talk.messages.get().pk).status_code == 302


def addresses(talk, message) -> list[str]:
    paths = ("", "people/", "say/", "read/", f"{message.pk}/", f"{message.pk}/delete/")
    return [f"/en/messages/{talk.pk}/{path}" for path in paths]


def test_strangers_find_nothing_at_any_address(client, bjørn):
    talk = befriend(UserFactory(), bjørn)
    message = talk.messages.get()
    client.force_login(UserFactory())

    for address in addresses(talk, message):
        for ask in (client.get, client.post):
            assert ask(address).status_code in {404, 405}, address
    assert Message.objects.get() == message


def test_visitors_are_asked_to_sign_in(client, bjørn):
    talk = befriend(UserFactory(), bjørn)

    for address in ["/en/messages/", "/en/messages/new/", f"/en/messages/ask/{bjørn.contact_key}/", *addresses(talk, talk.messages.get())]:
        assert client.post(address).url.startswith("/en/account/login/")


def test_nobody_changes_a_message_of_somebody_else(client, ada, bjørn, talk):
    message = saying.post_message(talk, author=bjørn, body="Mine", language="en", client_id=uuid4())

    for path in ("", "delete/"):
        assert client.post(f"/en/messages/{talk.pk}/{message.pk}/{path}", {"body": "Yours"}).status_code == 404
    assert Message.objects.get(pk=message.pk).body == "Mine"


def test_search_finds_within_the_conversation_alone(client, ada, bjørn, talk):
    saying.post_message(talk, author=bjørn, body="The mill by the river", language="en", client_id=uuid4())
    other = befriend(ada, UserFactory())
    saying.post_message(other, author=ada, body="Another mill", language="en", client_id=uuid4())

    html = client.get(f"/en/messages/{talk.pk}/", {"q": "MILL"}).text

    assert "The mill by the river" in html
    assert "Another mill" not in html
    assert "Hello, it is me" not in html
    assert "Nothing like that" in client.get(f"/en/messages/{talk.pk}/", {"q": "windmill"}).text


def test_older_messages_come_by_pages(client, ada, talk, settings):
    settings.MESSAGES_A_MINUTE = 1000
    for number in range(60):
        saying.post_message(talk, author=ada, body=f"Message {number}.", language="en", client_id=uuid4())

    newest = client.get(f"/en/messages/{talk.pk}/")
    assert [message.body for message in newest.context["talk"].messages[:1]] == ["Message 10."]
    older = client.get(f"/en/messages/{talk.pk}/", {"before": newest.context["talk"].earlier})
    assert [message.body for message in older.context["talk"].messages[-1:]] == ["Message 9."]
    assert older.context["talk"].earlier is None


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_costs_the_same_for_one_conversation_and_for_three(client, ada, number, django_assert_num_queries):
    for _friend in range(number):
        befriend(ada, UserFactory())

    with django_assert_num_queries(14):
        assert client.get("/en/messages/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_conversation_costs_the_same_for_one_message_and_for_three(client, ada, talk, number, django_assert_num_queries):
    for _message in range(number - 1):
        saying.post_message(talk, author=ada, body="More", language="en", client_id=uuid4())

    with django_assert_num_queries(15):
        assert client.get(f"/en/messages/{talk.pk}/").status_code == 200


def test_group_is_begun_with_people_one_is_connected_with(client, ada, bjørn, talk):
    stranger = UserFactory()

    assert client.post("/en/messages/new/", {"title": "Mills", "members": [stranger.pk]}).status_code == 422
    response = client.post("/en/messages/new/", {"title": "Mills", "members": [bjørn.pk]})

    group = Conversation.objects.get(title="Mills")
    assert response.url == f"/en/messages/{group.pk}/"
    assert client.post(f"/en/messages/{group.pk}/people/", {"add": str(stranger.pk)}).status_code == 404
    assert client.post(f"/en/messages/{group.pk}/people/", {"remove": str(bjørn.pk)}).status_code == 302
    assert client.post(f"/en/messages/{group.pk}/people/", {"leave": "1"}).url == "/en/messages/"
    assert client.post(f"/en/messages/{talk.pk}/people/", {"leave": "1"}).status_code == 422


def test_names_are_told_to_nobody_who_only_counts(client, ada, bjørn):
    stranger = UserFactory(name="Somebody private")

    for path in ("block", "part", "unblock"):
        assert client.post(f"/en/messages/with/{stranger.pk}/{path}/").status_code == 404
    assert client.get(f"/en/messages/ask/{uuid4()}/").status_code == 404
    assert "Somebody private" in client.get(f"/en/messages/ask/{stranger.contact_key}/").text
    assert str(ada.contact_key) in client.get("/en/messages/").text


def test_those_one_has_to_do_with_are_known(ada, bjørn):
    cai, asker, stranger = UserFactory(), UserFactory(), UserFactory()
    befriend(bjørn, ada)
    befriend(bjørn, cai)
    conversations.start_group(bjørn, title="Three", members=[ada, cai])
    connections.say_adult(asker)
    connections.ask(asker, asked=ada, message="Hello", language="en")

    assert set(User.objects.known_to(ada)) == {bjørn, cai, asker}
    assert set(User.objects.known_to(stranger)) == set()


def test_what_cannot_be_done_any_more_is_said_and_is_no_error(client, talk, ada, monkeypatch):
    """Somebody is left out of a conversation after the page has found it, and before the action does."""
    monkeypatch.setattr(views, "mine", lambda request, pk: talk)
    Participant.objects.filter(user=ada).update(left_at=timezone.now())

    page = client.post(f"/en/messages/{talk.pk}/read/", {"seq": 1})
    script = client.post(f"/en/messages/{talk.pk}/read/", {"seq": 1}, headers={"Accept": "application/json"})

    assert (page.status_code, script.status_code) == (409, 409)
    assert "You are not in this conversation any more." in page.text
    assert script.json() == {"message": "You are not in this conversation any more."}
