"""What people say of an event that is over, and what is done about it."""

import pytest
from django.core import mail as outbox
from django.urls import reverse

from events.actions import afterwards, events, guests
from events.models import EventFeedback, Reach, Registration
from hub.models import Notice
from hub.notices.kinds import tell
from hub.privacy import Person, erase
from tests.factories import UserFactory, begin, end, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db


def give(seat, **facts) -> EventFeedback:
    return afterwards.give_feedback(seat, **{"rating": 4, "helped": "The stories", "missing": "", "language": "en"} | facts)


def told(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def test_feedback_is_given_changed_and_taken_back(client):
    event, user = end(make_event()), UserFactory()
    register(event, user)
    client.force_login(user)
    address = reverse("events:feedback", args=[event.pk])
    assert address in client.get(event.get_absolute_url()).text

    refused = client.post(address, {"rating": "", "helped": "", "missing": "", "language": "en"})
    assert refused.status_code == 422
    client.post(address, {"rating": "5", "helped": "The stories", "missing": "", "language": "en"})
    client.post(address, {"rating": "", "helped": "The stories", "missing": "A break", "language": "sv"})
    given = event.feedback.get()
    assert (given.rating, given.helped, given.missing, given.language) == (None, "The stories", "A break", "sv")
    assert "A break" in client.get(address).text
    client.post(address, {"drop": "1"})
    assert not EventFeedback.objects.exists()


def test_only_those_who_had_a_seat_can_say_how_it_was_and_only_afterwards(client):
    over, under_way = end(make_event()), begin(make_event())
    waiting, host = register(over, UserFactory(), state="waiting"), register(over, UserFactory(), role="host")
    gone = register(end(events.cancel(make_event(), because="Snow")), UserFactory())
    for seat in (waiting, host, gone, register(under_way, UserFactory())):
        with pytest.raises(afterwards.NothingToSay):
            give(seat)
        client.force_login(seat.user)
        assert client.get(reverse("events:feedback", args=[seat.event_id])).status_code == 404


def test_those_who_came_are_asked_once_a_day_after_it():
    event, guest = make_event(), make_event_guest(language="nb")
    seat, waiting = register(event, UserFactory()), register(event, UserFactory(), state="waiting")
    said, host = register(event, UserFactory()), register(event, UserFactory(), role="host")
    register(event, guest)
    end(event, hours=23)
    give(said)
    afterwards.ask_for_feedback()
    assert (told(seat.user), outbox.outbox) == ([], [])

    end(event, hours=25)
    for _twice in range(2):
        afterwards.ask_for_feedback()

    line = f"How was it? {event.title}"
    assert [told(one.user) for one in (seat, waiting, said, host)] == [[line], [], [], []]
    [mail] = outbox.outbox
    assert mail.to == [guest.email]
    assert f"/events/by/{event.key}/?to=feedback" in mail.body
    give(seat)
    assert told(seat.user) == []


def test_nobody_is_asked_of_what_was_long_ago():
    event = make_event()
    seat = register(event, UserFactory())
    end(event, hours=24 * 8)

    afterwards.ask_for_feedback()

    assert told(seat.user) == []


def test_link_of_the_mail_leads_a_guest_to_the_questions(client, site_tree):
    from events.guests import hash_of

    event, guest = end(make_event(reach=Reach.INVITED)), make_event_guest(token_hash=hash_of("secret"))
    register(event, guest)
    link = reverse("events:by_link", args=[event.key]) + "?to=feedback"

    asked = client.get(link, follow=True)
    assert asked.redirect_chain[-1][0] == reverse("events:come_back", args=[event.pk])
    client.cookies["guest"] = "secret"
    shown = client.get(link, follow=True)
    assert shown.redirect_chain[-1][0] == reverse("events:feedback", args=[event.pk])
    client.post(reverse("events:feedback", args=[event.pk]), {"rating": "5", "language": "en"})
    assert event.feedback.get().registration.guest == guest


def test_hosts_read_words_without_names_and_steps_once_five_have_answered(client):
    host, event = UserFactory(), make_event()
    event.hosts.create(user=host)
    seats = [register(event, UserFactory(name=f"Ingeborg {number}")) for number in range(5)]
    end(event)
    client.force_login(host)
    address = reverse("events:feedback_given", args=[event.pk])
    for seat in seats[:4]:
        give(seat, helped="The stories")
    few = client.get(address).text
    give(seats[4], helped="", missing="A break")
    enough = client.get(address).text

    assert "The stories" in few
    assert "Very much" not in few
    assert "As long as fewer than 5 have answered" in few
    assert "<span>Much</span> <b>5</b>" in enough
    assert "A break" in enough
    assert "Ingeborg" not in few + enough
    client.force_login(seats[0].user)
    assert client.get(address).status_code == 404


def test_page_for_hosts_costs_the_same_for_one_and_for_three(client, django_assert_num_queries):
    host, event = UserFactory(), make_event()
    event.hosts.create(user=host)
    end(event)
    client.force_login(host)
    for _number in range(3):
        give(register(event, UserFactory()))
        event.followed.create(saids={"en": "Too long"})
        with django_assert_num_queries(13):
            client.get(reverse("events:feedback_given", args=[event.pk]))


def test_what_hosts_did_about_it_is_read_by_everybody_once_it_is_over(client):
    host = UserFactory()
    event = make_event(host)
    client.force_login(host)
    rows = {"row-0-said": "Too long", "row-0-did": "", "row-0-ORDER": "2", "row-1-said": "Too dark", "row-1-did": "New lamps", "row-1-ORDER": "1"}
    form = {"row-TOTAL_FORMS": 2, "row-INITIAL_FORMS": 0}
    assert client.post(reverse("events:rows", args=[event.pk, "followed"]), form | rows).status_code == 302
    assert [(one.saids, one.dids) for one in event.followed.all()] == [({"en": "Too dark"}, {"en": "New lamps"}), ({"en": "Too long"}, {})]
    dark, long = event.followed.all()
    client.post(reverse("events:words", args=[event.pk, "nb"]), {"title": "Hva nå?", "provenance": "person", f"said-{dark.pk}": "For mørkt"})
    client.logout()

    assert "New lamps" not in client.get(event.get_absolute_url()).text
    end(event)
    assert "New lamps" in client.get(event.get_absolute_url()).text
    assert "For mørkt" in client.get(f"/nb/events/{event.pk}/").text
    assert "Not yet. We have heard it." in client.get(f"/en/events/{event.pk}/").text
    afterwards.set_followed(event, rows=[{"id": long.pk, "said": "Too long", "did": "An hour less"}])
    assert event.followed.get().dids == {"en": "An hour less"}


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_an_event_that_is_over_costs_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    event, user = end(make_event()), UserFactory()
    give(register(event, user))
    for _each in range(number):
        event.followed.create(saids={"en": "Too long"})
    client.force_login(user)

    with django_assert_num_queries(21):
        client.get(event.get_absolute_url())


def test_guest_who_makes_an_account_keeps_what_they_said():
    event, user, guest = end(make_event()), UserFactory(), make_event_guest()
    user.emailaddress_set.create(email=guest.email, verified=True, primary=True)
    seat = register(event, user)
    give(register(event, guest), helped="The stories")

    guests.claim(user)

    assert event.feedback.get().registration == seat


def test_erased_people_have_said_nothing():
    event, user = end(make_event()), UserFactory()
    give(register(event, user))

    erase(Person(user=user))

    assert not EventFeedback.objects.exists()
    assert not Registration.objects.filter(event=event).exists()
