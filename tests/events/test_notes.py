"""What groups write together: nothing is overwritten unseen, and a report is everybody's once the groups report back."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from entrepreneurs.actions.silences import Silenced, silence
from events.actions import groups, notes, rooms
from events.models import Group, GroupMember
from hub.live import registry
from hub.live.reading import read
from tests.events.test_groups import come, group_of, make_round, write
from tests.events.test_rooms import ada, announced, event, host, page, room, say, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_event, register

pytestmark = pytest.mark.django_db


def test_note_is_saved_with_a_number_and_twice_is_once(event, room, ada):
    come(room, ada)
    make_round(event)
    mine = group_of(ada)

    for _time in range(2):
        write(mine, ada)

    mine.refresh_from_db()
    assert (mine.note, mine.note_version) == ("We will bake", 1)
    assert announced(mine.feed_key) == [("note.saved", {"group": mine.pk})]


@pytest.mark.parametrize("save", [notes.save_note, notes.save_report])
def test_nobody_overwrites_what_they_have_not_seen(event, room, ada, save):
    bo, round_ = come(room, register(event, UserFactory())), make_round(event, "choice", number=1)
    group, facts = round_.groups.get(), {"language": "en"} if save is notes.save_report else {}
    for seat in (ada, bo):
        groups.choose(group, by=seat)
    save(group, by=ada, text="From Ada", version=0, **facts)

    with pytest.raises(notes.WrittenMeanwhile):
        save(group, by=bo, text="From Bo", version=0, **facts)
    save(group, by=bo, text="From Ada and Bo", version=1, **facts)

    group.refresh_from_db()
    assert "From Ada and Bo" in {group.note, group.report}


@pytest.mark.django_db(transaction=True)
def test_of_all_who_save_at_once_one_does_and_the_others_are_told(settings):
    event = starting(make_event(), minutes=-5)
    group = make_round(event, "choice", number=1).groups.get()
    seats = [register(event, UserFactory()) for _number in range(6)]
    for seat in seats:
        groups.choose(group, by=seat)

    def save(number):
        try:
            return write(group, seats[number], f"From {number}").note
        except notes.WrittenMeanwhile:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as crowd:
        saved = [text for text in crowd.map(save, range(6)) if text]

    group.refresh_from_db()
    assert (saved, group.note_version) == ([group.note], 1)


def test_only_the_group_and_hosts_write_and_observers_read(event, room, host, ada):
    bo, observer = register(event, UserFactory()), register(event, UserFactory(), role="observer")
    round_ = make_round(event, "choice")
    mine, other = round_.groups.all()
    groups.choose(mine, by=ada)
    groups.choose(other, by=bo)

    with pytest.raises(notes.NotInIt):
        write(mine, bo)
    with pytest.raises(rooms.OnlyReading):
        write(mine, observer)
    write(mine, host.event_registrations.get())

    for who, seen in [(ada.user, {mine}), (bo.user, {other}), (observer.user, {mine, other}), (host, {mine, other}), (UserFactory(), set())]:
        assert set(Group.objects.visible_to(who)) == seen
    silence(ada.user, until=None)
    with pytest.raises(Silenced):
        write(mine, ada, "More", version=1)


def test_report_is_the_group_s_until_everybody_is_back(event, room, ada):
    round_ = make_round(event, "choice")
    mine = round_.groups.first()
    groups.choose(mine, by=ada)
    notes.save_report(mine, by=ada, text="Open the doors", language="en", version=0)

    def told():
        return read({room.feed_key: 0})[room.feed_key].rows["round"][round_.pk]["groups"][mine.pk]

    assert told() == {"size": 1, "has_report": True}
    groups.call_back(round_)
    assert told()["report"] == "Open the doors"
    groups.show_report(round_, group=mine)
    groups.close_round(round_)
    assert told()["report"] == "Open the doors"
    with pytest.raises(notes.IsOver):
        notes.save_report(mine, by=ada, text="Too late", language="en", version=1)


def test_whoever_gives_up_their_seat_leaves_their_group(event, room, ada):
    round_ = make_round(event, "choice")
    mine = round_.groups.first()
    groups.choose(mine, by=ada)

    rooms.tell_gone(ada)

    assert not GroupMember.objects.exists()
    assert announced(mine.feed_key)[-1] == ("group.left", {"group": mine.pk, "user": ada.user_id})
    assert "group.left" in registry.kind_of(mine.feed_key).revoking
