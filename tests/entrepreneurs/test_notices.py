"""What people are told of each other, on the page and by mail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrepreneurs.actions.connections import accept, ask, block, decline, part, say_adult
from entrepreneurs.actions.conversations import add_member, delete_message, leave, mark_read, mute, remove_member, start_group
from entrepreneurs.actions.saying import post_message
from entrepreneurs.models import Message, Participant, User
from entrepreneurs.notices.messages import gather_unread
from hub import privacy
from hub.models import Notice
from hub.notices import mailing
from hub.privacy import Person
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bo():
    return UserFactory(name="Bo")


@pytest.fixture
def talk(ada, bo):
    """They have begun to talk, and both have seen that."""
    talk = befriend(ada, bo)
    for user in (ada, bo):
        mark_read(talk, user=user, seq=1)
    Notice.objects.all().delete()
    return talk


def say(talk, author, body="Hello", *, ago=timedelta(minutes=3)) -> Message:
    message = post_message(talk, author=author, body=body, language="en", client_id=uuid4())
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - ago)
    return message


def mailed(mailoutbox) -> list[tuple[str, str]]:
    """To whom, and the first line, of what goes out once all that waits is due; emptied."""
    gather_unread(None)
    mailing.send_due(timezone.now() + timedelta(days=8))
    sent = [(User.objects.get(email=mail.to[0]).name, mail.body.splitlines()[0]) for mail in mailoutbox]
    mailoutbox.clear()
    return sorted(sent)


def news(client, user) -> list[str]:
    client.force_login(user)
    return [line.text for _notice, line in client.get("/en/me/news/").context["told"]]


# Asking


def test_who_is_asked_is_told_and_who_asked_when_it_is_a_yes(ada, bo, mailoutbox):
    say_adult(ada)
    say_adult(bo)
    request = ask(ada, asked=bo, message="A secret", language="en")
    assert mailed(mailoutbox) == [("Bo", "Ada would like to know you")]

    accept(request, by=bo)

    assert mailed(mailoutbox) == [("Ada", "Bo has said yes: you can write to each other")]


@pytest.mark.parametrize("end", [decline, lambda request, by: block(by, blocked=request.asker)], ids=["declined", "blocked"])
def test_nobody_is_told_of_a_no(ada, bo, mailoutbox, end):
    say_adult(ada)
    request = ask(ada, asked=bo, message="Hello", language="en")

    end(request, by=bo)

    assert mailed(mailoutbox) == []


def test_request_that_has_expired_is_told_no_more(ada, bo, client, mailoutbox):
    say_adult(ada)
    request = ask(ada, asked=bo, message="Hello", language="en")
    request.expires_at = timezone.now() - timedelta(minutes=1)
    request.save()

    assert news(client, bo) == []
    assert mailed(mailoutbox) == []


# Writing


def test_many_messages_are_one_mail_that_says_who_and_not_what(talk, ada, bo, mailoutbox):
    for body in ("One secret", "Two secrets"):
        say(talk, ada, body)

    assert mailed(mailoutbox) == [("Bo", "2 new messages: Ada")]
    say(talk, ada, "Three")
    assert mailed(mailoutbox) == []


def test_mail_says_nothing_of_what_was_written(talk, ada, mailoutbox):
    say(talk, ada, "A secret")
    gather_unread(None)
    mailing.send_due(timezone.now() + timedelta(days=1))

    [mail] = mailoutbox
    assert "secret" not in mail.body + mail.subject


def test_whoever_reads_soon_is_not_mailed(talk, ada, bo, mailoutbox):
    message = say(talk, ada)
    mark_read(talk, user=bo, seq=message.seq)

    assert mailed(mailoutbox) == []


def test_whoever_reads_between_notice_and_mail_is_not_mailed(talk, ada, bo, mailoutbox):
    message = say(talk, ada)
    gather_unread(None)
    mark_read(talk, user=bo, seq=message.seq)

    assert mailed(mailoutbox) == []


def test_message_of_just_now_is_waited_for_by_mail_and_shown_at_once(talk, ada, bo, client, mailoutbox):
    say(talk, ada, ago=timedelta(0))

    assert mailed(mailoutbox) == []
    assert news(client, bo) == ["1 new message: Ada"]


def test_after_reading_the_next_message_is_mailed_anew(talk, ada, bo, mailoutbox):
    message = say(talk, ada)
    mailed(mailoutbox)
    mark_read(talk, user=bo, seq=message.seq)

    say(talk, ada)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Ada")]


@pytest.mark.parametrize(
    "end",
    [
        lambda talk, message, ada, bo: delete_message(message, by=ada),
        lambda talk, message, ada, bo: block(bo, blocked=ada),
        lambda talk, message, ada, bo: block(ada, blocked=bo),
        lambda talk, message, ada, bo: mute(talk, user=bo, is_muted=True),
        lambda talk, message, ada, bo: privacy.erase(Person(user=ada)),
        lambda talk, message, ada, bo: privacy.erase(Person(user=bo)),
    ],
    ids=["taken back", "blocked", "blocked by the writer", "muted", "writer erased", "reader erased"],
)
@pytest.mark.parametrize("is_gathered", [True, False])
def test_nothing_is_told_of_what_is_over_when_the_mail_goes_out(talk, ada, bo, mailoutbox, end, is_gathered):
    message = say(talk, ada)
    if is_gathered:
        gather_unread(None)

    end(talk, message, ada, bo)

    assert mailed(mailoutbox) == []


def test_end_of_a_connection_does_not_hide_what_was_said(talk, ada, bo, mailoutbox):
    say(talk, ada)
    part(ada, other=bo)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Ada")]


def test_group_tells_those_who_are_in_it_and_have_not_muted_it(talk, ada, bo, mailoutbox):
    cem, dag, eva = (UserFactory(name=name) for name in ("Cem", "Dag", "Eva"))
    for user in (cem, dag, eva):
        befriend(ada, user)
    mailed(mailoutbox)
    group = start_group(ada, title="Five of us", members=[bo, cem, dag, eva])
    mute(group, user=cem, is_muted=True)
    leave(group, user=dag)
    say(group, ada)
    remove_member(group, by=ada, member=eva)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Five of us")]


def test_unmuted_conversation_tells_of_what_comes_and_not_of_what_was(talk, ada, bo, mailoutbox):
    mute(talk, user=bo, is_muted=True)
    say(talk, ada)
    mute(talk, user=bo, is_muted=False)
    assert mailed(mailoutbox) == []

    say(talk, ada)

    assert mailed(mailoutbox) == [("Bo", "2 new messages: Ada")]


def test_conversation_is_muted_from_its_page(talk, ada, bo, client):
    client.force_login(bo)
    address = f"/en/messages/{talk.pk}/people/"

    assert client.post(address, {"mute": "on"}).url == address
    assert "Tell me again" in client.get(address).text
    client.post(address, {"mute": "off"})

    assert "Mute this conversation" in client.get(address).text
    assert not Participant.objects.get(user=bo).is_muted


def test_stranger_mutes_nothing(talk, client):
    client.force_login(UserFactory())

    assert client.post(f"/en/messages/{talk.pk}/people/", {"mute": "on"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_gathering_asks_once_for_all_who_are_behind(ada, number, django_assert_num_queries):
    for _one in range(number):
        talk = befriend(ada, UserFactory())
        mark_read(talk, user=ada, seq=9)
    gather_unread(None)
    with django_assert_num_queries(1):
        gather_unread(None)


def test_name_that_is_not_given_is_not_replaced_by_the_address(talk, ada, bo, mailoutbox, client):
    User.objects.filter(pk=ada.pk).update(name="")
    say(talk, ada)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Somebody without a name")]
    client.force_login(bo)
    for address in ("/en/messages/", f"/en/messages/{talk.pk}/", f"/en/messages/{talk.pk}/people/", "/en/messages/new/"):
        assert ada.email not in client.get(address).text
    assert ada.email not in client.get(f"/live/?after=conversation:{talk.pk}=0").text


def test_whoever_answers_has_read_and_is_mailed_of_what_comes_then(talk, ada, bo, mailoutbox):
    say(talk, ada)
    mailed(mailoutbox)
    say(talk, bo)
    say(talk, ada)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Ada")]


def test_group_tells_nothing_of_whom_one_has_blocked(talk, ada, bo, mailoutbox):
    cem = UserFactory(name="Cem")
    befriend(ada, cem)
    group = start_group(ada, title="Three of us", members=[bo, cem])
    block(bo, blocked=cem)
    mailed(mailoutbox)

    say(group, cem)

    assert mailed(mailoutbox) == [("Ada", "1 new message: Three of us")]


def test_whoever_comes_back_to_a_group_is_told_again(talk, ada, bo, mailoutbox):
    group = start_group(ada, title="Two of us", members=[bo])
    say(group, ada)
    assert mailed(mailoutbox) == [("Bo", "1 new message: Two of us")]
    leave(group, user=bo)
    add_member(group, by=ada, member=bo)

    say(group, ada)

    assert mailed(mailoutbox) == [("Bo", "1 new message: Two of us")]
