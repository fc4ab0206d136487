"""Many who speak at once: each is heard once, in one order, and told of it in their own language."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone, translation

from entrepreneurs.actions import saying, silences
from entrepreneurs.actions.conversations import start_group
from entrepreneurs.models import Message
from hub.live.models import Feed, FeedEvent
from tests.factories import UserFactory, befriend

EACH, TIMES = 5, 2


@pytest.fixture
def people(transactional_db):
    people = [UserFactory(name=f"Speaker {number}") for number in range(8)]
    for other in people[1:]:
        befriend(people[0], other)
    return people


@pytest.fixture
def group(people):
    return start_group(people[0], title="All", members=people[1:])


def words(author, **facts) -> dict:
    return {"author": author, "client_id": uuid4(), "body": "Hello", "language": "en"} | facts


def test_crowd_is_heard_once_in_one_order(group, people):
    before = Feed.objects.get(pk=group.feed_key).last_seq
    said = [words(author, body=f"{author.name}, {number}") for number in range(EACH) for author in people for _again in range(TIMES)]
    for number in range(1, len(said), TIMES):  # the same, sent twice at once
        said[number]["client_id"] = said[number - 1]["client_id"]

    def post(facts):
        try:
            return saying.post_message(group, **facts)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as crowd:
        messages = list(crowd.map(post, said))

    stored = list(Message.objects.filter(conversation=group))
    assert sorted({message.pk for message in messages}) == sorted(message.pk for message in stored)
    assert len(stored) == EACH * len(people)
    assert [message.seq for message in stored] == list(range(before + 1, before + 1 + len(stored)))
    events = FeedEvent.objects.filter(feed=group.feed_key, kind="message.posted")
    assert list(events.values_list("seq", "ids__message")) == [(message.seq, message.pk) for message in stored]
    last = {message.author_id: message.seq for message in stored}
    assert dict(group.participants.values_list("user", "read_seq")) == last
    group.refresh_from_db()
    assert group.said_seq == stored[-1].seq


@pytest.mark.parametrize("number", [1, 8])
def test_saying_costs_the_same_for_one_and_for_eight_at_once(group, people, number, django_assert_num_queries):
    together = [saying.Words(**words(author)) for author in people[:number]]

    with django_assert_num_queries(10):  # BEGIN and COMMIT too
        assert len(saying.say(group, together)) == number


def test_refusals_are_told_in_the_language_and_on_the_clock_of_whoever_reads_them(group, people):
    until = datetime(2030, 6, 1, 12, tzinfo=UTC)
    silences.silence(people[1], until=until)
    stranger = UserFactory()

    with translation.override("nb"):
        said, silenced, apart = saying.say(group, [saying.Words(**words(author)) for author in (people[0], people[1], stranger)])

    assert said.author == people[0]
    with translation.override("sv"), timezone.override("Europe/Athens"):
        assert silenced.messages == ["Moderatorerna har stoppat dig från att skriva till andra till 1 juni 2030 15:00. Din text är kvar här."]
    assert apart.messages == ["You are not in this conversation any more."]
