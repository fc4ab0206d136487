"""Challenges: who raises them where, who sees them, how they are upvoted, merged and answered, and what stays of whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.models import Profile
from events.actions import adoptions, challenges, merging, rooms
from events.guests import COOKIE, hash_of
from events.models import Adoption, Challenge, ChallengeVote, Event, Venture
from events.privacy.rooms import forget_words
from hub.live.models import FeedEvent
from hub.live.reading import read
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase
from tests.factories import UserFactory
from tests.factories.events import make_challenge, make_event, make_event_guest, register
from tests.factories.pages import make_site_tree

pytestmark = pytest.mark.django_db
State = Challenge.State
BOARD_QUERIES = 4  # the challenges, their places, the programmes, and the footer
PAGE_QUERIES = 7  # the challenge, answers, steps, ventures, their notes, lessons, and the footer


@pytest.fixture
def host():
    return UserFactory(name="Oddvar")


@pytest.fixture
def event(host):
    event = make_event(host, where="NO/Trøndelag")
    begins = timezone.now() - timedelta(minutes=5)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + timedelta(minutes=90))
    event.refresh_from_db()
    return event


@pytest.fixture
def room(event, host):
    return rooms.enter(event, who=host).room


@pytest.fixture
def ada(event):
    return register(event, UserFactory(name="Ada"))


@pytest.fixture
def guest(event):
    return register(event, make_event_guest(name="The mayor"))


def decider(**facts):
    user = UserFactory(**({"name": "Berit"} | facts))
    Profile.objects.create(user=user, language="en", role="decision_maker")
    return user


def moderator():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Coordinator"))
    return user


def words(**facts):
    return {"title": "The bus stopped coming", "body": "", "language": "en", "client_id": uuid4()} | facts


def answer(challenge, who, **facts):
    defaults = {"name": "Berit", "organisation": "The county", "text": "It comes back in spring.", "language": "en"}
    return adoptions.adopt(challenge, who=who, **(defaults | facts))


def announced(room):
    return list(FeedEvent.objects.filter(feed=room.feed_key).values_list("kind", "ids"))


def votes_of(challenge) -> int:
    return Challenge.objects.with_votes().get(pk=challenge.pk).votes


# Raising


def test_challenge_sent_twice_is_raised_once():
    user, facts = UserFactory(), words()

    first = challenges.raise_challenge(user, **facts, where="NO/Trøndelag")
    again = challenges.raise_challenge(user, **facts, where="NO/Trøndelag")

    assert first == again
    assert (first.user, first.state, first.where_told) == (user, State.OPEN, "Trøndelag, Norway")
    assert challenges.raise_challenge(UserFactory(), **facts) != first  # the same name from somebody else is another one


def test_silenced_people_raise_answer_and_take_up_nothing(room, ada):
    challenge = make_challenge()
    user = decider()
    for each in (user, ada.user):
        silence(each, until=None)

    for attempt in (
        lambda: challenges.raise_challenge(user, **words()),
        lambda: challenges.raise_in(room, by=ada, **words()),
        lambda: challenges.raise_before(make_event_with(ada.user), by=ada.user.event_registrations.last(), **words()),
        lambda: answer(challenge, user),
        lambda: adoptions.take_up(challenge, user=user, title="A van", text="With room for eight", address="", language="en"),
    ):
        with pytest.raises(Silenced):
            attempt()
    assert list(Challenge.objects.all()) == [challenge]


def make_event_with(user):
    event = make_event()
    register(event, user)
    return event


def test_many_challenges_a_day_are_too_many():
    user = UserFactory()
    for _number in range(challenges.MOST_A_DAY):
        challenges.raise_challenge(user, **words())

    with pytest.raises(challenges.TooMany):
        challenges.raise_challenge(user, **words())


def test_guest_raises_one_in_the_room_which_tells_it_once(room, guest):
    facts = words(body="Every morning")

    first = challenges.raise_in(room, by=guest, **facts)
    assert challenges.raise_in(room, by=guest, **facts) == first

    assert (first.user, first.seat, first.event, first.where) == (None, guest, room.event, "NO/Trøndelag")
    assert announced(room) == [("challenge.changed", {"challenge": first.pk})]
    row = read({room.feed_key: 0})[room.feed_key].rows["challenge"][first.pk]
    assert (row["author"], row["by"], row["name"], row["body"], row["votes"]) == (None, guest.pk, "The mayor", "Every morning", 0)


def test_nobody_raises_one_in_a_room_that_is_closed_or_rehearses_or_as_an_observer(event, room, ada, host):
    with pytest.raises(rooms.OnlyReading):
        challenges.raise_in(room, by=register(event, UserFactory(), role="observer"), **words())
    with pytest.raises(rooms.NoSeat):
        challenges.raise_in(room, by=register(make_event(), UserFactory()), **words())
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() + timedelta(hours=2), ends_at=timezone.now() + timedelta(hours=3))
    rooms.rehearse(room)
    for seat in (ada, host.event_registrations.get()):
        with pytest.raises(rooms.NotOpen):
            challenges.raise_in(room, by=seat, **words())
    assert not Challenge.objects.exists()


def test_one_is_raised_before_an_event_and_not_after_it(ada, event):
    assert challenges.raise_before(event, by=ada, **words()).event == event
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(hours=9), ends_at=timezone.now() - timedelta(hours=8))
    event.refresh_from_db()

    with pytest.raises(challenges.OverAlready):
        challenges.raise_before(event, by=ada, **words())


def test_rehearsal_wipes_no_challenge(event, room, ada):
    challenge = challenges.raise_before(event, by=ada, **words())
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() + timedelta(hours=2), ends_at=timezone.now() + timedelta(hours=3))
    rooms.rehearse(room)

    rooms.end_rehearsal(room)

    assert list(Challenge.objects.all()) == [challenge]


# Who sees what


def test_challenge_of_an_event_by_invitation_is_seen_by_those_who_see_it_until_it_is_made_public(host, client):
    event = make_event(host, reach="invited")
    seat, stranger = register(event, UserFactory()), UserFactory()
    challenge = challenges.raise_before(event, by=seat, **words())
    public = make_challenge()

    for who, found in [(seat.user, {challenge, public}), (host, {challenge, public}), (stranger, {public})]:
        assert set(Challenge.objects.visible_to(who)) == found
    assert list(Challenge.objects.listed()) == [public]
    client.force_login(stranger)
    assert client.get(challenge.get_absolute_url()).status_code == 404
    assert client.post(reverse("events:challenge_vote", args=[challenge.pk])).status_code == 404

    client.force_login(host)
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "publish"})
    assert set(Challenge.objects.visible_to(stranger)) == {challenge, public}
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "unpublish"})
    assert set(Challenge.objects.visible_to(stranger)) == {public}


def test_hidden_challenge_is_for_hosts_and_moderators(event, host, ada, client):
    challenge = challenges.raise_before(event, by=ada, **words())

    challenges.hide(challenge)

    assert [list(Challenge.objects.visible_to(who)) for who in (ada.user, host, moderator())] == [[], [challenge], [challenge]]
    client.force_login(host)
    client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "open"})
    assert list(Challenge.objects.visible_to(ada.user)) == [challenge]


def test_only_hosts_and_moderators_lead(event, ada, host, client):
    challenge = challenges.raise_before(event, by=ada, **words())
    on_board = make_challenge(ada.user)

    for user, status in [(ada.user, 404), (decider(), 404), (host, 302)]:
        client.force_login(user)
        assert client.post(reverse("events:challenge_lead", args=[challenge.pk]), {"do": "close"}).status_code == status
    client.force_login(host)
    assert client.get(reverse("events:merge", args=[on_board.pk])).status_code == 404
    client.force_login(moderator())
    assert client.get(reverse("events:merge", args=[on_board.pk])).status_code == 200


# Votes


def test_votes_are_one_each_in_the_room_and_on_the_board(room, ada, guest, django_capture_on_commit_callbacks):
    challenge = challenges.raise_in(room, by=ada, **words())

    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            challenges.vote_in(room, challenge, by=ada)
            challenges.vote_in(room, challenge, by=guest)
            challenges.vote(challenge, by=ada.user)

    assert votes_of(challenge) == 2
    assert read({room.feed_key: 0})[room.feed_key].rows["challenge"][challenge.pk]["votes"] == 2
    challenges.vote_in(room, challenge, by=ada, is_up=False)
    assert list(ChallengeVote.objects.values_list("user", "seat")) == [(None, guest.pk)]


def test_observer_and_those_without_a_seat_vote_for_nothing_in_the_room(event, room, ada):
    challenge = challenges.raise_in(room, by=ada, **words())

    for seat, refusal in [
        (register(event, UserFactory(), role="observer"), rooms.OnlyReading),
        (register(event, UserFactory(), state="cancelled"), rooms.NoSeat),
    ]:
        with pytest.raises(refusal):
            challenges.vote_in(room, challenge, by=seat)
    assert not ChallengeVote.objects.exists()


@pytest.mark.parametrize("end", [challenges.hide, challenges.close, lambda one: merging.merge(one, into=make_challenge())])
def test_what_is_closed_is_not_voted_answered_or_taken_up(end):
    challenge = make_challenge()
    end(challenge)

    for attempt in (
        lambda: challenges.vote(challenge, by=UserFactory()),
        lambda: answer(challenge, decider()),
        lambda: adoptions.take_up(challenge, user=UserFactory(), title="x", text="x", address="", language="en"),
    ):
        with pytest.raises(challenges.NotTaken):
            attempt()


def at_once(*acts):
    def run(act):
        try:
            return act()
        except ValidationError as refusal:
            return type(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_one_for_each():
    make_site_tree()
    challenge, users = make_challenge(), [UserFactory() for _number in range(4)]

    at_once(*[lambda user=user: challenges.vote(challenge, by=user) for user in users * 2])

    assert votes_of(challenge) == 4


@pytest.mark.django_db(transaction=True)
def test_no_vote_is_lost_or_doubled_while_two_are_merged():
    make_site_tree()
    one, other, users = make_challenge(), make_challenge(), [UserFactory() for _number in range(6)]
    for user in users[:3]:
        challenges.vote(other, by=user)

    answers = at_once(
        *[lambda user=user: challenges.vote(one, by=user) for user in users[:5]],
        lambda: merging.merge(one, into=other) and None,
        lambda: challenges.vote(one, by=users[5]),
    )

    refused = {users[place if place < 5 else 5].pk for place, what in enumerate(answers) if what is challenges.NotTaken}
    voted = set(ChallengeVote.objects.filter(challenge=other).values_list("user", flat=True))
    assert voted == {user.pk for user in users[:3]} | ({user.pk for user in users[3:]} - refused)
    assert not one.upvotes.exists()


@pytest.mark.django_db(transaction=True)
def test_same_challenge_sent_twice_at_once_is_one():
    make_site_tree()
    user, facts = UserFactory(), words()

    first, again = at_once(*[lambda: challenges.raise_challenge(user, **facts)] * 2)

    assert first == again
    assert Challenge.objects.count() == 1


# Merging


def test_merged_challenge_brings_its_votes_answers_ventures_and_steps_and_leads_to_the_other(client, ada, event):
    one, other = make_challenge(ada.user), make_challenge()
    both, alone, mayor, maker = UserFactory(), UserFactory(), decider(), UserFactory()
    for user, challenge in [(both, one), (both, other), (alone, one)]:
        challenges.vote(challenge, by=user)
    answer(one, mayor)
    for challenge in (one, other):
        adoptions.note_progress(
            adoptions.take_up(challenge, user=maker, title="A van", text="x", address="", language="en"), text=str(challenge.pk), language="en"
        )
    earlier = make_challenge()
    merging.merge(earlier, into=one)

    merging.merge(one, into=other)

    other.refresh_from_db()
    assert (votes_of(other), other.state) == (2, State.ADOPTED)
    assert set(Venture.objects.get().notes.values_list("text", flat=True)) == {str(one.pk), str(other.pk)}
    assert set(other.parts.all()) == {one, earlier}
    assert client.get(earlier.get_absolute_url()).headers["Location"] == other.get_absolute_url()


def test_what_was_said_by_invitation_is_not_merged_into_the_board(host):
    event = make_event(host, reach="invited")
    secret = challenges.raise_before(event, by=register(event, UserFactory()), **words())
    public = make_challenge()

    for one, other in [(secret, public), (public, secret), (public, public)]:
        with pytest.raises(merging.CannotMerge):
            merging.merge(one, into=other)


# Answers


def test_those_who_decide_answer_in_public_and_whoever_raised_it_is_told(client):
    raiser, mayor = UserFactory(language="en"), decider()
    challenge = make_challenge(raiser)
    client.force_login(mayor)
    form = {"name": "Berit", "organisation": "The county", "text": "It comes back in spring.", "language": "en"}

    assert "consents" in client.post(reverse("events:answer", args=[challenge.pk]), form).context["form"].errors
    assert client.post(reverse("events:answer", args=[challenge.pk]), form | {"consents": "on"}).status_code == 302

    challenge.refresh_from_db()
    assert challenge.state == State.ADOPTED
    [told] = tell(raiser, Notice.objects.filter(recipient=raiser)).values()
    assert told.text == "Your challenge was answered: The bus stopped coming"
    client.logout()
    shown = client.get(challenge.get_absolute_url())
    assert "It comes back in spring." in shown.text
    assert "The county" in shown.text
    assert shown["Cache-Control"] == "public, max-age=60"
    client.force_login(raiser)
    client.get(challenge.get_absolute_url())
    assert not Notice.objects.filter(recipient=raiser, read_at=None).exists()


def test_nobody_else_answers_until_a_host_asks_them(room, ada, guest, client):
    challenge = challenges.raise_in(room, by=ada, **words())
    with pytest.raises(adoptions.DecidesNothing):
        answer(challenge, ada.user)
    with pytest.raises(adoptions.DecidesNothing):
        answer(challenge, guest.guest)

    for seat in (ada, ada, guest):
        adoptions.ask_to_adopt(challenge, seat=seat)
    assert Adoption.objects.asked().count() == 2
    assert Challenge.objects.get().state == State.OPEN  # asking is no answer
    [told] = tell(ada.user, Notice.objects.filter(recipient=ada.user)).values()
    assert told.address == reverse("events:answer", args=[challenge.pk])

    answer(challenge, guest.guest, name="The mayor")
    answer(challenge, ada.user)
    answer(challenge, ada.user, text="It comes back in May.")

    assert list(Adoption.objects.answered().values_list("name", "text")) == [
        ("The mayor", "It comes back in spring."),
        ("Berit", "It comes back in May."),
    ]
    assert not Notice.objects.filter(recipient=ada.user, kind="asked_to_adopt", read_at=None).exists()
    with pytest.raises(rooms.NoSeat):
        adoptions.ask_to_adopt(challenge, seat=register(make_event(), UserFactory()))


def test_answer_taken_back_is_gone(client):
    challenge, mayor = make_challenge(), decider()
    answer(challenge, mayor)
    client.force_login(mayor)

    client.post(reverse("events:answer", args=[challenge.pk]), {"take_back": "1"})

    challenge.refresh_from_db()
    assert challenge.state == State.OPEN
    assert "It comes back" not in client.get(challenge.get_absolute_url()).text


# In the room, without a script


def enter(client, seat):
    if seat.user:
        client.force_login(seat.user)
    else:
        token = uuid4().hex
        type(seat.guest).objects.filter(pk=seat.guest.pk).update(token_hash=hash_of(token))
        client.cookies[COOKIE] = token


def test_room_raises_upvotes_and_adopts(room, event, ada, guest, host, client):
    enter(client, ada)
    made = client.post(reverse("events:room_raise", args=[room.pk]), words(client_id=str(uuid4())))
    assert made.headers["Location"] == reverse("events:room", args=[room.pk]) + "#challenges"
    challenge = Challenge.objects.get()
    client.logout()

    enter(client, guest)
    assert "The bus stopped coming" in client.get(reverse("events:room", args=[room.pk])).text
    client.post(reverse("events:room_challenge_vote", args=[room.pk, challenge.pk]), {"vote": "up"})
    assert votes_of(challenge) == 1
    form = {"name": "Berit", "organisation": "The county", "text": "In spring.", "language": "en", "consents": "on"}
    refused = client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form)
    assert refused.status_code == 422

    seat = Client()
    seat.force_login(host)
    lead = reverse("events:room_challenges", args=[room.pk])
    assert "Somebody here makes a challenge theirs" in seat.get(reverse("events:room", args=[room.pk])).text
    assert seat.post(lead, {"do": "ask", "challenge": challenge.pk, "seat": guest.pk}).status_code == 302
    assert client.post(lead, {"do": "ask", "challenge": challenge.pk, "seat": guest.pk}).status_code == 404
    part = client.get(reverse("events:room", args=[room.pk]), {"part": "challenge", "challenge": challenge.pk}).text
    assert "What do you answer?" in part
    form.pop("consents")
    assert client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form).context["inside"].forms
    client.post(reverse("events:room_answer", args=[room.pk, challenge.pk]), form | {"consents": "on"})
    assert "In spring." in seat.get(reverse("events:room", args=[room.pk])).text

    other = make_challenge(event=event)
    seat.post(lead, {"do": "merge", "challenge": other.pk, "into": challenge.pk})
    assert list(event.challenges.shown()) == [challenge]
    seat.post(reverse("events:room_challenge_hide", args=[room.pk, challenge.pk]))
    assert "The bus stopped" not in client.get(reverse("events:room", args=[room.pk])).text


def test_challenge_of_another_event_is_not_in_the_room(room, ada, host, client):
    foreign = make_challenge(event=make_event())
    enter(client, ada)

    for name in ("room_challenge_vote", "room_answer", "room_challenge_hide"):
        assert client.post(reverse(f"events:{name}", args=[room.pk, foreign.pk])).status_code == 404
    assert client.get(reverse("events:room", args=[room.pk]), {"part": "challenge", "challenge": foreign.pk}).status_code == 404
    client.force_login(host)
    lead = {"do": "ask", "challenge": foreign.pk, "seat": ada.pk}
    assert client.post(reverse("events:room_challenges", args=[room.pk]), lead).status_code == 422


# Ventures


def test_venture_shows_its_progress_and_can_be_given_up(client):
    raiser, maker = UserFactory(), UserFactory(name="Maker")
    challenge = make_challenge(raiser)
    client.force_login(maker)
    form = {"title": "A van for eight", "text": "On Tuesdays", "address": "https://example.org", "language": "en"}

    client.post(reverse("events:venture", args=[challenge.pk]), form)
    client.post(reverse("events:venture_note", args=[challenge.pk]), {"text": "We have a driver", "language": "en"})

    page = client.get(challenge.get_absolute_url()).text
    assert all(text in page for text in ("A van for eight", "Maker", "We have a driver", "https://example.org"))
    [told] = tell(raiser, Notice.objects.filter(recipient=raiser)).values()
    assert told.text == "Somebody takes up your challenge: The bus stopped coming"
    client.force_login(UserFactory())
    assert client.post(reverse("events:venture_note", args=[challenge.pk]), {"text": "x", "language": "en"}).status_code == 404
    client.force_login(maker)
    client.post(reverse("events:venture", args=[challenge.pk]), {"take_back": "1"})
    assert not Venture.objects.exists()


# On screen, without a script


def test_whole_way_by_forms_alone(client, event, ada):
    client.force_login(ada.user)
    made = client.post(reverse("events:raise_before", args=[event.pk]), words(client_id=str(uuid4())))
    assert (made.status_code, made.headers["Location"]) == (302, Challenge.objects.get().get_absolute_url())
    assert client.get(reverse("events:raise")).status_code == 200
    client.post(reverse("events:raise"), words(title="No shop", where="NO/Trøndelag", client_id=str(uuid4())))
    challenge = Challenge.objects.get(title="No shop")
    address = reverse("events:challenge_vote", args=[challenge.pk])

    assert client.post(address, {"vote": "up", "back": "/en/events/challenges/"}).headers["Location"] == "/en/events/challenges/"
    assert client.post(address, {"vote": "up", "back": "https://example.org/"}).headers["Location"] == challenge.get_absolute_url()
    assert votes_of(challenge) == 1
    client.post(address, {"vote": "back"})
    assert votes_of(challenge) == 0


def test_visitors_read_and_do_nothing(client, event):
    challenge = make_challenge()

    assert "<form" not in client.get(challenge.get_absolute_url()).text.partition("<main")[2]
    for name in ("answer", "venture", "challenge_vote", "merge", "challenge_lead", "action_plan"):
        assert "/account/login/" in client.post(reverse(f"events:{name}", args=[challenge.pk])).headers["Location"]
    assert "/account/login/" in client.post(reverse("events:raise")).headers["Location"]
    assert "/account/login/" in client.post(reverse("events:raise_before", args=[event.pk])).headers["Location"]


def test_those_without_a_seat_raise_nothing_at_an_event_but_its_hosts_do(client, event, host):
    address = reverse("events:raise_before", args=[event.pk])
    client.force_login(UserFactory())
    assert client.post(address, words()).status_code == 404

    client.force_login(host)
    assert client.get(address).status_code == 200
    assert not event.registrations.exists()  # looking takes no seat
    client.post(address, words(client_id=str(uuid4())))
    assert Challenge.objects.get().user == host


def test_board_is_filtered_ordered_and_paged(client, settings):
    north = make_challenge(where="NO/Trøndelag", title="North")
    east = make_challenge(where="SE/Jämtland", title="East", state="adopted")
    challenges.vote(east, by=UserFactory())
    make_challenge(title="Hidden", state="hidden")
    address = reverse("events:challenges")

    def found(**chosen):
        return [one.title for one in client.get(address, chosen).context["listing"].challenges]

    assert found() == ["East", "North"]
    assert found(where="NO") == ["North"]
    assert found(where="SE/Jämtland") == ["East"]
    assert found(state="adopted") == ["East"]
    assert found(state="hidden") == ["East", "North"]  # what nobody offers filters nothing
    assert found(programme="x") == ["East", "North"]
    assert client.get(address)["Cache-Control"] == "public, max-age=60"
    for number in range(24):
        make_challenge(title=f"Number {number}")
    assert 'rel="next"' in client.get(address).text
    assert found(page=2) == ["Number 0", "North"]
    assert north.where_told == "Trøndelag, Norway"


@pytest.mark.parametrize("number", [1, 3])
def test_board_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for _number in range(number):
        make_challenge(where="NO/Trøndelag")

    with django_assert_num_queries(BOARD_QUERIES):
        client.get(reverse("events:challenges"))


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    challenge = make_challenge()
    for place in range(number):
        answer(challenge, decider(email=f"m{place}@example.org"))
        made = adoptions.take_up(challenge, user=UserFactory(), title="A van", text="x", address="", language="en")
        adoptions.note_progress(made, text="x", language="en")
        challenge.steps.create(what="x", due=timezone.localdate(), language="en")

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(challenge.get_absolute_url())


# What stays of whom


def test_erased_person_takes_words_and_votes_along_and_leaves_what_others_made_of_them(site_tree):
    user, mayor = UserFactory(name="Ada"), decider()
    alone, answered, other = make_challenge(user, title="Nobody cares"), make_challenge(user, title="My words"), make_challenge()
    answer(answered, mayor)
    answer(other, mayor)
    challenges.vote(other, by=user)
    adoptions.take_up(other, user=user, title="My van", text="x", address="", language="en")

    erase(Person(user=user))

    assert not Challenge.objects.filter(pk=alone.pk).exists()
    answered.refresh_from_db()
    assert (answered.title, answered.user, answered.state) == ("", None, State.ADOPTED)
    assert not ChallengeVote.objects.exists()
    assert not Venture.objects.exists()
    page = Client().get(answered.get_absolute_url()).text
    assert "A challenge whose words were taken back" in page
    assert "Somebody who is here no more" in page

    erase(Person(user=mayor))
    other.refresh_from_db()
    assert (other.state, Adoption.objects.count()) == (State.OPEN, 0)


def test_guest_who_is_forgotten_takes_their_words_along(room, guest, ada):
    mine = challenges.raise_in(room, by=guest, **words())
    other = challenges.raise_in(room, by=ada, **words())
    challenges.vote_in(room, other, by=guest)
    adoptions.ask_to_adopt(other, seat=guest)
    answer(other, guest.guest)

    forget_words([guest])
    guest.delete()

    assert list(Challenge.objects.all()) == [other]
    assert not ChallengeVote.objects.exists()
    assert not Adoption.objects.exists()
    assert ("challenge.changed", {"challenge": mine.pk}) in announced(room)
