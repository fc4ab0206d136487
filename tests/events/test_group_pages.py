"""Groups on screen: in the room, for each who is there, and at the desk where hosts prepare them."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

from uuid import uuid4

import pytest
from django.urls import reverse

from events.actions import groups, notes, questions
from events.models import GroupRound
from hub.live.reading import read
from tests.events.test_groups import come, group_of, make_round, send, write
from tests.events.test_polls import make_poll
from tests.events.test_rooms import ada, announced, event, host, page, room, say, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import register

pytestmark = pytest.mark.django_db


# In the room


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

    with django_assert_num_queries(27):
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
