"""Feeds: numbered without gaps, told to those who may know, and read again by number."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from entrepreneurs.actions import connections, conversations, saying
from entrepreneurs.feeds import conversations_by_id, messages_by_id, participants_by_id
from entrepreneurs.models import Message, Participant
from events.actions import adoptions, challenges, chat, groups, hands, merging, notes, polls, questions, rooms, voting
from events.feeds import groups_by_id
from events.models import Challenge, Event, GroupRound, Hand, Poll, Question, Room, RoomMessage
from hub.live import models, registry
from hub.live.models import Feed, FeedEvent, prune_events
from hub.live.reading import read
from tests.factories import UserFactory, befriend
from tests.factories.events import make_event, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return UserFactory(name="Ada")


@pytest.fixture
def bjørn():
    return UserFactory(name="Bjørn")


@pytest.fixture
def talk(ada, bjørn):
    return befriend(ada, bjørn)


def say(conversation, author, body="Hello"):
    return saying.post_message(conversation, author=author, body=body, language="en", client_id=uuid4())


def test_numbers_have_no_gaps_where_a_transaction_fails():
    Feed.objects.append("person:1", "session.ended")
    with transaction.atomic():
        Feed.objects.append("person:1", "session.ended")
        transaction.set_rollback(True)
    Feed.objects.append("person:1", "session.ended")

    assert list(FeedEvent.objects.values_list("seq", flat=True)) == [1, 2]


def test_hint_comes_after_the_commit_and_a_broken_layer_breaks_nothing(monkeypatch, django_capture_on_commit_callbacks, caplog):
    class Broken:
        async def group_send(self, group, message):
            raise ConnectionError

    monkeypatch.setattr("hub.live.hints.get_channel_layer", Broken)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        Feed.objects.append("person:1", "session.ended")

    assert len(callbacks) == 1
    assert Feed.objects.get().last_seq == 1
    assert "No hint was sent (ConnectionError)" in caplog.text


def test_reading_costs_the_same_for_one_event_and_for_many(talk, ada, django_assert_num_queries):
    say(talk, ada)
    with django_assert_num_queries(5):  # how far, the events, the messages, their files and the participants
        read({talk.feed_key: 1})

    for _number in range(20):
        say(talk, ada)
    with django_assert_num_queries(5):
        batch = read({talk.feed_key: 1})[talk.feed_key]

    assert (batch.seq, len(batch.events), batch.is_limited) == (22, 21, False)


def test_too_much_to_tell_is_limited(talk, ada, monkeypatch):
    for _number in range(5):
        say(talk, ada)
    monkeypatch.setattr("hub.live.reading.MOST", 3)

    batch = read({talk.feed_key: 1})[talk.feed_key]

    assert ([event.seq for event in batch.events], batch.is_limited) == ([4, 5, 6], True)
    assert not batch.after(4).is_limited


def test_pruned_events_are_a_gap_that_is_told(talk, ada):
    say(talk, ada)
    FeedEvent.objects.filter(seq=1).update(created_at=timezone.now() - models.KEPT - timedelta(hours=1))
    prune_events()

    assert read({talk.feed_key: 0})[talk.feed_key].is_limited
    assert not read({talk.feed_key: 1})[talk.feed_key].is_limited


@pytest.mark.parametrize("key", ["conversation:x", "conversation:", "conversation:²", f"conversation:{10**30}", "nothing:1", "", ":", "conversation"])
def test_what_is_no_feed_may_be_followed_by_nobody(ada, key):
    assert registry.followable(ada, [key]) == {}


def test_own_feed_is_followed_by_oneself_alone(ada, bjørn):
    assert registry.followable(ada, [registry.personal(ada), registry.personal(bjørn)]) == {registry.personal(ada): 0}


# By HTTP


def catch_up(client, *after: str):
    return json.loads(client.get("/live/", {"after": after}).content)


def test_catching_up_by_http_tells_what_a_socket_would(client, talk, ada, bjørn):
    said = say(talk, ada, "Hello, Bjørn")
    client.force_login(bjørn)

    told = catch_up(client, f"{talk.feed_key}=1", "conversation:999=0", "garbage", "conversation:1=x=y")

    assert told["closed"] == ["conversation:999", "", "conversation:1=x"]
    names = {"message": said.pk, "participant": Participant.objects.get(user=ada).pk}
    assert told["feeds"][talk.feed_key]["events"] == [{"seq": 2, "kind": "message.posted"} | names]
    assert told["feeds"][talk.feed_key]["rows"]["message"][str(said.pk)]["body"] == "Hello, Bjørn"
    assert catch_up(client, f"{talk.feed_key}=2")["feeds"] == {}


def test_nobody_catches_up_signed_out_or_in_another_s_place(client, talk):
    assert client.get("/live/", {"after": f"{talk.feed_key}=0"}).status_code == 403

    client.force_login(UserFactory())
    assert catch_up(client, f"{talk.feed_key}=0") == {"feeds": {}, "closed": [talk.feed_key]}


def test_rows_of_somebody_hidden_are_not_told(ada, bjørn):
    cai = UserFactory(name="Cai")
    befriend(ada, bjørn)
    befriend(ada, cai)
    group = conversations.start_group(ada, title="Three", members=[bjørn, cai])
    said = say(group, cai, "Not for Bjørn")
    connections.block(bjørn, blocked=cai)

    batch = read({group.feed_key: 0})[group.feed_key]

    assert batch.told()["rows"]["message"][str(said.pk)]["body"] == "Not for Bjørn"
    assert batch.told(hides=registry.hidden_from(bjørn))["rows"]["message"][str(said.pk)] is None


# State and events


def snapshot(conversation) -> dict:
    """The rows of a conversation as a fresh page would read them."""
    return {
        "message": messages_by_id(Message.objects.filter(conversation=conversation).values("pk")),
        "participant": participants_by_id(Participant.objects.filter(conversation=conversation).values("pk")),
        "conversation": conversations_by_id([conversation.pk]),
    }


def applied(state: dict, batch) -> dict:
    """A page's state after it has heard a batch: each row that is named takes the place of the one known."""
    known = {table: dict(rows) for table, rows in state.items()}
    for table, rows in batch.rows.items():
        known[table] |= rows
    return known


def test_state_and_events_equal_a_fresh_read_for_every_kind_of_event(ada, bjørn):
    cai, dag = UserFactory(name="Cai"), UserFactory(name="Dag")
    for friend in (bjørn, cai, dag):
        befriend(ada, friend)
    group = conversations.start_group(ada, title="Four", members=[bjørn, cai])
    said = say(group, ada, "Frist")
    changes = [
        lambda: say(group, bjørn, "Second"),
        lambda: conversations.edit_message(said, by=ada, body="First"),
        lambda: conversations.mark_read(group, user=cai, seq=10**6),
        lambda: conversations.delete_message(said, by=ada),
        lambda: conversations.add_member(group, by=ada, member=dag),
        lambda: conversations.remove_member(group, by=ada, member=bjørn),
        lambda: conversations.leave(group, user=cai),
    ]
    state, seq = snapshot(group), Feed.objects.get(pk=group.feed_key).last_seq

    for change in changes:
        change()
        batch = read({group.feed_key: seq})[group.feed_key]
        state, seq = applied(state, batch), batch.seq
        assert state == snapshot(group)

    kinds = {kind for key, kind in FeedEvent.objects.values_list("feed", "kind") if key == group.feed_key}
    assert kinds == {"message.posted", "message.edited", "message.deleted", *(f"participant.{what}" for what in ("joined", "read", "left"))}


def test_closing_and_opening_of_a_conversation_of_two_is_told_too(talk, ada, bjørn):
    state, seq = snapshot(talk), Feed.objects.get(pk=talk.feed_key).last_seq

    for change in (lambda: connections.part(ada, other=bjørn), lambda: befriend(bjørn, ada)):
        change()
        batch = read({talk.feed_key: seq})[talk.feed_key]
        state, seq = applied(state, batch), batch.seq
        assert state == snapshot(talk)
    assert state["conversation"][talk.pk]["is_open"]


def test_state_and_events_of_a_room_equal_a_fresh_read_for_every_kind_of_event(django_capture_on_commit_callbacks):
    """For everybody inside, and for its hosts."""
    event = make_event(days=0)
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(minutes=5), ends_at=timezone.now() + timedelta(hours=1))
    room, seat = Room.objects.create(event=Event.objects.get(pk=event.pk)), register(event, UserFactory())
    facts = {"lows": {}, "highs": {}, "is_anonymous": False}
    poll = polls.save_poll(room.event, kind="one", titles={"en": "Shall we?"}, options=[{"en": "Yes"}, {"en": "No"}], **facts)
    words = {"by": seat, "body": "x", "language": "en"}
    said = chat.say(room, client_id=uuid4(), **words)
    question = questions.ask(room, client_id=uuid4(), **words)
    hand = hands.raise_hand(room, by=seat)
    turn = groups.save_round(room.event, way="choice", titles={"en": "What next?"}, groups=[{}, {}])
    one, other = turn.groups.all()
    raised = {"by": seat, "title": "x", "body": "x", "language": "en"}
    challenge, another = (challenges.raise_in(room, client_id=uuid4(), **raised) for _number in range(2))
    answer = {"name": "x", "organisation": "x", "text": "x", "language": "en"}
    changes = [
        lambda: chat.say(room, client_id=uuid4(), **words),
        lambda: chat.remove(said),
        lambda: rooms.hold_questions(room, holds=True),
        lambda: questions.ask(room, client_id=uuid4(), is_anonymous=True, **words),
        lambda: questions.vote(question, by=seat),
        lambda: questions.answer(question, text="Yes", language="en"),
        lambda: questions.pin(question, is_pinned=True),
        lambda: questions.dismiss(question),
        lambda: questions.let_through(Question.objects.held().get()),
        lambda: challenges.raise_in(room, client_id=uuid4(), **raised),
        lambda: challenges.vote_in(room, challenge, by=seat),
        lambda: adoptions.ask_to_adopt(challenge, seat=seat),
        lambda: adoptions.adopt(challenge, who=seat.user, **answer),
        lambda: merging.merge(challenge, into=another),
        lambda: challenges.hide(another),
        lambda: challenges.open_again(another),
        lambda: hands.give_word(hand),
        lambda: hands.mark_done(hand),
        lambda: polls.open_poll(poll),
        lambda: voting.vote(poll, by=seat, options=[poll.options.first().pk]),
        lambda: polls.show_results(poll, is_shown=True),
        lambda: polls.close_poll(poll),
        lambda: groups.open_round(turn),
        lambda: groups.choose(one, by=seat),
        lambda: groups.choose(other, by=seat),
        lambda: groups.move(one, seat=seat),
        lambda: notes.set_video(one, video="https://meet.jit.si/tvers"),
        lambda: notes.save_note(one, by=seat, text="x", version=0),
        lambda: notes.save_report(one, by=seat, text="x", language="en", version=0),
        lambda: groups.call_back(turn),
        lambda: groups.show_report(turn, group=one),
        lambda: rooms.close_room(room),
    ]
    state = {key: room_snapshot(key, room) for key in (room.feed_key, room.hosts_key, one.feed_key, other.feed_key)}
    seqs = Feed.objects.last_seqs(state)

    for change in changes:
        with django_capture_on_commit_callbacks(execute=True):
            change()
        for key, batch in read(seqs).items():
            state[key], seqs[key] = present(applied(state[key], batch)), batch.seq
            assert state[key] == room_snapshot(key, room)

    kinds = {kind for key, kind in FeedEvent.objects.values_list("feed", "kind") if key in state}
    told = {"message": ("said", "removed"), "question": ("asked", "changed", "voted"), "poll": ("changed", "voted")}
    told |= {"round": ("changed", "joined", "reported"), "group": ("joined", "left", "changed"), "note": ("saved",), "report": ("saved",)}
    told |= {"challenge": ("changed", "voted")}
    assert kinds == {f"{noun}.{what}" for noun, whats in told.items() for what in whats} | {"hand.changed", "room.changed"}


def room_snapshot(key: str, room) -> dict:
    """The rows of a room, or of one of its groups, as a fresh page of its feed would read them."""
    if key.startswith("group:"):
        return {"group": groups_by_id([registry.number_of(key)])}
    models_of = {"room": Room, "message": RoomMessage, "question": Question, "challenge": Challenge, "hand": Hand, "poll": Poll, "round": GroupRound}
    tables = registry.kind_of(key).tables
    return {table: by_id(list(models_of[table].objects.values_list("pk", flat=True))) for table, by_id in tables.items()}


def present(state: dict) -> dict:
    """Without the rows that are told as there no more."""
    return {table: {key: row for key, row in rows.items() if row is not None} for table, rows in state.items()}
