"""Groups of a room: who comes into which, what they write together, what they report, and who sees it."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group as DjangoGroup
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from entrepreneurs.actions.silences import Silenced, silence
from events.actions import groups, notes, questions, rooms
from events.mixing import Origin, mixed, smallest
from events.models import Group, GroupMember, GroupRound, Presence
from hub import privacy
from hub.live import registry
from hub.live.reading import read
from tests.events.test_polls import make_poll
from tests.events.test_rooms import ada, announced, event, host, page, room, say, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_event, make_event_guest, register

pytestmark = pytest.mark.django_db

ORIGINS = st.builds(Origin, st.sampled_from(["NO", "SE", "UA", "IE", "speaks nb"]), st.sampled_from(["nb", "sv", "uk", "en"]))


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


# Mixing


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


# Writing together


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


# In the room


def send(client, name, *keys, **form):
    return client.post(reverse(f"events:{name}", args=keys), form)


def test_participant_sees_their_group_and_of_others_how_many_are_there(event, room, ada, client):
    bo, round_ = register(event, UserFactory(name="Bo Bosson")), make_round(event, "theme")
    mine, other = round_.groups.all()
    groups.choose(other, by=bo)
    write(other, bo, "A secret of the others")
    sign_in(client, ada)

    assert send(client, "choose_group", room.pk, round_.pk, group=mine.pk).status_code == 302
    shown = page(client, room).text

    assert f'id="group-{mine.pk}"' in shown
    assert (f'id="group-{other.pk}"' in shown, "A secret" in shown, "Bo Bosson" in shown) == (False, False, False)
    assert f'data-size-of="{other.pk}">1<' in shown


def test_who_comes_late_finds_themselves_in_a_group(event, room, ada, client):
    make_round(event)
    sign_in(client, ada)

    shown = page(client, room)

    assert group_of(ada) is not None
    assert "Your group:" in shown.text


def test_text_that_met_another_s_is_given_back_beside_it(event, room, ada, client):
    round_ = make_round(event, "choice", number=1)
    mine = round_.groups.get()
    groups.choose(mine, by=ada)
    write(mine, ada, "What Bo wrote")
    sign_in(client, ada)
    address = reverse("events:group_note", args=[room.pk, mine.pk])

    told = client.post(address, {"text": "What Ada wrote", "version": 0}, headers={"Accept": "application/json"})
    shown = client.post(address, {"text": "What Ada wrote", "version": 0})

    assert (told.status_code, told.json()["current"], told.json()["version"]) == (409, "What Bo wrote", 1)
    assert shown.status_code == 409
    assert "What Bo wrote" in shown.text
    form = shown.context["inside"].forms[f"note-{mine.pk}"]
    assert (form["text"].value(), form["version"].value()) == ("What Ada wrote", 1)
    assert client.post(address, {"text": "Both", "version": 1}).status_code == 302


@pytest.mark.parametrize(("text", "status"), [("x" * 8000, 302), ("x" * 8001, 422), ("", 302)])
def test_note_has_an_end(event, room, ada, client, text, status):
    mine = make_round(event, "choice", number=1).groups.get()
    groups.choose(mine, by=ada)
    sign_in(client, ada)

    response = send(client, "group_note", room.pk, mine.pk, text=text, version=0)

    assert response.status_code == status
    if status == 422:
        assert response.context["inside"].forms[f"note-{mine.pk}"]["text"].value() == text


def test_whoever_was_moved_away_while_they_wrote_keeps_their_text(event, room, ada, client):
    come(room, ada)
    round_ = make_round(event)
    mine = group_of(ada)
    groups.move(round_.groups.exclude(pk=mine.pk).get(), seat=ada)
    sign_in(client, ada)

    response = send(client, "group_note", room.pk, mine.pk, text="Half a sentence", version=0)

    assert response.status_code == 422
    assert "Your text, which was not saved" in response.text
    assert "Half a sentence" in response.text


def test_hosts_lead_a_round_from_beginning_to_end_and_others_do_not(event, room, host, ada, client):
    come(room, ada)
    round_ = make_round(event, is_open=False)
    group = round_.groups.first()
    client.force_login(host)

    def lead(**form):
        return send(client, "round_lead", room.pk, round_.pk, **form).status_code

    assert "What next?" in page(client, room).text
    assert lead(do="open") == 302
    assert lead(do="move", seat=ada.pk, group=group.pk) == 302
    assert group_of(ada) == group
    assert send(client, "group_video", room.pk, group.pk, video="https://meet.jit.si/tvers-one").status_code == 302
    assert send(client, "group_video", room.pk, group.pk, video="https://example.org/").status_code == 422
    assert lead(do="back") == 302
    assert lead(do="show", group=group.pk) == 302
    assert "On now" in page(client, room).text
    assert lead(do="hide") == 302
    assert lead(do="close") == 302
    assert lead(do="open") == 422
    sign_in(client, ada)
    assert lead(do="open") == 404
    assert "Call everybody back" not in page(client, room).text


def test_prepared_round_is_shown_to_hosts_alone(event, room, ada, client):
    round_ = make_round(event, "theme", is_open=False)
    sign_in(client, ada)

    assert "What next?" not in page(client, room).text
    assert read({room.feed_key: 0}) == {}
    assert send(client, "choose_group", room.pk, round_.pk, group=round_.groups.first().pk).status_code == 404


def test_observer_reads_everything_and_is_given_no_form(event, room, host, ada, client):
    """For a participant, each of these parts has one."""
    observer = register(event, UserFactory(), role="observer")
    round_ = make_round(event, "choice")
    mine = round_.groups.first()
    groups.choose(mine, by=ada)
    write(mine, ada, "What the group wrote")
    notes.save_report(mine, by=ada, text="What it reports", language="en", version=0)
    groups.call_back(round_)
    make_poll(event)
    questions.ask(room, by=ada, body="Who has the key?", language="en", client_id=uuid4())
    say(room, ada, "Hello from Ada")

    def inside(seat):
        sign_in(client, seat)
        return page(client, room).text.partition('<div class="room"')[2].partition("</main>")[0]

    observed = inside(observer)
    for words in ("What the group wrote", "What it reports", "Shall we?", "Who has the key?", "Hello from Ada"):
        assert words in observed
    assert "<form" not in observed
    client.logout()
    for part in ("polls", "questions", "hands", "groups", "here", "chat"):
        assert "<form" in inside(ada).partition(f'id="{part}"')[2].partition("</section>")[0]


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_group_and_for_three(event, room, ada, client, number, django_assert_num_queries):
    round_ = make_round(event, "choice", number=number)
    for group in round_.groups.all():
        groups.choose(group, by=register(event, UserFactory()))
    groups.choose(round_.groups.first(), by=ada)
    sign_in(client, ada)
    page(client, room)

    with django_assert_num_queries(32):
        page(client, room)


# At the desk

FORM = {"way": "mixed", "number": 3, "title_en": "What next?"}


def test_host_prepares_rounds_and_changes_them(event, host, client):
    event.tongues.create(language="nb")
    client.force_login(host)
    address = reverse("events:rounds", args=[event.pk])

    themes = {"way": "theme", "title_nb": "Hva nå?", "themes_en": "Money\nPeople", "themes_nb": "Penger\nFolk"}
    assert client.post(address, FORM | themes).status_code == 302
    round_ = GroupRound.objects.get()
    assert [group.titles for group in round_.groups.all()] == [{"en": "Money", "nb": "Penger"}, {"en": "People", "nb": "Folk"}]
    change = reverse("events:round", args=[event.pk, round_.pk])
    assert "Penger\nFolk" in client.get(change).text
    client.post(change, FORM | {"minutes": 20})

    round_.refresh_from_db()
    assert (round_.way, round_.minutes, round_.groups.count()) == ("mixed", 20, 3)
    client.post(change, {"drop": 1})
    assert not GroupRound.objects.exists()


@pytest.mark.parametrize("wrong", [{"title_en": ""}, {"number": 31}, {"number": ""}, {"way": "theme", "themes_en": "One"}, {"minutes": 0}])
def test_round_that_is_not_right_is_given_back(event, host, client, wrong):
    client.force_login(host)

    assert client.post(reverse("events:rounds", args=[event.pk]), FORM | wrong).status_code == 422
    assert not GroupRound.objects.exists()


def test_round_that_has_begun_is_given_back_and_strangers_prepare_none(event, room, host, ada, client):
    round_ = make_round(event)
    client.force_login(host)
    for form in (FORM, {"drop": 1}):
        response = send(client, "round", event.pk, round_.pk, **form)
        assert (response.status_code, "what was prepared stays" in response.text) == (422, True)

    sign_in(client, ada)
    assert client.get(reverse("events:rounds", args=[event.pk])).status_code == 404


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
