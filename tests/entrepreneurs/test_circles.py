"""Circles: forming, beginning, ending and renewing one, and who sees it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from entrepreneurs import reportable
from entrepreneurs.actions import circle_invitations as invitations
from entrepreneurs.actions import circle_log, circles
from entrepreneurs.actions import circle_members as membership
from entrepreneurs.actions import circle_terms as terms
from entrepreneurs.actions.connections import NotAdult, block
from entrepreneurs.actions.reports import report_said
from entrepreneurs.actions.silences import Silenced, silence
from entrepreneurs.circle_page import CirclePage
from entrepreneurs.demonstration import bring_circles
from entrepreneurs.models import Circle, CircleMember, Participant, Profile
from entrepreneurs.people import PEOPLE, bring, bring_profiles
from events.demonstration import bring_events
from hub.models import Notice
from tests.factories import UserFactory, befriend
from tests.factories.circles import RHYTHM, WORDS, make_circle, make_member, make_people

pytestmark = pytest.mark.django_db


def talking(circle) -> set:
    return set(Participant.objects.present().filter(conversation=circle.conversation_id).values_list("user", flat=True))


def told(kind: str) -> set:
    return set(Notice.objects.filter(kind=kind, read_at=None).values_list("recipient", flat=True))


def keys(people) -> set:
    return {user.pk for user in people}


# Forming and beginning


def test_circle_formed_twice_is_one_with_a_conversation():
    ada, client_id = make_member(), uuid4()

    first, again = (circles.form(ada, client_id=client_id, **WORDS, **RHYTHM) for _time in range(2))

    assert (first, first.state) == (again, "forming")
    assert talking(first) == {ada.pk}
    assert not Participant.objects.get().is_owner


def test_whoever_is_not_adult_or_silenced_forms_none():
    young, silenced = UserFactory(), make_member()
    silence(silenced, until=None)

    for user, refusal in ((young, NotAdult), (silenced, Silenced)):
        with pytest.raises(refusal):
            circles.form(user, client_id=uuid4(), **WORDS, **RHYTHM)
    assert not Circle.objects.exists()


@pytest.mark.parametrize(("countries", "begins"), [("NO SE NO", False), ("NO NO NO NO", False), ("NO SE NO NO", True), ("NO NO NO -", False)])
def test_circle_begins_with_four_from_two_countries(countries, begins):
    people = [make_member(country="" if code == "-" else code) for code in countries.split()]
    circle = make_circle(*people, weeks_ago=None)
    page = CirclePage(circle, people[0])
    assert page.can_begin == begins

    if not begins:
        with pytest.raises(circles.CannotBegin):
            circles.begin(circle, by=people[0])
        return
    begun = circles.begin(circle, by=people[0])
    assert circles.begin(circle, by=people[1]).began_at == begun.began_at
    assert (begun.state, begun.ends_on) == ("running", timezone.localdate() + timedelta(weeks=12))
    assert told("circle_begun") == keys(people[1:])


def test_shown_country_counts_where_the_account_says_none(client):
    people = [*make_people(1), *(make_member(country="NO") for _one in range(2)), make_member()]
    circle = make_circle(*people, weeks_ago=None)
    assert CirclePage(circle, people[0]).lacks_country

    Profile.objects.create(user=people[3], language="en", shown_country="FI")

    assert circles.begin(circle, by=people[0]).is_running
    client.force_login(people[0])
    text = client.get(circle.get_absolute_url()).text
    assert "from 2 countries" in text
    assert not any(name in text for name in ("Norway", "Finland"))


def test_facilitators_do_what_concerns_everybody_and_without_them_each_member():
    people = make_people()
    circle = make_circle(*people)
    circles.change(circle, by=people[3], **(WORDS | RHYTHM | {"name": "Another name"}))
    invitations.ask_to_facilitate(circle, by=people[0], member=circle.members.get(user=people[0]))

    with pytest.raises(circles.NotLeading):
        terms.end(circle, by=people[3])
    with pytest.raises(circles.NotAMember):
        terms.end(circle, by=make_member())
    circle.refresh_from_db()
    assert (circle.name, circle.conversation.title, circle.state) == ("Another name", "Another name", "running")
    assert circle.author == people[3]


# Its end


def test_ended_once_for_everybody_and_everybody_is_told():
    people = make_people()
    circle = make_circle(*people)

    first = terms.end(circle, by=people[0])
    again = terms.end(circle, by=people[1])

    assert first.ended_at == again.ended_at
    assert told("circle_ended") == keys(people[1:])
    with pytest.raises(circles.HasEnded):
        circles.change(circle, by=people[0], **WORDS)


def test_ends_by_itself_when_its_weeks_are_over():
    over, going_on = make_circle(weeks_ago=13), make_circle(weeks_ago=11)

    terms.end_due()

    assert set(Circle.objects.running()) == {going_on}
    assert told("circle_ended") == set(over.members.values_list("user", flat=True))


def test_renewed_with_those_who_say_yes_however_many_press_it():
    people = make_people()
    circle = make_circle(*people)
    terms.end(circle, by=people[0])

    new = terms.renew(circle, by=people[0])
    assert told("circle_invited") == keys(people[1:])
    assert terms.renew(circle, by=people[1]) == new
    invitations.accept(new.invitations.get(user=people[2]), by=people[2])
    invitations.decline(new.invitations.get(user=people[3]), by=people[3])

    assert talking(new) == keys(people[:3])
    assert talking(circle) == keys(people)
    assert (new.renewed_from, new.state, told("circle_invited")) == (circle, "forming", set())
    with pytest.raises(ValidationError):
        terms.renew(new, by=people[0])


@pytest.mark.django_db(transaction=True)
def test_two_who_end_or_renew_at_once_do_it_once():
    people = make_people(8)
    circle = make_circle(*people)

    def press(user):
        try:
            terms.end(circle, by=user)
            return terms.renew(circle, by=user).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as crowd:
        assert len(set(crowd.map(press, people))) == 1

    assert Circle.objects.count() == 2
    assert talking(Circle.objects.get(renewed_from=circle)) == keys(people)


# Who sees it


def test_only_those_in_it_see_a_circle():
    circle = make_circle()
    member, stranger = circle.members.first().user, make_member()

    assert list(Circle.objects.visible_to(member)) == [circle]
    assert list(Circle.objects.visible_to(stranger)) == []
    membership.leave(circle, user=member)
    assert list(Circle.objects.visible_to(member)) == []


def test_open_circles_are_listed_for_those_who_can_join():
    circle, _full, closed = make_circle(is_open=True), make_circle(*make_people(8), is_open=True), make_circle()
    ended = make_circle(is_open=True)
    terms.end(ended, by=ended.author)
    stranger, blocked = make_member(), make_member()
    block(circle.author, blocked=blocked)

    assert list(Circle.objects.open_to(stranger)) == [circle]
    assert list(Circle.objects.open_to(blocked)) == []
    assert list(Circle.objects.open_to(circle.author)) == []
    assert closed not in Circle.objects.readable_by(stranger)


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_however_many(client, django_assert_num_queries, number):
    ada, others = make_member(), make_people(3)
    for _circle in range(number):
        make_circle(ada, *others)
        make_circle(is_open=True)
        other = make_circle()
        other.invitations.create(user=ada, asked_by=other.author, language="en")
    client.force_login(ada)

    with django_assert_num_queries(12):
        response = client.get(reverse("circles:list"))

    assert [len(part) for part in (response.context["circles"].mine, response.context["circles"].open)] == [number, number]


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_however_much_is_in_it(client, django_assert_num_queries, number):
    people = make_people(4 + number)
    circle = make_circle(*people)
    for user in people[:number]:
        circle_log.write(circle, by=user, client_id=uuid4(), gave="Time", learned="Patience", language="en")
    for _request in range(number):
        circle.invitations.create(user=make_member(), is_request=True, language="en", message="May I?")
    client.force_login(people[0])

    with django_assert_num_queries(13):
        response = client.get(circle.get_absolute_url())

    assert response.text.count("May I?") == number
    assert response.text.count("Patience") == number


def test_name_and_purpose_are_reported_and_taken_away():
    circle, reader = make_circle(is_open=True), make_member()
    report_said(circle, kind=reportable.kind_named("circle"), reporter=reader, reason="fraud", text="", language="en", blocks=False)

    reportable.remove(f"circle:{circle.pk}")

    circle.refresh_from_db()
    assert (circle.name, circle.purpose, circle.is_open, circle.conversation.title) == ("A circle", "", False, "A circle")
    assert circle.members.count() == 4


def test_form_asks_for_age_and_gives_back_what_is_wrong(client):
    ada = UserFactory()
    client.force_login(ada)
    facts = {"name": "Ours", "purpose": "To learn", "language": "en", "spoken": ["en"], "weeks_between": 2, "weeks": 12, "client_id": uuid4()}

    refused = client.post(reverse("circles:new"), facts)
    assert (refused.status_code, "18 or older" in refused.text, "To learn" in refused.text) == (422, True, True)
    response = client.post(reverse("circles:new"), facts | {"is_adult": "on"})

    circle = Circle.objects.get()
    assert (response.url, circle.name) == (circle.get_absolute_url(), "Ours")


def test_database_has_eight_seats():
    circle = make_circle(*make_people(8))

    for facts in ({"seat": 9}, {"seat": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleMember.objects.create(circle=circle, user=UserFactory(), **facts)


def test_invitation_brings_only_those_one_is_connected_with(client):
    people, friend, stranger = make_people(), make_member(), make_member()
    circle = make_circle(*people)
    befriend(people[0], friend)
    client.force_login(people[0])
    address = reverse("circles:invite", args=[circle.pk])

    for user, status in ((stranger, 422), (friend, 302)):
        assert client.post(address, {"user": user.pk, "message": "Come", "language": "en"}).status_code == status
    client.force_login(friend)
    page = client.get(reverse("circles:invited", args=[circle.invitations.get().pk]))
    assert "Come" in page.text
    client.post(reverse("circles:invited", args=[circle.invitations.get().pk]), {"accept": "1"})
    assert talking(circle) == keys([*people, friend])


def test_demonstration_has_one_that_is_under_way_brought_once():
    for person in PEOPLE:
        bring(person)
    bring_profiles()

    bring_circles()
    bring_events()
    bring_circles()
    bring_events()

    circle = Circle.objects.with_people().get()
    assert (circle.is_running, circle.week, circle.countries, circle.entries.count()) == (True, 5, 4, 2)
    assert [meeting.event.is_over for meeting in circle.meetings.all()] == [True, False]
    assert not Notice.objects.filter(kind__in=["circle_begun", "event_invited"]).exists()
