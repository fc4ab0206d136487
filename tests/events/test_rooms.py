"""The live room: who comes in when, what is said there, what it tells, and what it keeps to itself."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.connections import block
from entrepreneurs.actions.silences import Silenced, silence
from events.actions import chat, hands, questions, rooms
from events.guests import COOKIE, hash_of
from events.models import Event, Hand, Host, Item, Question, Registration, Room, RoomMessage
from events.models.rooms import coarse
from events.privacy.rooms import forget_words
from hub.live import registry
from hub.live.models import Feed, FeedEvent
from tests.factories import UserFactory
from tests.factories.events import make_event, make_event_guest, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return UserFactory(name="Oddvar")


@pytest.fixture
def event(host):
    return starting(make_event(host), minutes=-5)


@pytest.fixture
def room(event, host):
    return rooms.enter(event, who=host).room


@pytest.fixture
def ada(event):
    return register(event, UserFactory(name="Ada"))


def starting(event, *, minutes: int) -> Event:
    """The event, begun so many minutes from now, for an hour and a half."""
    begins = timezone.now() + timedelta(minutes=minutes)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + timedelta(minutes=90))
    event.refresh_from_db()
    return event


def say(room, by, body="Hello", client_id=None):
    return chat.say(room, by=by, body=body, language="en", client_id=client_id or uuid4())


def announced(key):
    return list(FeedEvent.objects.filter(feed=key).values_list("kind", "ids"))


def sign_in(client, seat):
    if seat.user:
        client.force_login(seat.user)
    else:
        token = uuid4().hex
        type(seat.guest).objects.filter(pk=seat.guest.pk).update(token_hash=hash_of(token))
        client.cookies[COOKIE] = token


def page(client, room, name="room", *keys, **form):
    address = reverse(f"events:{name}", args=[room.pk, *keys])
    return client.post(address, form) if form else client.get(address)


# Who comes in, and when


@pytest.mark.parametrize(("minutes", "is_in"), [(16, False), (14, True), (-180, True)])
def test_room_opens_by_itself_a_quarter_of_an_hour_before(event, room, ada, client, minutes, is_in):
    starting(event, minutes=minutes)
    sign_in(client, ada)

    assert registry.followable(ada.user, [room.feed_key]) == ({room.feed_key: 0} if is_in else {})
    assert ("The room opens on" in page(client, room).text) is not is_in


def test_host_opens_it_earlier_and_one_closed_too_early_opens_again_by_itself(event, room, ada):
    starting(event, minutes=60)

    rooms.open_room(room)
    assert registry.followable(ada.user, [room.feed_key]) == {room.feed_key: 0}
    rooms.close_room(room)
    assert registry.followable(ada.user, [room.feed_key]) == {}
    starting(event, minutes=10)

    assert registry.followable(ada.user, [room.feed_key]) == {room.feed_key: 0}
    assert Room.objects.select_related("event").get().is_open
    assert announced(room.feed_key) == [("room.changed", {"room": room.pk}), ("room.hidden", {"room": room.pk})]


def test_nobody_else_sees_a_rehearsal_and_all_of_it_is_wiped(event, room, host, ada, client):
    starting(event, minutes=60)
    seat = Registration.objects.get(user=host)
    rooms.rehearse(room)
    say(room, seat, "Can you hear me?")
    hands.raise_hand(room, by=seat)
    sign_in(client, ada)

    assert registry.followable(ada.user, [room.feed_key]) == {}
    assert "Can you hear me?" not in page(client, room).text
    with pytest.raises(rooms.NotOpen):
        say(room, ada)
    starting(event, minutes=10)  # it opens for everybody, though no host ended it
    assert "Can you hear me?" not in page(client, room).text

    assert not RoomMessage.objects.exists()
    assert not Hand.objects.exists()
    assert registry.followable(ada.user, [room.feed_key]) == {room.feed_key: 0}
    with pytest.raises(rooms.CannotRehearse):
        rooms.rehearse(room)


def test_room_that_nobody_closes_closes_by_itself(event, room, ada):
    starting(event, minutes=-200)
    rooms.settle_rooms()
    assert Room.objects.get().closed_at is None  # an hour and fifty minutes after the end

    starting(event, minutes=-211)
    rooms.settle_rooms()

    assert Room.objects.get().closed_at is not None
    with pytest.raises(rooms.NotOpen):
        say(room, ada)


def test_event_moved_to_later_has_an_open_room_again(event, room, ada):
    rooms.close_room(room)
    with pytest.raises(rooms.NotOpen):
        say(room, ada)

    starting(event, minutes=60 * 24)
    assert not Room.objects.select_related("event").get().is_closed
    starting(event, minutes=16)
    starting(event, minutes=15)
    Room.objects.update(closed_at=timezone.now() - timedelta(days=1))

    assert say(room, ada).body == "Hello"


def test_room_goes_on_without_its_host(event, room, ada, client):
    Host.objects.all().delete()
    sign_in(client, ada)

    assert page(client, room, "say", body="Anybody here?", language="en", client_id=uuid4()).status_code == 302


def test_strangers_those_in_line_and_visitors_do_not_come_in(event, room, client):
    waiting = register(event, UserFactory(), state="waiting", waiting_since=timezone.now())

    assert page(client, room).status_code == 302
    for user in (UserFactory(), waiting.user):
        client.force_login(user)
        assert page(client, room).status_code == 404
        assert page(client, room, "say", body="x", language="en", client_id=uuid4()).status_code == 404
        assert registry.followable(user, [room.feed_key, room.hosts_key]) == {}


def test_host_who_had_taken_a_seat_gives_it_free(event, host):
    register(event, host)

    rooms.enter(event, who=host)

    assert Registration.objects.get(user=host).role == "host"
    assert not Registration.objects.holding_seats().exists()


# Saying something


def test_what_is_said_is_told_once(room, ada):
    client_id = uuid4()

    first = say(room, ada, client_id=client_id)
    again = say(room, ada, client_id=client_id)

    assert (again, again.seq) == (first, 1)
    assert announced(room.feed_key) == [("message.said", {"message": first.pk})]
    assert Feed.objects.get(pk=room.feed_key).last_seq == 1


def test_observers_read_only_and_the_silenced_are_told_so(event, room, ada, client):
    observer = register(event, UserFactory(), role="observer")
    silence(ada.user, until=None)

    with pytest.raises(rooms.OnlyReading):
        say(room, observer)
    with pytest.raises(Silenced):
        say(room, ada)
    with pytest.raises(rooms.OnlyReading):
        hands.raise_hand(room, by=observer)
    sign_in(client, observer)
    shown = page(client, room).text
    assert "as an observer" in shown
    assert 'id="say"' not in shown
    assert announced(room.feed_key) == []


@pytest.mark.parametrize("body", ["", "x" * 1001])
def test_what_cannot_be_said_is_given_back(room, ada, client, body):
    sign_in(client, ada)

    response = page(client, room, "say", body=body, language="en", client_id=uuid4())

    assert response.status_code == 422
    assert response.context["inside"].say["body"].value() == body
    assert not RoomMessage.objects.exists()


def test_stale_page_is_told_that_the_room_has_closed_and_keeps_the_text(room, ada, client):
    rooms.close_room(room)
    sign_in(client, ada)

    address = reverse("events:say", args=[room.pk])
    response = client.post(address, {"body": "Too late", "language": "en", "client_id": uuid4()}, headers={"Accept": "application/json"})

    assert response.status_code == 422
    assert json.loads(response.content)["message"].startswith("The room is not open now.")


def test_host_removes_what_was_said_and_others_cannot(room, host, ada, client):
    said = say(room, ada, "Buy my coins")
    sign_in(client, ada)
    assert client.post(reverse("events:remove_message", args=[room.pk, said.pk])).status_code == 404

    client.force_login(host)
    client.post(reverse("events:remove_message", args=[room.pk, said.pk]))

    assert RoomMessage.objects.get().body == ""
    assert announced(room.feed_key)[1:] == [("message.removed", {"message": said.pk})]
    assert "Removed by a host" in page(client, room).text


def test_what_somebody_blocked_says_is_not_shown(event, room, ada, client):
    bo = register(event, UserFactory())
    say(room, bo, "From Bo")
    sign_in(client, ada)
    assert "From Bo" in page(client, room).text

    block(ada.user, blocked=bo.user)

    assert "From Bo" not in page(client, room).text
    told = json.loads(client.get("/live/", {"after": f"{room.feed_key}=0"}).content)
    assert list(told["feeds"][room.feed_key]["rows"]["message"].values()) == [None]


@pytest.mark.django_db(transaction=True)
def test_many_speak_at_once_in_one_order():
    event = starting(make_event(), minutes=-5)
    room = Room.objects.create(event=event)
    seats = [register(event, UserFactory()) for _number in range(4)]

    def speak(number):
        try:
            return say(room, seats[number % 4], f"Said {number}").seq
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        seqs = list(crowd.map(speak, range(24)))

    assert sorted(seqs) == list(range(1, 25))
    assert RoomMessage.objects.count() == FeedEvent.objects.filter(kind="message.said").count() == 24


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_message_and_for_three(room, ada, client, number, django_assert_num_queries):
    for _message in range(number):
        say(room, ada)
    sign_in(client, ada)
    page(client, room)

    with django_assert_num_queries(22):
        page(client, room)


# Guests


def test_guest_takes_part_under_their_name_and_hears_their_own_feeds_alone(event, room, client):
    seat = register(event, make_event_guest(name="Mayor of Lierne"))
    sign_in(client, seat)

    response = page(client, room, "say", body="I have the key", language="en", client_id=uuid4())
    told = json.loads(client.get("/live/", {"after": [f"{key}=0" for key in (room.feed_key, room.hosts_key)]}).content)

    assert response.status_code == 302
    [row] = told["feeds"][room.feed_key]["rows"]["message"].values()
    assert (row["name"], row["author"], row["by"]) == ("Mayor of Lierne", None, seat.pk)
    assert told["closed"] == [room.hosts_key]
    assert "I have the key" in page(client, room).text


def test_guest_is_never_taken_for_the_user_with_the_same_number():
    user, guest = UserFactory(), make_event_guest()
    guest.pk = user.pk

    assert registry.personal(guest) == f"guest:{user.pk}"
    assert registry.followable(guest, [f"person:{user.pk}"]) == {}
    assert registry.followable(user, [f"guest:{make_event_guest().pk}"]) == {}
    assert registry.named_in({"user": 3}) == registry.personal(type(user)(pk=3))
    assert registry.number_in_signals(guest) == f"guest:{user.pk}"
    block(user, blocked=UserFactory())
    assert registry.hidden_from(guest) == frozenset()


def test_whoever_loses_their_seat_is_named_to_the_switchboard(room, ada):
    guest = register(room.event, make_event_guest())

    for seat in (ada, guest):
        rooms.tell_gone(seat)

    events = FeedEvent.objects.filter(feed=room.feed_key, kind="seat.ended")
    assert [registry.named_in(event.ids) for event in events] == [registry.personal(ada.user), registry.personal(guest.guest)]
    assert "seat.ended" in registry.kind_of(room.feed_key).revoking


def test_words_of_a_guest_go_with_them(room):
    seat = register(room.event, make_event_guest())
    say(room, seat, "I have the key")
    questions.ask(room, by=seat, body="And the alarm?", language="en", client_id=uuid4())

    forget_words([seat.pk])
    seat.delete()

    assert (RoomMessage.objects.get().body, Question.objects.exists()) == ("", False)
    assert [kind for kind, _ids in announced(room.feed_key)][2:] == ["message.removed", "question.changed"]


# Presence


@pytest.mark.parametrize(
    ("number", "told"), [(0, (0, False)), (9, (9, False)), (10, (10, True)), (12, (10, True)), (13, (15, True)), (41, (40, True))]
)
def test_presence_is_told_roughly(number, told):
    assert coarse(number) == told


def test_being_here_is_written_once_a_minute_and_forgotten_with_the_room(room, ada, client, django_assert_num_queries):
    sign_in(client, ada)
    page(client, room)
    seen = ada.presence.seen_at
    answer = client.post(reverse("events:here", args=[room.pk]), headers={"Accept": "application/json"})
    ada.presence.refresh_from_db()

    assert json.loads(answer.content) == {"number": 1, "about": False}
    assert ada.presence.seen_at == seen
    rooms.close_room(room)
    ada.presence.refresh_from_db()
    assert ada.presence.seen_at is None


def test_nobody_is_named_who_has_not_agreed(room, ada, client):
    sign_in(client, ada)
    assert page(client, room).context["inside"].names == []

    page(client, room, "here", named="yes")

    assert page(client, room).context["inside"].names == ["Ada"]


def test_attendance_is_kept_with_consent_alone(room, ada, client):
    sign_in(client, ada)
    assert "May the hosts keep a record" in page(client, room).text
    ada.refresh_from_db()
    assert ada.entered_at is None

    page(client, room, "here", recorded="yes")
    ada.refresh_from_db()
    assert ada.entered_at is not None
    page(client, room, "here", recorded="no")
    ada.refresh_from_db()

    assert (ada.entered_at, ada.may_record_attendance) == (None, False)
    assert "May the hosts keep a record" not in page(client, room).text


# Hands, and what is on now


def test_hands_queue_in_order_and_one_speaks_at_a_time(event, room, ada):
    bo = register(event, UserFactory())
    first, second = hands.raise_hand(room, by=ada), hands.raise_hand(room, by=bo)
    assert hands.raise_hand(room, by=ada) == first

    hands.give_word(second)
    hands.give_word(first)

    assert [(hand, bool(hand.called_at)) for hand in Hand.objects.up()] == [(first, True)]
    hands.lower_hand(room, by=ada)
    assert not Hand.objects.up().exists()
    assert [ids["hand"] for _kind, ids in announced(room.feed_key)] == [first.pk, second.pk, second.pk, second.pk, first.pk, first.pk]


def test_hosts_move_on_in_the_running_order(event, room, host, ada, client):
    items = [Item.objects.create(event=event, position=number, titles={"en": f"Talk {number}"}) for number in range(2)]
    elsewhere = Item.objects.create(event=make_event())
    client.force_login(host)

    page(client, room, "lead", do="item", item=items[1].pk)

    assert Room.objects.get().item == items[1]
    assert announced(room.feed_key) == [("room.changed", {"room": room.pk})]
    assert page(client, room, "lead", do="item", item=elsewhere.pk).status_code == 404
    sign_in(client, ada)
    assert page(client, room, "lead", do="item", item=items[0].pk).status_code == 404


def test_cancelled_event_has_no_open_room(event, room, ada):
    Event.objects.update(state="cancelled")

    with pytest.raises(rooms.NotOpen):
        say(room, ada)
    with pytest.raises(rooms.CannotOpen):
        rooms.open_room(room)


@pytest.mark.parametrize("closed", [None, -20, 5, 200])
@pytest.mark.parametrize("began", [-60, -14, 1, 60, 180, 300])  # minutes ago
@pytest.mark.parametrize("is_rehearsal", [True, False])
@pytest.mark.parametrize("opened", [True, False])
def test_room_says_of_itself_what_queries_say_of_it(event, room, ada, closed, began, is_rehearsal, opened):
    """`closed` is so many minutes after its start."""
    starts = timezone.now() - timedelta(minutes=began)
    Event.objects.filter(pk=event.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    facts = {"closed_at": None if closed is None else starts + timedelta(minutes=closed), "opened_at": starts if opened else None}
    Room.objects.filter(pk=room.pk).update(is_rehearsal=is_rehearsal, **facts)
    found = Room.objects.select_related("event").get(pk=room.pk)

    assert found.is_forgotten == Room.objects.forgotten(timezone.now()).filter(pk=room.pk).exists()
    assert found.is_shown == Room.objects.visible_to(ada.who).filter(pk=room.pk).exists()
