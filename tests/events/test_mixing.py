"""Groups that the hub mixes: even in size and across borders, and open to those who come late."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.actions import groups
from events.mixing import Origin, mixed, smallest
from events.models import GroupMember
from tests.events.test_groups import come, group_of, make_round
from tests.events.test_rooms import ada, announced, event, host, page, room, say, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_event_guest, register

pytestmark = pytest.mark.django_db

ORIGINS = st.builds(Origin, st.sampled_from(["NO", "SE", "UA", "IE", "speaks nb"]), st.sampled_from(["nb", "sv", "uk", "en"]))


@given(st.dictionaries(st.integers(1, 500), ORIGINS, max_size=60), st.integers(1, 12))
def test_mixed_groups_are_even_in_size_and_in_every_country(people, number):
    dealt = mixed(people, number=number)

    assert sorted(key for group in dealt for key in group) == sorted(people)
    sizes = [len(group) for group in dealt]
    assert (len(dealt), max(sizes) - min(sizes) <= 1) == (number, True)
    for country in {one.country for one in people.values()}:
        counts = [sum(people[key].country == country for key in group) for group in dealt]
        assert max(counts) - min(counts) <= 1


@given(st.dictionaries(st.integers(1, 30), st.lists(ORIGINS, max_size=6), min_size=1, max_size=8), ORIGINS)
def test_latecomer_goes_where_fewest_are(found, newcomer):
    chosen = found[smallest(found, newcomer)]

    assert len(chosen) == min(len(group) for group in found.values())
    same = [sum(one.country == newcomer.country for one in group) for group in found.values() if len(group) == len(chosen)]
    assert sum(one.country == newcomer.country for one in chosen) == min(same)


def test_one_country_speaks_several_languages_and_each_is_spread():
    people = {key: Origin("NO", "uk" if key < 4 else "nb") for key in range(8)}

    for group in mixed(people, number=4):
        assert Counter(people[key].language for key in group) == {"uk": 1, "nb": 1}


def test_those_who_are_here_are_mixed_and_hosts_and_observers_are_not(event, room, host):
    norwegians = [come(room, register(event, UserFactory(country="NO"))) for _number in range(2)]
    ukrainians = [come(room, register(event, make_event_guest(), language="uk")) for _number in range(2)]
    observer = come(room, register(event, UserFactory(), role="observer"))
    gone = come(room, register(event, UserFactory()), ago=600)
    come(room, host.event_registrations.get())

    make_round(event)

    assert GroupMember.objects.count() == 4
    for pair in (norwegians, ukrainians):
        assert {group_of(seat).number for seat in pair} == {1, 2}
    assert (group_of(observer), group_of(gone)) == (None, None)
    assert [kind for kind, _ids in announced(room.feed_key)] == ["round.changed"]


def test_latecomer_is_in_the_smallest_group_at_once(event, room):
    first, late, observer = (register(event, UserFactory()) for _number in range(3))
    come(room, first)
    round_ = make_round(event)

    for _time in range(2):
        groups.join_late(room, late)

    assert group_of(late) != group_of(first)
    assert announced(group_of(late).feed_key) == [("group.joined", {"group": group_of(late).pk})]
    groups.call_back(round_)
    groups.join_late(room, observer)
    assert group_of(observer) is None


def test_nobody_joins_late_who_is_a_host_or_an_observer_and_none_where_groups_are_chosen(event, room, host, ada):
    chosen = make_round(event, "choice")
    groups.join_late(room, ada)
    groups.close_round(chosen)
    make_round(event)

    groups.join_late(room, host.event_registrations.get())
    groups.join_late(room, register(event, UserFactory(), role="observer"))

    assert not GroupMember.objects.exists()
