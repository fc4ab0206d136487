"""Conversations: what is said once, in one order, by those who take part, and read by them alone."""

from uuid import uuid4

import pytest

from entrepreneurs.actions import connections, conversations, saying
from entrepreneurs.actions.accounts import erase
from entrepreneurs.actions.conversations import Closed, NotTakingPart, NotTheirs
from entrepreneurs.actions.saying import TooFast
from entrepreneurs.models import Conversation, Message, MessageVersion, Participant
from hub.live.models import Feed, FeedEvent
from hub.live.registry import followable
from hub.privacy import Person
from tests.factories import UserFactory, befriend

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn")


@pytest.fixture
def cai():
    return UserFactory(name="Cai")


@pytest.fixture
def direct(ada, bjørn):
    return befriend(ada, bjørn)


@pytest.fixture
def group(ada, bjørn, cai):
    befriend(ada, bjørn)
    befriend(ada, cai)
    return conversations.start_group(ada, title="Three", members=[bjørn, cai])


def say(conversation, author, body="Hello", **facts) -> Message:
    return saying.post_message(conversation, author=author, body=body, language="en", **{"client_id": uuid4()} | facts)


def announced(conversation) -> list[tuple[int, str]]:
    return list(FeedEvent.objects.filter(feed=conversation.feed_key).values_list("seq", "kind"))


def test_accepted_request_is_the_first_message(direct, ada, bjørn):
    assert [(message.author, message.body, message.seq) for message in direct.messages.all()] == [(ada, "Hello, it is me", 1)]
    assert {participant.user for participant in direct.participants.all()} == {ada, bjørn}
    assert announced(direct) == [(1, "message.posted")]


def test_message_sent_twice_is_said_once_and_takes_one_number(direct, ada):
    client_id = uuid4()

    first = say(direct, ada, client_id=client_id)
    again = say(direct, ada, "Something else", client_id=client_id)
    later = say(direct, ada)

    assert again == first
    assert [first.seq, later.seq] == [2, 3]
    assert announced(direct) == [(1, "message.posted"), (2, "message.posted"), (3, "message.posted")]


def test_strangers_neither_see_nor_say(direct, cai):
    assert list(Conversation.objects.visible_to(cai)) == []
    assert followable(cai, [direct.feed_key]) == {}
    with pytest.raises(NotTakingPart):
        say(direct, cai)


def test_edit_keeps_what_was_said_before_for_moderators(direct, ada):
    message = say(direct, ada, "Frist draft")

    conversations.edit_message(message, by=ada, body="First draft")

    assert Message.objects.get(pk=message.pk).body == "First draft"
    assert [version.body for version in MessageVersion.objects.all()] == ["Frist draft"]
    assert announced(direct)[-1] == (3, "message.edited")


def test_deleted_message_says_nothing_and_stays_deleted(direct, ada):
    message = say(direct, ada, "A mistake")

    conversations.delete_message(message, by=ada)

    deleted = Message.objects.get(pk=message.pk)
    assert (deleted.body, bool(deleted.deleted_at)) == ("", True)
    assert announced(direct)[-1] == (3, "message.deleted")
    with pytest.raises(NotTheirs):
        conversations.edit_message(deleted, by=ada, body="Again")


def test_nobody_changes_what_somebody_else_said(direct, ada, bjørn):
    message = say(direct, ada)

    for change in (lambda: conversations.edit_message(message, by=bjørn, body="No"), lambda: conversations.delete_message(message, by=bjørn)):
        with pytest.raises(NotTheirs):
            change()

    assert Message.objects.get(pk=message.pk).body == "Hello"
    assert not MessageVersion.objects.exists()


def test_reading_moves_forward_and_not_beyond_the_last_message(direct, ada, bjørn):
    for _number in range(3):
        say(direct, ada)

    marks = [conversations.mark_read(direct, user=bjørn, seq=seq).read_seq for seq in (2, 1, 10_000, 4)]

    assert marks == [2, 2, 4, 4]
    assert [kind for _seq, kind in announced(direct)].count("participant.read") == 2


def test_unread_counts_what_others_said_and_has_not_been_read(direct, ada, bjørn):
    say(direct, ada)
    say(direct, ada)

    def unread(user):
        return Conversation.objects.visible_to(user).with_unread(user).get().unread

    assert (unread(ada), unread(bjørn)) == (0, 3)
    conversations.mark_read(direct, user=bjørn, seq=2)
    assert unread(bjørn) == 1


def test_ended_connection_leaves_the_conversation_readable_and_closed(direct, ada, bjørn):
    connections.part(ada, other=bjørn)

    assert list(Conversation.objects.visible_to(bjørn)) == [direct]
    with pytest.raises(Closed):
        say(direct, bjørn)
    assert announced(direct)[-1] == (2, "conversation.changed")


def test_block_takes_the_conversation_from_both(direct, ada, bjørn):
    connections.block(ada, blocked=bjørn)

    for user in (ada, bjørn):
        assert list(Conversation.objects.visible_to(user)) == []
        assert followable(user, [direct.feed_key]) == {}
        with pytest.raises(Closed):
            say(direct, user)


def test_whoever_joins_sees_what_is_said_from_then_on(group, ada, cai):
    say(group, ada, "Before")
    conversations.remove_member(group, by=ada, member=cai)
    missed = say(group, ada, "While away")
    conversations.add_member(group, by=ada, member=cai)
    seen = say(group, ada, "After")

    mine = Participant.objects.get(conversation=group, user=cai)
    assert [message.body for message in Message.objects.visible_to(mine)] == ["After"]
    assert missed.seq <= followable(cai, [group.feed_key])[group.feed_key] < seen.seq


def test_group_is_handed_on_when_its_owner_goes(group, ada, bjørn, cai):
    conversations.leave(group, user=ada)

    assert list(Conversation.objects.visible_to(ada).filter(pk=group.pk)) == []
    assert [participant.user for participant in group.participants.present().filter(is_owner=True)] == [bjørn]
    conversations.remove_member(group, by=bjørn, member=cai)
    with pytest.raises(NotTakingPart):
        conversations.remove_member(group, by=bjørn, member=cai)


def test_only_people_one_is_connected_with_come_into_a_group(group, ada, bjørn):
    stranger = UserFactory()

    with pytest.raises(Exception, match="connected with"):
        conversations.add_member(group, by=ada, member=stranger)
    with pytest.raises(NotTakingPart):
        conversations.add_member(group, by=bjørn, member=ada)


def test_too_many_messages_a_minute_are_refused_and_take_no_number(direct, ada, bjørn, settings):
    settings.MESSAGES_A_MINUTE = 4  # of which the request was one
    for _number in range(3):
        say(direct, ada)

    with pytest.raises(TooFast):
        say(direct, ada)

    assert say(direct, bjørn).seq == 5
    assert Feed.objects.get(pk=direct.feed_key).last_seq == 5


def test_erased_person_leaves_and_takes_what_they_said_with_them(group, ada, bjørn):
    said = say(group, bjørn, "My own story")
    answer = say(group, ada, "Thank you", reply_to=said)
    conversations.edit_message(said, by=bjørn, body="My own story, again")

    erase(Person(user=bjørn))

    left = Message.objects.get(pk=said.pk)
    assert (left.author, left.body, bool(left.deleted_at)) == (None, "", True)
    assert Message.objects.get(pk=answer.pk).reply_to == left
    assert not MessageVersion.objects.exists()
    assert [kind for _seq, kind in announced(group)][-2:] == ["participant.left", "message.deleted"]
    assert sorted(participant.user.name for participant in group.participants.all()) == ["Ada", "Cai"]


def test_unread_messages_are_counted_up_to_a_limit(ada, group, bjørn, monkeypatch):
    monkeypatch.setattr("entrepreneurs.models.conversations.MOST_UNREAD", 2)
    for number in range(4):
        assert Conversation.objects.with_unread(ada).get(pk=group.pk).unread == min(number, 2)
        say(group, bjørn, f"Number {number}")
