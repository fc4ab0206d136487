"""Guests: coming without an account, by an address that is proven with a code."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.forms.me import confirmation
from events.actions import guests, registrations
from events.guests import COOKIE
from events.models import AddressProof, Event, Guest, Invitation, Reach, Registration
from tests.factories import UserFactory, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db
SAID = {"name": "The mayor", "email": "Mayor@Example.org", "organisation": "Selbu", "time_zone": "Europe/Oslo"}


def code() -> str:
    return re.search(r"\b\d{6}\b", outbox.outbox[-1].body)[0]


def begin(client, event, **facts) -> str:
    return client.post(reverse("events:register", args=[event.pk]), SAID | facts).url


def come(client, event, **facts):
    return client.post(begin(client, event, **facts), {"code": code()}, follow=True)


def own(user, email: str) -> None:
    user.emailaddress_set.create(email=email, verified=True, primary=True)


def test_somebody_without_an_account_proves_an_address_and_has_a_seat(client):
    event = make_event()

    page = come(client, event, may_record_attendance="on")

    assert "You have a seat. Welcome." in page.text
    seat = event.registrations.get()
    assert (seat.guest.email, seat.guest.name, seat.state) == ("mayor@example.org", "The mayor", "coming")
    assert seat.may_record_attendance
    assert not AddressProof.objects.exists()
    assert outbox.outbox[-1].subject == f"You have a seat: {event.title}"
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE].value not in str(Guest.objects.values())


def test_nothing_is_anybodys_until_the_code_is_written_and_five_wrong_ones_end_it(client):
    event = make_event()
    address = begin(client, event)
    right = code()
    wrong = f"{(int(right) + 1) % 10**6:06}"

    for _number in range(5):
        assert client.post(address, {"code": wrong}).status_code == 422
    assert client.post(address, {"code": right}).status_code == 422
    assert not Guest.objects.exists()


def test_code_holds_for_half_an_hour(client):
    address = begin(client, make_event())
    AddressProof.objects.update(made_at=timezone.now() - timedelta(minutes=31))

    assert client.post(address, {"code": code()}).status_code == 422


def test_address_gets_five_codes_an_hour(client):
    event = make_event()
    for _number in range(5):
        begin(client, event)

    refused = client.post(reverse("events:register", args=[event.pk]), SAID)

    assert refused.status_code == 422
    assert len(outbox.outbox) == 5


def test_guest_comes_back_in_another_browser_and_the_one_before_is_forgotten(client):
    event, other = make_event(), Client()
    come(client, event)
    address = reverse("events:come_back", args=[event.pk])

    again = other.post(other.post(address, {"email": SAID["email"]}).url, {"code": code()}, follow=True)

    assert "You have a seat." in again.text
    assert "You have a seat." not in client.get(event.get_absolute_url()).text
    assert event.registrations.count() == 1


def test_address_that_is_not_registered_is_told_so_only_to_whoever_has_it(client):
    event = make_event()
    address = client.post(reverse("events:come_back", args=[event.pk]), {"email": "nobody@example.org"}).url

    refused = client.post(address, {"code": code()})

    assert refused.status_code == 422
    assert "Nobody is registered for this event with this address." in refused.text


def test_whoever_is_registered_with_an_account_is_asked_to_sign_in(client):
    user, event = UserFactory(), make_event()
    own(user, SAID["email"].lower())
    register(event, user)

    refused = client.post(begin(client, event), {"code": code()})

    assert "You are registered already, with your account at this address." in refused.text


def test_guest_enters_the_room_and_gives_the_seat_back(client):
    event = make_event()
    come(client, event)
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1))

    assert client.get(reverse("events:room", args=[event.pk])).status_code == 200
    client.post(reverse("events:change_seat", args=[event.pk]), {"cancel": ""})
    assert client.get(reverse("events:room", args=[event.pk])).status_code == 404


def test_event_by_invitation_is_found_by_its_link_and_stays_found(client):
    event = make_event(reach=Reach.INVITED)
    assert client.get(reverse("events:register", args=[event.pk])).status_code == 404

    client.get(reverse("events:by_link", args=[event.key]))
    come(client, event)

    client.cookies.pop("sessionid")
    assert client.get(event.get_absolute_url()).status_code == 200


def test_account_takes_over_what_was_done_as_a_guest(client):
    event, both, user = make_event(), make_event(capacity=1), UserFactory()
    come(client, event)
    guest = Guest.objects.get()
    register(both, guest)
    register(both, user, state="waiting", waiting_since=timezone.now())
    Invitation.objects.create(event=event, email="mayor@example.org")
    own(user, "mayor@example.org")

    guests.claim(user)

    assert not Guest.objects.exists()
    assert event.registrations.get().user == user
    assert [seat.state for seat in Registration.objects.of(user).filter(event=both)] == ["offered"]
    assert user.event_invitations.count() == 1


def test_guests_and_proofs_are_forgotten_in_time():
    long_gone, here = make_event_guest(seen_at=timezone.now() - guests.KEPT - timedelta(days=1)), make_event_guest()
    event = make_event(capacity=1)
    register(event, long_gone), register(event, here, state="waiting", waiting_since=timezone.now())
    AddressProof.objects.create(event=event, email="a@example.org", made_at=timezone.now() - timedelta(days=2))

    guests.forget_guests()
    registrations.settle_lines()

    assert list(Guest.objects.all()) == [here]
    assert not AddressProof.objects.exists()
    assert event.registrations.get().state == "offered"


def test_guest_takes_everything_home_and_erases_it(client):
    event = make_event()
    come(client, event)

    assert client.post(reverse("me:download")).status_code == 200
    client.post(reverse("me:erase"), {"word": confirmation()})

    assert not Guest.objects.exists()
    assert not event.registrations.exists()
