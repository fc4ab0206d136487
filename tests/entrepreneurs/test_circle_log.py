"""The log of a circle, and noticing who has been quiet in it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions import circle_log
from entrepreneurs.actions import circle_members as membership
from entrepreneurs.actions import circle_terms as terms
from entrepreneurs.actions.circle_quiet import notice_quiet
from entrepreneurs.actions.connections import block
from entrepreneurs.actions.saying import post_message
from entrepreneurs.models import CircleEntry, CircleMember, Message
from events.actions import rooms
from events.models import CircleMeeting
from hub.models import Notice
from hub.notices.kinds import tell
from tests.entrepreneurs.test_circles import keys, told
from tests.factories import begin, end, make_event, register
from tests.factories.circles import make_circle, make_member, make_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def circle(people):
    return make_circle(*people, weeks_ago=6)


def write(circle, user, **facts) -> CircleEntry:
    return circle_log.write(circle, by=user, **({"client_id": uuid4(), "gave": "A list", "learned": "A word", "language": "en"} | facts))


def met(circle, *, hours: int = 2):
    event = end(make_event(kind="circle", reach="invited"), hours=hours)
    CircleMeeting.objects.create(circle=circle, event=event)
    return event


# The log


def test_of_a_meeting_each_has_one_entry_and_of_the_time_between_as_many_as_they_like(circle, people):
    event, client_id = met(circle), uuid4()

    first = write(circle, people[0], meeting=event.key)
    assert write(circle, people[0], meeting=event.key, gave="Two lists") == first
    write(circle, people[1], meeting=event.key)
    assert write(circle, people[0], client_id=client_id) == write(circle, people[0], client_id=client_id)
    write(circle, people[0])

    assert CircleEntry.objects.filter(author=people[0]).count() == 3
    assert CircleEntry.objects.get(pk=first.pk).gave == "Two lists"


def test_log_takes_no_other_meeting_no_stranger_and_no_silence(circle, people):
    for facts, user in (({"meeting": uuid4()}, people[0]), ({"meeting": met(make_circle()).key}, people[0]), ({}, make_member())):
        with pytest.raises(circle_log.ValidationError):
            write(circle, user, **facts)
    with pytest.raises(circle_log.NothingSaid):
        write(circle, people[0], gave="", learned="")
    assert not CircleEntry.objects.exists()


def test_entries_are_hidden_across_blocks_and_go_with_their_author(circle, people):
    mine, theirs = write(circle, people[0]), write(circle, people[1])
    block(people[1], blocked=people[0])
    assert list(CircleEntry.objects.visible_to(people[0])) == [mine]
    assert set(CircleEntry.objects.visible_to(people[2])) == {mine, theirs}
    assert list(CircleEntry.objects.visible_to(make_member())) == []

    people[1].is_active = False
    people[1].save()
    assert list(CircleEntry.objects.visible_to(people[2])) == [mine]
    membership.leave(circle, user=people[0])
    assert list(CircleEntry.objects.visible_to(people[2])) == [mine]


def test_written_changed_and_taken_back_on_the_page(client, circle, people):
    client.force_login(people[0])
    event = met(circle)
    address = reverse("circles:log", args=[circle.pk])

    refused = client.post(address, {"gave": "", "learned": "", "language": "en", "client_id": uuid4()})
    written = client.post(address, {"gave": "Time", "learned": "", "language": "sv", "client_id": uuid4(), "meeting": event.key})
    entry = CircleEntry.objects.get()
    own = reverse("circles:entry", args=[circle.pk, entry.pk])

    assert (refused.status_code, written.url) == (422, entry.get_absolute_url())
    assert client.get(f"{address}?meeting={event.key}").url == own
    client.post(own, {"gave": "More time", "learned": "", "language": "sv"})
    terms.end(circle, by=people[0])
    celebration = client.get(reverse("circles:together", args=[circle.pk])).text
    assert '<dd lang="sv" dir="ltr"><p>More time</p></dd>' in celebration
    client.force_login(people[1])
    assert client.get(own).status_code == 404
    client.force_login(people[0])
    client.post(own, {"take_back": "1"})
    assert not CircleEntry.objects.exists()


# The quiet


def lead(circle, user) -> None:
    CircleMember.objects.filter(circle=circle, user=user).update(is_facilitator=True)


def say(circle, user, *, days_ago: int) -> None:
    message = post_message(circle.conversation, author=user, body="Hello", language="en", client_id=uuid4())
    Message.objects.filter(pk=message.pk).update(created_at=timezone.now() - timedelta(days=days_ago))


def test_only_who_was_not_heard_for_three_weeks_is_thought_of_once(circle, people):
    talks, logs, comes, quiet = people
    lead(circle, talks)
    say(circle, talks, days_ago=20)
    say(circle, quiet, days_ago=22)
    write(circle, logs)
    event = begin(met(circle))
    register(event, comes)
    rooms.enter(event, who=comes)

    notice_quiet()
    notice_quiet()

    assert told("circle_quiet") == {quiet.pk}
    assert told("circle_member_quiet") == {talks.pk}
    [(notice, line)] = tell(quiet, Notice.objects.filter(recipient=quiet, kind="circle_quiet")).items()
    assert (line.text, line.address) == ("Your circle thinks of you: Across the fjord", reverse("circles:back", args=[circle.pk]))
    notice.delete()
    notice_quiet()
    assert told("circle_quiet") == set()
    say(circle, quiet, days_ago=0)
    notice_quiet()
    assert CircleMember.objects.get(user=quiet).thought_of_at is None
    notice_quiet(timezone.now() + timedelta(days=22))
    assert quiet.pk in told("circle_quiet")


def test_nobody_is_asked_after_on_a_break_or_when_just_come_and_nobody_else_is_told(circle, people):
    CircleMember.objects.filter(user=people[0]).update(pauses_until=timezone.localdate() + timedelta(days=1))
    CircleMember.objects.filter(user=people[1]).update(pauses_until=timezone.localdate() - timedelta(days=1))
    CircleMember.objects.filter(user=people[2]).update(joined_at=timezone.now())

    notice_quiet()

    assert told("circle_quiet") == keys(people[3:])
    assert told("circle_member_quiet") == set()


def test_facilitator_is_not_told_of_whom_they_hide_and_the_page_lists_nobody(circle, people, client):
    lead(circle, people[0])
    block(people[1], blocked=people[0])

    notice_quiet()

    named = Notice.objects.filter(recipient=people[0], kind="circle_member_quiet")
    assert {line.text for line in tell(people[0], named).values()} == {
        f"{user.name} may be glad of a kind word from you: Across the fjord" for user in people[2:]
    }
    client.force_login(people[2])
    assert "Your circle thinks of you." in client.get(circle.get_absolute_url()).text
    CircleMember.objects.filter(user=people[2]).update(thought_of_at=None)
    assert "thinks of you" not in client.get(circle.get_absolute_url()).text
