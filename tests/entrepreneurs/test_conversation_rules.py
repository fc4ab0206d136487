"""Whatever people do to each other in conversations, each is told exactly what they may know: live, on the page, by mail, in what they take home."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from entrepreneurs.actions import connections, conversations, saying
from entrepreneurs.models import Conversation, Message, User
from entrepreneurs.notices.messages import gather_unread
from entrepreneurs.talks import Talk
from hub import privacy
from hub.live import registry
from hub.live.models import Feed
from hub.live.reading import read
from hub.models import Notice
from hub.notices import mailing
from hub.privacy import Person
from tests.factories import UserFactory, befriend

NAMES = ["Ada", "Bjørn", "Cai", "Dag"]
PEOPLE = st.sampled_from(NAMES)


class Meeting(RuleBasedStateMachine):
    """Four people who are all connected, in a group that Ada began with Bjørn and Cai. Beside them, what should be true in plain sets."""

    def __init__(self):
        super().__init__()
        self.undoing = transaction.atomic()
        self.undoing.__enter__()
        self.people: dict[str, User] = {name: UserFactory(name=name) for name in NAMES}
        for number, name in enumerate(NAMES):
            for other in NAMES[number + 1 :]:
                befriend(self.people[name], self.people[other])
        self.group = conversations.start_group(self.people["Ada"], title="Group", members=[self.people["Bjørn"], self.people["Cai"]])
        self.here, self.blocks = {"Ada", "Bjørn", "Cai"}, set()
        self.owner, self.joined = "Ada", ["Ada", "Bjørn", "Cai"]
        self.texts: dict[int, str | None] = {}  # by message: what it says now
        self.authors: dict[int, str] = {}
        self.audience: dict[int, set[str]] = {}  # who was here when it was said, and has been ever since
        self.heard: dict[str, dict[int, str | None]] = {name: {} for name in NAMES}
        self.seqs = dict.fromkeys(NAMES, Feed.objects.get(pk=self.group.feed_key).last_seq)
        self.numbers: dict[int, int] = {}  # by message, as they follow each other
        self.muted: set[str] = set()
        self.read = dict.fromkeys(NAMES, self.seqs["Ada"])
        self.noticed = dict.fromkeys(NAMES, 0)
        self.mailed: set[str] = set()  # who has been mailed, and has not read since
        Notice.objects.all().delete()

    def teardown(self):
        transaction.set_rollback(True)
        self.undoing.__exit__(None, None, None)

    # What should be true

    def are_apart(self, one: str, other: str) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def may_read(self, name: str) -> dict[int, str | None]:
        if name not in self.here:
            return {}
        return {key: self.texts[key] for key in self.texts if name in self.audience[key] and not self.are_apart(name, self.authors[key])}

    # What people do

    @rule(name=PEOPLE, is_mailed=st.booleans())
    def speak(self, name, is_mailed):
        self.say(name)
        if is_mailed:
            self.mail()

    def say(self, name):
        body = f"{name} says {uuid4().hex[:6]}"
        try:
            message = saying.post_message(self.group, author=self.people[name], body=body, language="en", client_id=uuid4())
        except ValidationError:
            assert name not in self.here
            return
        assert name in self.here
        self.texts[message.pk], self.authors[message.pk], self.audience[message.pk] = body, name, set(self.here)
        self.numbers[message.pk] = self.read[name] = message.seq

    def change(self, name: str, data, act) -> Message | None:
        """Something is done to any message; it succeeds for its author alone, while they are here and it is there."""
        if not self.texts:
            return None
        message = Message.objects.get(pk=data.draw(st.sampled_from(sorted(self.texts))))
        is_theirs = name in self.here and self.authors[message.pk] == name and self.texts[message.pk] is not None
        try:
            act(message)
        except ValidationError:
            assert not is_theirs
            return None
        assert is_theirs
        return message

    @rule(name=PEOPLE, data=st.data())
    def edit(self, name, data):
        body = f"{name} corrects {uuid4().hex[:6]}"
        if message := self.change(name, data, lambda message: conversations.edit_message(message, by=self.people[name], body=body)):
            self.texts[message.pk] = body

    @rule(name=PEOPLE, data=st.data())
    def take_back(self, name, data):
        if message := self.change(name, data, lambda message: conversations.delete_message(message, by=self.people[name])):
            self.texts[message.pk] = None

    @rule(name=PEOPLE)
    def leave(self, name):
        try:
            conversations.leave(self.group, user=self.people[name])
        except ValidationError:
            assert name not in self.here
            return
        self.gone(name)

    @rule(data=st.data(), name=PEOPLE)
    def remove(self, data, name):
        by = self.mostly_the_owner(data)
        try:
            conversations.remove_member(self.group, by=self.people[by], member=self.people[name])
        except ValidationError:
            assert by != self.owner or name not in self.here
            return
        assert by == self.owner
        self.gone(name)

    def gone(self, name: str) -> None:
        self.here.discard(name)
        self.muted.discard(name)
        self.joined.remove(name)
        if name == self.owner:
            self.owner = self.joined[0] if self.joined else None
        for audience in self.audience.values():
            audience.discard(name)

    def mostly_the_owner(self, data) -> str:
        return data.draw(st.sampled_from([*[self.owner or "Ada"] * 6, *NAMES]))

    @rule(data=st.data(), name=PEOPLE)
    def add(self, data, name):
        by = self.mostly_the_owner(data)
        try:
            conversations.add_member(self.group, by=self.people[by], member=self.people[name])
        except ValidationError:
            assert by != self.owner or by == name or (name, by) in self.parted() or self.are_apart(by, name)
            return
        assert by == self.owner
        if name not in self.here:
            self.here.add(name)
            self.joined.append(name)
            self.read[name] = Feed.objects.get(pk=self.group.feed_key).last_seq

    def parted(self) -> set[tuple[str, str]]:
        return getattr(self, "ended", set())

    @rule(one=PEOPLE, other=PEOPLE)
    def block(self, one, other):
        if one != other:
            connections.block(self.people[one], blocked=self.people[other])
            self.blocks.add((one, other))
            self.ended = self.parted() | {(one, other), (other, one)}

    @rule(one=PEOPLE, other=PEOPLE)
    def unblock(self, one, other):
        connections.unblock(self.people[one], blocked=self.people[other])
        self.blocks.discard((one, other))

    @rule(name=PEOPLE)
    def look(self, name):
        try:
            participant = conversations.mark_read(self.group, user=self.people[name], seq=10**6)
        except ValidationError:
            assert name not in self.here
            return
        if participant.read_seq > self.read[name]:
            self.mailed.discard(name)
        self.read[name] = participant.read_seq

    @rule(name=PEOPLE, is_muted=st.sampled_from([True, True, False]), other=PEOPLE)
    def mute(self, name, is_muted, other):
        """And somebody says something, which is mailed to those who have not."""
        try:
            conversations.mute(self.group, user=self.people[name], is_muted=is_muted)
        except ValidationError:
            assert name not in self.here
            return
        (self.muted.add if is_muted else self.muted.discard)(name)
        self.noticed[name] = max(self.numbers.values(), default=0)
        self.speak(other, is_mailed=True)

    @rule(name=PEOPLE)
    def erase(self, name):
        """They go with everything; somebody of the same name comes, whom all of them know."""
        privacy.erase(Person(user=self.people[name]))
        if name in self.here:
            self.gone(name)
        for key in [key for key, author in self.authors.items() if author == name]:
            self.authors[key], self.texts[key] = "nobody", None
        self.blocks = {pair for pair in self.blocks if name not in pair}
        self.ended = {pair for pair in self.parted() if name not in pair}
        self.people[name] = UserFactory(name=name)
        for other in NAMES:
            if other != name:
                befriend(self.people[name], self.people[other])
        self.heard[name], self.noticed[name] = {}, 0
        self.mailed.discard(name)
        Notice.objects.exclude(about=self.group.feed_key).delete()

    # What is told

    def mail(self):
        """As the timetable does, some minutes later: who is mailed, and of how much, and never what."""
        Message.objects.filter(conversation=self.group).update(created_at=timezone.now() - timedelta(minutes=5))
        expected = {name: number for name in sorted(self.here - self.muted) if (number := self.news_for(name))}
        mail.outbox.clear()

        gather_unread(None)
        mailing.send_due(timezone.now() + timedelta(days=8))

        names = {user.email: name for name, user in self.people.items()}
        sent = {names[one.to[0]]: one.body.splitlines()[0] for one in mail.outbox if "Group" in one.body}
        plural = {name: f"{number} new message{'s' if number > 1 else ''}: Group" for name, number in expected.items()}
        assert sent == plural
        assert not [text for text in self.texts.values() for one in mail.outbox if text and text in one.body]

    def news_for(self, name: str) -> int:
        """How many messages they are mailed of; 0 where nothing came since they were told, or they have not read what they were told of."""
        there = [key for key, text in self.texts.items() if text and self.authors[key] != name and self.numbers[key] > self.read[name]]
        new = [self.numbers[key] for key in there if self.numbers[key] > self.noticed[name]]
        if not new:
            return 0
        if self.read[name] >= self.noticed[name]:
            self.mailed.discard(name)
        self.noticed[name] = max(new)
        unread = [key for key in there if key in self.may_read(name)]
        if name in self.mailed or not unread:
            return 0
        self.mailed.add(name)
        return len(unread)

    @invariant()
    def is_told_exactly_what_each_may_know(self):
        for name, user in self.people.items():
            self.listen(name, user)
            self.look_at_page(name, user)

    def listen(self, name: str, user: User) -> None:
        """As the switchboard tells a socket that never went away: it follows as long as it may."""
        allowed = registry.followable(user, [self.group.feed_key])
        assert bool(allowed) == (name in self.here)
        if not allowed:
            self.heard[name] = {}
            return
        after = max(self.seqs[name], allowed[self.group.feed_key])
        for batch in read({self.group.feed_key: after}).values():
            told = batch.told(hides=registry.hidden_from(user), since=allowed[self.group.feed_key])
            rows = told["rows"].get("message", {})
            for key, row in rows.items():
                if row is None:
                    self.heard[name].pop(int(key), None)
                else:
                    assert name == self.authors[int(key)] or not self.are_apart(name, self.authors[int(key)])
                    self.heard[name][int(key)] = None if row["deleted_at"] else row["body"]
            after = batch.seq
        self.seqs[name] = after
        may = self.may_read(name)
        assert all(told == may[key] for key, told in self.heard[name].items() if key in may)  # what was heard before a block cannot be unheard
        assert not [key for key in self.heard[name] if key not in may and not self.are_apart(name, self.authors[key])]

    def look_at_page(self, name: str, user: User) -> None:
        found = Conversation.objects.visible_to(user).filter(pk=self.group.pk).first()
        shown = Talk(found, user).messages if found else []
        assert {message.pk: None if message.deleted_at else message.body for message in shown} == self.may_read(name)

    @rule(name=PEOPLE)
    def download(self, name):
        held = json.dumps(privacy.export(Person(user=self.people[name]))[0], ensure_ascii=False)
        for key, text in self.texts.items():
            if text:
                assert (text in held) == (self.authors[key] == name)


@pytest.mark.django_db
def test_each_sees_exactly_what_they_may(settings):
    settings.MESSAGES_A_MINUTE = 10**6
    run_state_machine_as_test(Meeting, settings=RULES)


PHASES = [Phase.generate]  # a failing meeting is shown as it was found: to make it shorter takes many minutes
RULES = settings(phases=PHASES, max_examples=30, stateful_step_count=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
