"""Seats: who gets one, who waits, and how a freed one goes to the next in line."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from events.actions import events, hosts, invitations, registrations, reminders, rooms
from events.models import Admission, Event, EventText, Reach, Registration, State
from hub.models import Notice, Pace
from hub.notices.actions import change_pace
from hub.notices.kinds import tell
from tests.factories import UserFactory, make_event, make_event_guest

pytestmark = pytest.mark.django_db
Seat = Registration.State
TOLD_QUERIES = 6  # the event, a transaction's beginning and end, the seats, the event's words, and that reminders are due anew


def come(event, who=None, **facts) -> Registration:
    return registrations.register(event, who=who or UserFactory(), language="en", **facts)


def states(*seats) -> list[str]:
    return [Registration.objects.get(pk=seat.pk).state for seat in seats]


def told(user) -> list[str]:
    return [line.text for line in tell(user, Notice.objects.filter(recipient=user, read_at=None)).values()]


def past(event, minutes: int) -> None:
    """It began so many minutes ago."""
    begun = timezone.now() - timedelta(minutes=minutes)
    Event.objects.filter(pk=event.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    event.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_hundred_race_for_ten_seats_and_exactly_ten_get_one():
    event = make_event(capacity=10)
    people = [UserFactory() for _number in range(100)]

    def register(user):
        try:
            return come(event, user).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as crowd:
        ends = list(crowd.map(register, people))

    assert (ends.count(Seat.COMING), ends.count(Seat.WAITING)) == (10, 90)
    assert event.registrations.coming().count() == 10
    line = list(event.registrations.in_line())
    assert [seat.waiting_since for seat in line] == sorted(seat.waiting_since for seat in line)


def test_registering_twice_is_registering_once():
    event, user = make_event(capacity=5), UserFactory()

    assert come(event, user).pk == come(event, user).pk
    assert event.registrations.count() == 1


def test_user_who_registers_has_it_by_mail_once_on_their_own_clock():
    event, user = make_event(capacity=1), UserFactory(language="en", time_zone="Europe/Helsinki")

    come(event, user), come(event, user)

    [mail] = outbox.outbox
    assert (mail.to, mail.subject) == ([user.email], f"You have a seat: {event.title}")
    for said in ("19:00–20:30 in Helsinki", f"/en/events/{event.pk}/\n", reverse("events:file", args=[event.pk]), reverse("me:notices")):
        assert said in mail.body
    assert str(event.key) not in mail.body
    assert not Notice.objects.exists()
    come(event)
    assert outbox.outbox[-1].subject == f"You are on the waiting list: {event.title}"


def test_user_who_wants_no_mail_of_their_own_registration_gets_none():
    user = UserFactory()
    change_pace(user, names=["event_registered"], pace=Pace.NEVER)

    come(make_event(), user)

    assert outbox.outbox == []


def test_freed_seat_is_offered_to_the_next_and_passes_on_when_nobody_answers():
    event = make_event(capacity=1, answer_hours=6)
    first, second, third = come(event), come(event), come(event)
    assert states(first, second, third) == [Seat.COMING, Seat.WAITING, Seat.WAITING]
    assert (second.place_in_line, third.place_in_line) == (1, 2)

    registrations.cancel(first)
    assert states(first, second, third) == [Seat.CANCELLED, Seat.OFFERED, Seat.WAITING]
    assert told(second.user) == [f"A seat is kept for you, if you answer in time: {event.title}"]
    until = Registration.objects.get(pk=second.pk).offered_until
    assert timedelta(hours=5, minutes=59) < until - timezone.now() <= timedelta(hours=6)

    registrations.settle_lines()
    assert states(second, third) == [Seat.OFFERED, Seat.WAITING]
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now())
    registrations.settle_lines()
    assert states(second, third) == [Seat.CANCELLED, Seat.OFFERED]
    assert told(second.user) == [f"The seat that was kept for you has gone to the next in line: {event.title}"]

    registrations.accept(third)
    assert states(third) == [Seat.COMING]
    assert told(third.user) == []
    assert come(event).state == Seat.WAITING


def test_nobody_overtakes_the_line():
    event = make_event(capacity=1)
    come(event), come(event)
    Event.objects.filter(pk=event.pk).update(capacity=2)

    assert come(event).state == Seat.WAITING


def test_offer_that_is_over_cannot_be_taken():
    event = make_event(capacity=1)
    first, second = come(event), come(event)
    registrations.cancel(first)
    Registration.objects.filter(pk=second.pk).update(offered_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(registrations.TooLate):
        registrations.accept(second)


def test_more_seats_are_offered_to_the_line_and_fewer_take_none_away():
    event = make_event(capacity=1)
    first, second, third = come(event), come(event), come(event)

    events.change_event(event, capacity=2)
    assert states(first, second, third) == [Seat.COMING, Seat.OFFERED, Seat.WAITING]
    events.change_event(event, capacity=1)
    assert states(first, second, third) == [Seat.COMING, Seat.OFFERED, Seat.WAITING]
    events.change_event(event, capacity=None)
    assert states(third) == [Seat.OFFERED]


def test_seat_freed_by_an_erased_account_goes_to_the_next():
    event = make_event(capacity=1)
    first, second = come(event), come(event)
    first.user.delete()

    registrations.settle_lines()

    assert states(second) == [Seat.OFFERED]


def test_whoever_waits_can_take_a_free_seat_once_it_has_begun():
    event = make_event(capacity=1)
    first, second = come(event), come(event)
    past(event, 5)
    with pytest.raises(registrations.TooLate):
        registrations.accept(second)
    registrations.cancel(first)
    assert states(second) == [Seat.WAITING]

    registrations.accept(second)

    assert states(second) == [Seat.COMING]


def test_nobody_registers_for_what_is_over_closed_or_cancelled():
    over, closed, draft = make_event(), make_event(closes_at=timezone.now()), make_event(state=State.DRAFT)
    past(over, 150)
    gone = events.cancel(make_event(), because="Snow")
    for event in (over, closed, draft, gone):
        with pytest.raises(registrations.Closed):
            come(event)


def test_hosts_decide_about_applications_but_those_whom_they_invited_have_a_seat():
    host = UserFactory()
    event = make_event(host, admission=Admission.APPLICATION, capacity=2)
    invited = UserFactory()
    event.invitations.create(email=invited.email, user=invited)

    one, other, asked = come(event), come(event), come(event, invited)
    assert states(one, other, asked) == [Seat.APPLIED, Seat.APPLIED, Seat.COMING]
    assert told(host) == [f"Somebody has applied for a seat: {event.title}"]

    registrations.decide(one, admits=True)
    registrations.decide(other, admits=False)
    assert states(one, other) == [Seat.COMING, Seat.DECLINED]
    assert told(one.user) == [f"You have a seat: {event.title}"]
    assert told(other.user) == [f"You were not given a seat: {event.title}"]
    assert told(host) == []
    with pytest.raises(registrations.NotAdmitted):
        come(event, other.user)

    late = come(event)
    registrations.decide(late, admits=True)
    assert states(late) == [Seat.WAITING]
    registrations.decide(one, admits=False)
    assert states(late) == [Seat.OFFERED]


def test_observers_take_up_no_seat():
    event = make_event(capacity=1)
    first, second = come(event), come(event)

    registrations.set_role(first, role=Registration.Role.OBSERVER)

    assert states(first, second) == [Seat.COMING, Seat.OFFERED]


def test_whoever_is_registered_is_told_when_it_moves_and_when_it_is_cancelled():
    event, guest = make_event(), make_event_guest(language="nb", time_zone="Europe/Oslo")
    seat = come(event)
    come(event, guest)
    outbox.outbox.clear()

    events.change_event(event, day=event.day + timedelta(days=1))
    assert told(seat.user) == [f"It has moved: {event.title}"]
    events.cancel(event, because="The road is closed.")
    assert told(seat.user) == [f"It will not take place: {event.title}"]

    moved, gone = outbox.outbox
    assert (moved.to, gone.to) == ([guest.email], [guest.email])
    assert "18:00–19:30 i Oslo" in moved.body
    assert "The road is closed." in gone.body


@pytest.mark.parametrize("number", [1, 3])
def test_telling_many_guests_costs_as_much_as_telling_one_and_each_reads_their_own_language(django_assert_num_queries, number):
    event, languages = make_event(title="What now?"), ["en", "nb", "sv"][:number]
    EventText.objects.create(event=event, language="nb", title="Hva nå?")
    for language in languages:
        come(event, make_event_guest(language=language))
    outbox.outbox.clear()

    with django_assert_num_queries(TOLD_QUERIES):
        registrations.tell_all(Event.objects.get(pk=event.pk), "cancelled")

    titles = [mail.subject.partition(": ")[2] for mail in outbox.outbox]
    assert titles == ["What now?", "Hva nå?", "Hva nå?"][:number]


def test_people_are_reminded_a_day_before_and_an_hour_before_and_anew_when_it_has_moved():
    event = make_event()
    seat, guest = come(event), make_event_guest()
    come(event, guest)
    long_ago = timezone.now() - timedelta(days=9)
    event.registrations.update(made_at=long_ago)

    def remind(hours):
        outbox.outbox.clear()
        starts = timezone.now() + timedelta(hours=hours)
        Event.objects.filter(pk=event.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=1))
        reminders.remind()
        return [mail.subject for mail in outbox.outbox], told(seat.user)

    day, hour = f"It begins within a day: {event.title}", f"It begins within the hour: {event.title}"
    assert remind(25) == ([], [])
    assert remind(23) == ([day], [day])
    Registration.objects.update(reminded_at=timezone.now() - timedelta(hours=21))
    assert remind(2) == ([], [day])
    assert remind(0.9) == ([hour], [hour])
    assert remind(0.5) == ([], [hour])
    events.change_event(Event.objects.get(pk=event.pk), day=event.day + timedelta(days=3))
    assert not Registration.objects.exclude(reminded_at=None).exists()


def test_attendance_is_recorded_with_consent_alone_and_said_to_whoever_listens():
    from events.signals import attended

    heard = []
    attended.connect(lambda sender, event, user, **_facts: heard.append(user), dispatch_uid="heard", weak=False)
    event = make_event()
    past(event, 5)
    shy, open_one = come(event), come(event, may_record_attendance=True)
    for seat in (shy, open_one):
        for _twice in range(2):
            rooms.beat(rooms.enter(event, who=seat.user))
    attended.disconnect(dispatch_uid="heard")

    assert heard == [open_one.user]
    assert [Registration.objects.get(pk=seat.pk).entered_at is None for seat in (shy, open_one)] == [True, False]


def test_host_who_steps_down_takes_part_like_everybody_else():
    one, other = UserFactory(), UserFactory()
    event = make_event(one, other)
    rooms.enter(event, who=one)

    hosts.remove_host(event.hosts.get(user=one))

    assert Registration.objects.get(event=event, user=one).role == Registration.Role.PARTICIPANT


# On the page


def test_somebody_registers_answers_and_gives_the_seat_back(client):
    event, user = make_event(capacity=3), UserFactory()
    asked = event.asked.create(texts={"en": "What do you bring?"}, is_required=True)
    client.force_login(user)
    address = reverse("events:register", args=[event.pk])

    refused = client.post(address, {f"asked_{asked.pk}": ""})
    assert refused.status_code == 422
    done = client.post(address, {f"asked_{asked.pk}": "Two chairs", "may_record_attendance": "on"}, follow=True)
    assert "You have a seat. Welcome." in done.text
    seat = event.registrations.get()
    assert (seat.state, seat.may_record_attendance, seat.answers.get().text) == (Seat.COMING, True, "Two chairs")
    assert "Two chairs" in client.get(address).text

    client.post(reverse("events:change_seat", args=[event.pk]), {"cancel": ""})
    assert event.registrations.get().state == Seat.CANCELLED
    assert reverse("events:register", args=[event.pk]) in client.get(event.get_absolute_url()).text


def test_event_page_shows_visitors_no_more_than_the_way_to_a_seat(client):
    event = make_event(capacity=1)
    come(event)

    page = client.get(event.get_absolute_url())

    assert page["Cache-Control"].startswith("public")
    assert "Join the waiting list" in page.text
    assert "csrfmiddlewaretoken" not in page.text


def test_hosts_see_who_comes_decide_and_take_the_list_along(client):
    host, guest = UserFactory(), make_event_guest(name="=HYPERLINK()", organisation="The municipality")
    event = make_event(host, admission=Admission.APPLICATION)
    seat = come(event, guest)
    client.force_login(host)
    address = reverse("events:people", args=[event.pk])

    assert guest.email in client.get(address).text
    client.post(reverse("events:person", args=[event.pk, seat.pk]), {"admit": ""})
    client.post(reverse("events:person", args=[event.pk, seat.pk]), {"role": "observer"})
    client.post(reverse("events:person", args=[event.pk, seat.pk]), {"role": "host"})

    seat.refresh_from_db()
    assert (seat.state, seat.role) == (Seat.COMING, "observer")
    sheet = client.get(reverse("events:people_csv", args=[event.pk])).content.decode("utf-8-sig")
    assert sheet.splitlines()[1].startswith(f"'=HYPERLINK(),{guest.email},The municipality,Has a seat,Observer")


def test_people_page_costs_as_many_queries_for_one_as_for_many(client, django_assert_num_queries):
    host = UserFactory()
    event = make_event(host)
    asked = event.asked.create(texts={"en": "What do you bring?"})
    client.force_login(host)
    for _number in range(3):
        come(event, answers={asked.pk: "A chair"})
        with django_assert_num_queries(14):
            client.get(reverse("events:people", args=[event.pk]))


def test_those_who_are_invited_see_it_and_are_told_on_the_hub_or_by_mail():
    host, user = UserFactory(name="Berit"), UserFactory()
    event = make_event(host, reach=Reach.INVITED)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)

    sent = invitations.invite(event, by=host, emails=[user.email.upper(), "mayor@example.org", "mayor@example.org"], language="nb")

    assert [invitation.email for invitation in sent] == [user.email.lower(), "mayor@example.org"]
    assert told(user) == [f"You are invited: {event.title}"]
    assert Event.objects.visible_to(user).filter(pk=event.pk).exists()
    [mail] = outbox.outbox
    assert mail.to == ["mayor@example.org"]
    assert str(event.key) in mail.body
    assert invitations.invite(event, by=host, emails=["mayor@example.org"], language="nb") == []


def test_invitations_are_sent_from_the_page_and_addresses_that_are_none_are_given_back(client):
    host = UserFactory()
    event = make_event(host)
    client.force_login(host)
    address = reverse("events:people", args=[event.pk])

    refused = client.post(address, {"emails": "one@example.org, nobody", "language": "en"})
    assert refused.status_code == 422
    assert "This is no e-mail address: nobody" in refused.text
    client.post(address, {"emails": "one@example.org; two@example.org\nthree@example.org", "language": "en"})
    assert event.invitations.count() == 3
    client.post(reverse("events:withdraw", args=[event.pk, event.invitations.first().pk]))
    assert event.invitations.count() == 2


def test_poster_shows_the_link_and_its_code(client):
    host = UserFactory()
    event = make_event(host, reach=Reach.INVITED)
    client.force_login(host)

    page = client.get(reverse("events:poster", args=[event.pk]))

    assert f"/events/by/{event.key}/" in page.text
    assert "<svg" in page.text


def test_my_events_lists_seats_and_invitations(client):
    user = UserFactory()
    coming, asked, other = make_event(title="The school"), make_event(title="The bakery"), make_event(title="Nothing of mine")
    come(coming, user)
    asked.invitations.create(email=user.email, user=user)
    client.force_login(user)

    page = client.get(reverse("events:mine")).text

    assert "The school" in page
    assert "The bakery" in page
    assert other.title not in page
