"""Rounds of groups: who comes into which, how a round begins and ends, and what becomes of it without its host."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group as DjangoGroup
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.silences import Silenced, silence
from events.actions import groups, notes, rooms
from events.models import Group, GroupMember, GroupRound, Presence
from hub import privacy
from hub.live import registry
from hub.live.reading import read
from tests.events.test_rooms import ada, announced, event, host, page, room, say, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_event, register

pytestmark = pytest.mark.django_db


def make_round(event, way="mixed", *, number=2, is_open=True, **facts) -> GroupRound:
    themes = [{"en": f"Theme {place}"} for place in range(number)] if way == "theme" else [{}] * number
    round_ = groups.save_round(event, way=way, titles={"en": "What next?"}, groups=themes, **facts)
    if is_open:
        groups.open_round(round_)
    return GroupRound.objects.get(pk=round_.pk)


def come(room, seat, *, ago=0):
    Presence.objects.update_or_create(registration=seat, defaults={"room": room, "seen_at": timezone.now() - timezone.timedelta(seconds=ago)})
    return seat


def group_of(seat) -> Group | None:
    member = GroupMember.objects.filter(registration=seat).select_related("group").first()
    return member and member.group


def write(group, by, text="We will bake", version=0):
    return notes.save_note(group, by=by, text=text, version=version)


def send(client, name, *keys, **form):
    return client.post(reverse(f"events:{name}", args=keys), form)


# Choosing, and being moved


@pytest.mark.parametrize("way", ["choice", "theme"])
def test_everybody_chooses_and_may_go_elsewhere_while_groups_talk(event, room, ada, way):
    round_ = make_round(event, way)
    one, other = round_.groups.all()

    for group in (one, one, other):
        groups.choose(group, by=ada)

    assert group_of(ada) == other
    assert announced(one.feed_key)[-1] == ("group.left", {"group": one.pk, "user": ada.user_id})
    assert announced(other.feed_key) == [("group.joined", {"group": other.pk})]
    groups.call_back(round_)
    with pytest.raises(groups.NotToBeChosen):
        groups.choose(one, by=ada)


def test_mixed_groups_are_not_chosen_and_hosts_move_people(event, room, ada):
    come(room, ada)
    round_ = make_round(event)
    mine = group_of(ada)
    other = round_.groups.exclude(pk=mine.pk).get()

    with pytest.raises(groups.NotToBeChosen):
        groups.choose(other, by=ada)
    groups.move(other, seat=ada)

    assert group_of(ada) == other
    assert registry.followable(ada.user, [mine.feed_key, other.feed_key]) == {other.feed_key: 0}
    with pytest.raises(groups.ValidationError):
        groups.move(other, seat=register(event, UserFactory(), role="observer"))


def test_observers_and_the_silenced_choose_nothing(event, room, ada):
    group = make_round(event, "choice").groups.first()
    silence(ada.user, until=None)

    with pytest.raises(Silenced):
        groups.choose(group, by=ada)
    with pytest.raises(rooms.OnlyReading):
        groups.choose(group, by=register(event, UserFactory(), role="observer"))
    assert not GroupMember.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twelve_choose_at_once_and_change_their_minds_and_each_is_in_one_group(settings):
    settings.TALLY_SECONDS = 0
    event = starting(make_event(), minutes=-5)
    all_groups = list(make_round(event, "choice", number=3).groups.all())
    seats = [register(event, UserFactory()) for _number in range(12)]

    def choose(number):
        try:
            groups.choose(all_groups[number % 3], by=seats[number % 12])
            groups.choose(all_groups[number // 12], by=seats[number % 12])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(choose, range(24)))

    assert set(GroupMember.objects.values_list("registration", flat=True)) == {seat.pk for seat in seats}
    assert GroupMember.objects.count() == 12
    told = read({f"room:{event.pk}": 0})[f"room:{event.pk}"].rows["round"]
    sizes = Counter(GroupMember.objects.values_list("group", flat=True))
    assert {key: row["size"] for key, row in told[all_groups[0].round_id]["groups"].items()} == {group.pk: sizes[group.pk] for group in all_groups}


# Opening and ending


def test_one_round_goes_on_at_a_time(event, room):
    first, second = make_round(event), make_round(event, is_open=False)

    with pytest.raises(groups.AnotherGoesOn):
        groups.open_round(second)
    groups.close_round(first)
    groups.open_round(second)

    assert [round_.state for round_ in GroupRound.objects.all()] == ["closed", "open"]
    with pytest.raises(groups.IsOver):
        groups.open_round(first)


def test_those_called_back_too_early_go_on_in_the_same_groups(event, room, ada):
    come(room, ada)
    round_ = make_round(event, minutes=20)
    mine = group_of(ada)
    assert round_.ends_at is not None

    groups.call_back(round_)
    groups.show_report(round_, group=mine)
    groups.open_round(round_)

    round_.refresh_from_db()
    assert (round_.state, round_.shown, group_of(ada)) == ("open", None, mine)


def test_round_that_nobody_ends_closes_with_its_room_and_stays_readable(event, room, ada):
    come(room, ada)
    make_round(event)
    mine = write(group_of(ada), ada)

    rooms.close_room(room)

    assert GroupRound.objects.get().state == "closed"
    assert announced(room.feed_key)[-2:] == [("round.changed", {"round": mine.round_id}), ("room.changed", {"room": room.pk})]
    assert registry.followable(ada.user, [mine.feed_key]).keys() == {mine.feed_key}
    with pytest.raises(rooms.NotOpen):
        write(mine, ada, "More", version=1)
    with pytest.raises(rooms.NotOpen):
        groups.open_round(make_round(event, is_open=False))


def test_rehearsal_leaves_groups_as_they_were_prepared(event, room, host):
    starting(event, minutes=60)
    rooms.rehearse(room)
    seat = host.event_registrations.get()
    group = make_round(event, "choice").groups.first()
    groups.choose(group, by=seat)
    write(group, seat)
    notes.save_report(group, by=seat, text="All well", language="en", version=0)

    rooms.end_rehearsal(room)

    group.refresh_from_db()
    assert (group.note, group.report, group.reported_by, group.round.state) == ("", "", None, "prepared")
    assert not GroupMember.objects.exists()


def test_what_has_begun_is_not_prepared_anew(event, room):
    round_ = make_round(event)

    with pytest.raises(groups.HasBegun):
        groups.save_round(event, round_=round_, way="choice", titles={}, groups=[{}])
    with pytest.raises(groups.HasBegun):
        groups.drop_round(round_)


# Who is gone


def test_round_is_led_on_by_a_moderator_where_its_host_is_gone(event, room, client):
    round_ = make_round(event)
    event.hosts.all().delete()
    moderator = UserFactory()
    moderator.groups.add(DjangoGroup.objects.get(name="Coordinator"))
    client.force_login(moderator)

    assert send(client, "round_lead", room.pk, round_.pk, do="back").status_code == 302
    assert GroupRound.objects.get().state == "reporting"


def test_whoever_erases_their_account_is_in_no_group_and_the_group_keeps_what_it_wrote(event, room, ada):
    round_ = make_round(event, "choice")
    mine = round_.groups.first()
    groups.choose(mine, by=ada)
    write(mine, ada)
    notes.save_report(mine, by=ada, text="Open the doors", language="en", version=0)

    privacy.erase(privacy.Person(user=ada.user))

    mine.refresh_from_db()
    assert (mine.note, mine.report, mine.reported_by) == ("We will bake", "Open the doors", None)
    assert not GroupMember.objects.exists()
    assert announced(mine.feed_key)[-1] == ("group.changed", {"group": mine.pk})
