"""Polls: put to the room, answered once each, counted from the ballots, and anonymous where they say so."""
# ruff: noqa: F811 (fixtures of a room, from test_rooms.py)

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.urls import reverse

from events.actions import polls, rooms, voting
from events.counts import counted
from events.models import Ballot, HallVote, Poll, TextGroup, Vote, Voted
from hub.live.models import FeedEvent
from hub.live.reading import read
from hub.privacy import Person, holdings
from tests.events.test_rooms import ada, announced, event, host, page, room, sign_in, starting  # noqa: F401
from tests.factories import UserFactory
from tests.factories.events import make_event, register
from tests.services import wait_for

pytestmark = pytest.mark.django_db
WORDS = {"ONE": [{"en": "Yes", "nb": "Ja"}, {"en": "No"}, {"en": "Perhaps"}]}


def make_poll(event, kind="one", *, is_open=True, **facts) -> Poll:
    options = {"options": WORDS["ONE"]} if kind in {"one", "several"} else {"steps": 5} if kind == "scale" else {}
    poll = polls.save_poll(
        event, kind=kind, titles={"en": "Shall we?", "nb": "Skal vi?"}, lows={}, highs={}, **({"is_anonymous": False} | options | facts)
    )
    if is_open:
        polls.open_poll(poll)
    return Poll.objects.get(pk=poll.pk)


def keys(poll):
    return list(poll.options.values_list("pk", flat=True))


def test_prepared_poll_is_told_to_nobody_but_hosts(event, room, ada, client):
    poll = make_poll(event, is_open=False)
    sign_in(client, ada)

    assert "Shall we?" not in page(client, room).text
    assert client.post(reverse("events:poll_vote", args=[room.pk, poll.pk]), {"options": keys(poll)[0]}).status_code == 404
    polls.open_poll(poll)

    assert "Shall we?" in page(client, room).text
    assert announced(room.feed_key) == announced(room.hosts_key) == [("poll.changed", {"poll": poll.pk})]


@pytest.mark.parametrize(("kind", "form"), [("one", [1]), ("several", [0, 2]), ("scale", [4]), ("text", "Open the doors")])
@pytest.mark.parametrize("is_anonymous", [True, False])
def test_every_kind_is_answered_and_counted(event, room, ada, client, kind, form, is_anonymous):
    poll = make_poll(event, kind, is_anonymous=is_anonymous)
    sign_in(client, ada)
    data = {"text": form, "language": "en"} if kind == "text" else {"options": [keys(poll)[place] for place in form], "language": "en"}

    response = client.post(reverse("events:poll_vote", args=[room.pk, poll.pk]), data)

    assert response.status_code == 302
    count = counted(poll)
    expected = {} if kind == "text" else {keys(poll)[place]: 1 for place in form}
    assert (count.options, count.voted, count.alone) == (expected, 1, 1 if kind == "text" else 0)


def test_open_vote_is_changed_and_double_votes_are_one(event, room, ada):
    poll = make_poll(event)
    yes, no, _perhaps = keys(poll)

    for option in (yes, yes, no):
        voting.vote(poll, by=ada, options=[option])

    assert counted(poll).options == {no: 1}


def test_anonymous_vote_is_there_for_good(event, room, ada):
    poll = make_poll(event, is_anonymous=True)
    yes, no, _perhaps = keys(poll)
    voting.vote(poll, by=ada, options=[yes])

    with pytest.raises(voting.HasVoted):
        voting.vote(poll, by=ada, options=[no])

    assert counted(poll).options == {yes: 1}


def test_late_vote_counts_while_open_and_is_refused_after_closing(event, room, ada, client):
    poll = make_poll(event)
    polls.close_poll(poll)
    sign_in(client, ada)

    response = client.post(reverse("events:poll_vote", args=[room.pk, poll.pk]), {"options": keys(poll)[0], "language": "en"})

    assert response.status_code == 422
    assert "This poll has closed, and your vote was not counted." in response.text
    assert counted(poll).voted == 0


def test_what_is_no_answer_is_refused(event, room, ada, client):
    one, text = make_poll(event), make_poll(event, "text")
    elsewhere = keys(make_poll(starting(make_event(), minutes=-5)))[0]
    sign_in(client, ada)

    for poll, form in [
        (one, {}),
        (one, {"options": keys(one)[:2]}),
        (one, {"options": elsewhere}),
        (text, {"text": " "}),
        (text, {"text": "x" * 301}),
    ]:
        assert client.post(reverse("events:poll_vote", args=[room.pk, poll.pk]), form | {"language": "en"}).status_code == 422
    with pytest.raises(rooms.OnlyReading):
        voting.vote(one, by=register(event, UserFactory(), role="observer"), options=keys(one)[:1])
    assert not Vote.objects.exists()


def test_closing_the_room_closes_its_polls(event, room):
    poll = make_poll(event)

    rooms.close_room(room)

    assert Poll.objects.get(pk=poll.pk).state == "closed"
    with pytest.raises(rooms.NotOpen):
        polls.open_poll(poll)


def test_count_is_the_hosts_until_they_show_it(event, room, ada, django_capture_on_commit_callbacks):
    poll = make_poll(event)
    with django_capture_on_commit_callbacks(execute=True):
        voting.vote(poll, by=ada, options=keys(poll)[:1])

    def told(key):
        return read({key: 0})[key].rows["poll"][poll.pk]

    assert announced(room.feed_key)[1:] == announced(room.hosts_key)[1:] == [("poll.voted", {"poll": poll.pk})]
    assert "options" not in told(room.feed_key)
    assert told(room.hosts_key)["options"] == {keys(poll)[0]: 1}
    polls.show_results(poll, is_shown=True)
    assert told(room.feed_key)["options"] == {keys(poll)[0]: 1}


def test_hall_is_counted_once_however_often_it_is_entered(event, room, host, ada, client):
    poll = make_poll(event, is_anonymous=True)
    yes, no, _perhaps = keys(poll)
    voting.vote(poll, by=ada, options=[yes])
    client.force_login(host)

    for number in (7, 9, 9):
        assert client.post(reverse("events:poll_hall", args=[room.pk, poll.pk]), {f"option_{no}": number}).status_code == 302
    assert client.post(reverse("events:poll_hall", args=[room.pk, poll.pk]), {f"option_{no}": -1}).status_code == 422

    assert (counted(poll).options, counted(poll).voted) == ({yes: 1, no: 9}, 10)
    assert HallVote.objects.get().entered_by == host


def test_free_texts_keep_their_language_and_are_counted_under_headings(event, room, host, ada, client):
    poll, bo = make_poll(event, "text", is_anonymous=True), register(event, UserFactory())
    voting.vote(poll, by=ada, text="Åpne dørene", language="nb")
    voting.vote(poll, by=bo, text="Open the doors", language="en")
    client.force_login(host)
    chosen = [f"ballot:{key}" for key in Ballot.objects.values_list("pk", flat=True)]
    address = reverse("events:poll_group", args=[room.pk, poll.pk])

    client.post(address, {"chosen": chosen, "title": "Doors", "language": "en"})

    assert counted(poll).groups == {TextGroup.objects.get().pk: 2}
    assert set(Ballot.objects.values_list("language", flat=True)) == {"nb", "en"}
    client.post(address, {"chosen": chosen, "title": "", "language": "en"})
    assert (counted(poll).alone, TextGroup.objects.count()) == (2, 0)
    assert client.post(address, {"chosen": ["ballot:nonsense"], "title": "x", "language": "en"}).status_code == 422


@pytest.mark.parametrize(("kind", "choice"), [("one", {"place": 0}), ("text", {"text": "Open the doors", "language": "en"})])
def test_hosts_alone_read_by_name_who_answered_what_in_an_open_poll(event, room, host, ada, client, kind, choice):
    poll = make_poll(event, kind)
    form = {"options": keys(poll)[:1]} if kind == "one" else choice
    voting.vote(poll, by=ada, **form)
    polls.show_results(poll, is_shown=True)
    said = "Yes" if kind == "one" else "Open the doors"

    sign_in(client, ada)
    assert "Who answered what" not in page(client, room).text
    client.force_login(host)
    shown = page(client, room).text.partition("Who answered what")[2].partition("</dl>")[0]

    assert re.search(rf"<dt [^>]*>{said}</dt><dd [^>]*>Ada</dd>", shown)


def test_nobody_reads_by_name_what_was_answered_anonymously(event, room, host, ada, client):
    """The page of an open poll with the same answer has what is looked for."""
    poll = make_poll(event, is_anonymous=True)
    voting.vote(poll, by=ada, options=keys(poll)[:1])
    client.force_login(host)

    shown = page(client, room)

    assert "Who answered what" not in shown.text
    [seen] = shown.context["inside"].polls
    assert {name for line in seen.by_name for name in line["names"]} == set()
    assert "Ada" not in shown.text


def test_nothing_leads_from_an_anonymous_ballot_to_a_voter(event, room, ada, caplog, django_capture_on_commit_callbacks):
    """An open poll answered the same way makes the links that are looked for."""
    anonymous, opened = make_poll(event, is_anonymous=True), make_poll(event)
    with django_capture_on_commit_callbacks(execute=True):
        voting.vote(anonymous, by=ada, options=keys(anonymous)[:1])
        voting.vote(opened, by=ada, options=keys(opened)[:1])

    assert {field.name for field in Ballot._meta.fields} == {"key", "poll", "option", "text", "language", "group"}
    assert {field.name for field in Voted._meta.fields} == {"key", "poll", "by"}
    assert Ballot.objects.get().key != Voted.objects.get().key
    assert not Vote.objects.filter(poll=anonymous).exists()
    assert {name for event in FeedEvent.objects.all() for name in event.ids} == {"poll"}
    of_ada = {holding.model: set(holding.of(Person(user=ada.user))) for holding in holdings()}
    assert Ballot not in of_ada
    assert of_ada[Vote] == set(Vote.objects.all())
    exported = next(holding for holding in holdings() if holding.model is Voted)
    assert "key" not in exported.fields
    assert str(Ballot.objects.get().key) not in caplog.text


def test_closing_writes_anonymous_ballots_down_in_the_order_of_their_keys(event, room):
    poll = make_poll(event, is_anonymous=True)
    for _number in range(8):
        voting.vote(poll, by=register(event, UserFactory()), options=keys(poll)[:1])
    count = counted(poll)

    polls.close_poll(poll)

    order = " ORDER BY rowid" if connections["default"].vendor == "sqlite" else ""
    on_disk = [ballot.key for ballot in Ballot.objects.raw(f"SELECT * FROM events_ballot{order}")]  # noqa: S608
    assert on_disk == sorted(on_disk)
    assert counted(poll) == count
    with pytest.raises(polls.ValidationError):
        polls.open_poll(poll)


def test_votes_of_many_cost_as_much_as_one(event, room, django_assert_num_queries):
    poll = make_poll(event, is_anonymous=True)
    choices = [voting.Choice(register(event, UserFactory()), (keys(poll)[0],)) for _number in range(20)]

    for some in (choices[:1], choices[1:]):
        with django_assert_num_queries(8):  # the poll, the seats, the options, who has voted, two inserts, and a savepoint
            assert set(voting.count(poll, some)) == {None}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_anonymous", [True, False])
def test_many_vote_at_once_and_twice_and_none_is_lost_or_doubled(settings, is_anonymous):
    settings.TALLY_SECONDS = 0.05
    event = starting(make_event(), minutes=-5)
    poll = make_poll(event, is_anonymous=is_anonymous)
    seats = [register(event, UserFactory()) for _number in range(12)]

    def vote(number):
        try:
            voting.vote(poll, by=seats[number % 12], options=keys(poll)[:1])
        except voting.HasVoted:
            return "again"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        ends = list(crowd.map(vote, range(24)))

    assert counted(poll).options == {keys(poll)[0]: 12}
    assert ends.count("again") == (12 if is_anonymous else 0)
    told = FeedEvent.objects.filter(feed=f"hosts:{event.pk}", kind="poll.voted")
    wait_for(lambda: told.exists() and not polls.ticker.named)
    assert read({f"hosts:{event.pk}": 0})[f"hosts:{event.pk}"].rows["poll"][poll.pk]["voted"] == 12
    assert told.count() < 24


# At the desk


FORM = {"kind": "one", "title_en": "Shall we?", "options_en": "Yes\nNo", "steps": 5}


def test_host_makes_a_poll_in_two_languages_and_changes_it(event, host, client):
    event.tongues.create(language="nb")
    client.force_login(host)
    address = reverse("events:polls", args=[event.pk])

    assert client.post(address, FORM | {"title_nb": "Skal vi?", "options_nb": "Ja\nNei"}).status_code == 302

    poll = event.polls.get()
    assert [option.titles for option in poll.options.all()] == [{"en": "Yes", "nb": "Ja"}, {"en": "No", "nb": "Nei"}]
    change = reverse("events:poll", args=[event.pk, poll.pk])
    assert "Ja\nNei" in client.get(change).text
    client.post(change, FORM | {"kind": "scale"})
    assert [str(option) for option in event.polls.get().options.all()] == ["1", "2", "3", "4", "5"]
    client.post(change, {"drop": 1})
    assert not event.polls.exists()


@pytest.mark.parametrize("wrong", [{"title_en": ""}, {"options_en": "Yes"}, {"options_nb": "Ja\nNei\nKanskje"}, {"kind": "scale", "steps": 99}])
def test_poll_that_is_not_right_is_given_back(event, host, client, wrong):
    event.tongues.create(language="nb")
    client.force_login(host)

    response = client.post(reverse("events:polls", args=[event.pk]), FORM | wrong)

    assert response.status_code == 422
    assert not event.polls.exists()


def test_poll_that_is_out_keeps_its_words(event, room, host, client):
    poll = make_poll(event)
    client.force_login(host)

    for form in (FORM, {"drop": 1}):
        response = client.post(reverse("events:poll", args=[event.pk, poll.pk]), form)
        assert (response.status_code, "its words stay" in response.text) == (422, True)
    assert poll.options.count() == 3


def test_polls_are_made_by_hosts_alone(event, ada, client):
    sign_in(client, ada)

    assert client.get(reverse("events:polls", args=[event.pk])).status_code == 404
    assert client.post(reverse("events:polls", args=[event.pk]), FORM).status_code == 404
