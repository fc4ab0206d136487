"""The room on a big screen: for hosts to open, and for everybody to see."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

import pytest
from django.urls import reverse

from events.actions import groups, notes, polls, questions, rooms, voting
from events.models import Event, Item, Poll
from hub import qr
from tests.events.test_groups import group_of, make_round
from tests.events.test_polls import keys, make_poll
from tests.events.test_questions import ask
from tests.events.test_rooms import ada, event, host, page, room, sign_in  # noqa: F401

pytestmark = pytest.mark.django_db


def big(client, room, **query):
    return client.get(reverse("events:projector", args=[room.pk]), query)


def test_hosts_alone_open_it(room, host, ada, client):
    sign_in(client, ada)
    assert big(client, room).status_code == 404

    client.force_login(host)
    assert big(client, room).status_code == 200


def test_it_shows_what_is_on_and_what_is_asked_most(event, room, host, ada, client):
    item = Item.objects.create(event=event, titles={"en": "From school to bakery"})
    rooms.show_item(room, item=item)
    asked = [ask(room, ada, f"Question {number}") for number in range(7)]
    questions.pin(asked[6], is_pinned=True)
    questions.answer(asked[0])
    client.force_login(host)

    shown = big(client, room).text

    assert "From school to bakery" in shown
    assert [f"Question {number}" in shown for number in range(7)] == [False, True, True, True, True, False, True]
    assert "Here now: 0" in shown


def test_it_shows_nothing_that_is_the_hosts_alone(event, room, host, ada, client):
    """Each of these stands on the host's own page."""
    rooms.hold_questions(room, holds=True)
    ask(room, ada, "A held question")
    poll = make_poll(event)
    Poll.objects.update(titles={"en": "An open poll"})
    make_poll(event, is_open=False)
    voting.vote(poll, by=ada, options=keys(poll)[:1])
    make_round(event, is_open=False)
    client.force_login(host)
    hidden = ["A held question", "Shall we?", "What next?", 'class="results"', "Ada"]
    assert [words in page(client, room).text for words in hidden] == [True] * 5

    for part in ({}, {"part": "projector"}):
        shown = big(client, room, **part).text
        assert [words in shown for words in hidden] == [False] * 5
        assert "An open poll" in shown
    polls.show_results(poll, is_shown=True)
    assert 'class="results"' in big(client, room).text


def test_it_shows_reports_as_groups_report_back_and_alone_the_one_that_is_on(event, room, host, ada, client):
    round_ = make_round(event, "choice")
    groups.choose(round_.groups.first(), by=ada)
    mine, other = group_of(ada), round_.groups.last()
    seat = rooms.enter(event, who=host).registration
    notes.save_report(mine, by=ada, text="Open the doors", language="en", version=0)
    notes.save_report(other, by=seat, text="Ask the mayor", language="en", version=0)
    client.force_login(host)

    def told():
        shown = big(client, room).text
        return [words in shown for words in ("Open the doors", "Ask the mayor")]

    assert told() == [False, False]
    groups.call_back(round_)
    assert told() == [True, True]
    groups.show_report(round_, group=other)
    assert told() == [False, True]


@pytest.mark.parametrize("reach", ["everyone", "invited"])
def test_code_and_address_lead_to_where_people_join(event, room, host, client, reach):
    Event.objects.update(reach=reach)
    client.force_login(host)

    response = big(client, room)

    path = f"/en/events/by/{event.key}/" if reach == "invited" else f"/en/events/{event.pk}/"
    assert f"testserver{path}" in response.text
    assert qr.draw(f"http://testserver{path}") in response.text
    client.logout()
    assert client.get(path, follow=True).status_code == 200


def test_there_is_nothing_to_do_on_it_but_leave(event, room, host, ada, client):
    make_poll(event)
    ask(room, ada)
    client.force_login(host)

    shown = big(client, room).text

    assert ("<form" in shown, "<button" in shown, "<input" in shown) == (False, False, False)
    assert shown.partition("<main")[2].count("<a ") == 1
