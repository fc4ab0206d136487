"""An event as its hosts make it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from entrepreneurs.roles import ensure_roles
from events.actions import events as actions
from events.actions.hosts import agree, ask_host, remove_host
from events.models import Event, EventText, Host, Item, State
from hub.models import Notice
from tests.factories import UserFactory, befriend, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser():
    ensure_roles()
    user = UserFactory(name="Olena")
    user.groups.add(Group.objects.get(name="Adviser"))
    return user


def make_data(**facts):
    day = timezone.localdate() + timedelta(days=10)
    defaults = {"title": "What could a closed school become?", "day": day.isoformat(), "at": "18:00", "minutes": "90", "zone": "Europe/Oslo"}
    return defaults | {"spoken": ["nb", "sv"], "kind": "network", "language": "nb", "publish": "1"} | facts


def test_event_is_made_and_published_in_one_go(client, adviser):
    client.force_login(adviser)

    response = client.post("/nb/events/new/", make_data())

    event = Event.objects.get()
    assert response["Location"] == f"/nb/events/{event.pk}/plan/"
    assert (event.state, event.language, event.spoken, event.title) == (State.PUBLISHED, "nb", ["nb", "sv"], "What could a closed school become?")
    assert [(host.user, host.since is not None) for host in event.hosts.all()] == [(adviser, True)]
    assert event.starts_at.astimezone(event.clock).hour == 18


def test_member_makes_no_event(client):
    client.force_login(UserFactory())

    assert client.get("/nb/events/new/").status_code == 404
    assert client.post("/nb/events/new/", make_data()).status_code == 404
    assert not Event.objects.exists()
    with pytest.raises(actions.NotYours):
        actions.make_event(UserFactory(), title="x", language="nb", day=timezone.localdate(), at="18:00", zone="Europe/Oslo")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "This field is required."),
        ("title", "x" * 121, "at most 120"),
        ("day", "2026-02-31", "no such day"),
        ("day", "2020-01-01", "still to come"),
        ("at", "25:00", "Write the hour"),
        ("zone", "Europe/Atlantis", "Select a valid choice"),
        ("spoken", [], "Choose the languages"),
        ("start", "event:999999", "Select a valid choice"),
        ("minutes", "0", "greater than or equal to 5"),
    ],
)
def test_what_does_not_fit_is_said_by_the_field_and_nothing_is_lost(client, adviser, field, value, said):
    client.force_login(adviser)

    response = client.post("/en/events/new/", make_data(audience=["adviser"]) | {field: value})

    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert response.context["form"]["audience"].value() == ["adviser"]
    assert not Event.objects.exists()


# Beginning with something


def test_pattern_brings_a_running_order_in_every_language(client, adviser):
    client.force_login(adviser)

    client.post("/nb/events/new/", make_data(start="pattern:webinar"))

    first = Event.objects.get().items.first()
    assert (first.kind, first.titles["nb"], first.titles["uk"]) == (Item.Kind.WELCOME, "Velkommen", "Вітання")


def test_earlier_event_brings_everything_but_its_day_and_its_people(client, adviser):
    earlier = make_event(adviser, language="nb", title="Før", days=-30, place="Steinkjer", where="NO/Trøndelag", capacity=12)
    Item.objects.create(event=earlier, kind="talk", titles={"nb": "Innlegg"})
    earlier.speakers.create(name="Kari")
    client.force_login(adviser)

    client.post("/nb/events/new/", make_data(start=f"event:{earlier.pk}", title="Etter"))

    new = Event.objects.exclude(pk=earlier.pk).get()
    assert (new.title, new.earlier, new.place, new.capacity) == ("Etter", earlier, "Steinkjer", 12)
    assert [item.titles for item in new.items.all()] == [{"nb": "Innlegg"}]
    assert new.speakers.count() == 0
    assert new.day != earlier.day


def test_nobody_begins_with_what_others_lead(client, adviser):
    client.force_login(adviser)

    response = client.post("/nb/events/new/", make_data(start=f"event:{make_event().pk}"))

    assert response.status_code == 422
    assert Event.objects.count() == 1


# Part by part


def post_part(client, event, name, **facts):
    return client.post(reverse("events:part", args=[event.pk, name]), facts)


def test_parts_are_changed_one_by_one(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)

    post_part(client, event, "words", title="Roads", lead="Who pays?", about="", access="Lift")
    post_part(client, event, "where", place="Samfunnshuset", where="NO/Trøndelag", is_online="on")
    post_part(client, event, "whom", audience=["decision_maker"], spoken=["en", "nb"], interpreted=["uk", "nb"], reach="invited")
    post_part(client, event, "facts", kind="focus_group")

    event = Event.objects.get(pk=event.pk)
    assert (event.title, event.text.lead, event.place, event.where) == ("Roads", "Who pays?", "Samfunnshuset", "NO/Trøndelag")
    assert (event.spoken, event.interpreted, event.audience) == (["en", "nb"], ["uk"], ["decision_maker"])
    assert (event.reach, event.kind, event.sequence) == ("invited", "focus_group", 4)


def test_event_is_somewhere(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)

    response = post_part(client, event, "where", place="", where="")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["place"]


@pytest.mark.parametrize("name", ["hosts", "plan", "again", "series", "cancel_event"])
def test_plan_is_for_hosts_alone(client, name):
    event = make_event()
    client.force_login(UserFactory())

    assert client.get(reverse(f"events:{name}", args=[event.pk])).status_code == 404
    assert client.post(reverse(f"events:{name}", args=[event.pk]), {"because": "x"}).status_code == 404
    assert Event.objects.get().state == State.PUBLISHED


def rows(*given, known=0, **more):
    """What the form of a list sends: rows by their fields."""
    data = {"row-TOTAL_FORMS": len(given), "row-INITIAL_FORMS": known} | more
    return data | {f"row-{number}-{name}": value for number, row in enumerate(given) for name, value in row.items()}


def test_running_order_is_sorted_by_its_numbers_and_empty_rows_are_none(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)
    row = {"minutes": 10, "kind": "talk"}

    sent = rows(row | {"title": "Second", "ORDER": 2}, row | {"title": "First", "ORDER": 1}, row | {"title": " "})
    client.post(reverse("events:rows", args=[event.pk, "order"]), sent)

    assert [(item.position, str(item.title)) for item in event.items.all()] == [(1, "First"), (2, "Second")]


def test_point_said_otherwise_loses_its_translations_and_others_keep_theirs(client, adviser):
    event = make_event(adviser)
    for position, title in enumerate(["Welcome", "Talk"]):
        Item.objects.create(event=event, position=position, titles={"en": title, "nb": "På norsk"})
    one, two = event.items.all()
    client.force_login(adviser)

    row = {"minutes": 10, "kind": "talk"}
    sent = rows(row | {"id": one.pk, "title": "Hello", "ORDER": 1}, row | {"id": two.pk, "title": "Talk", "ORDER": 2}, known=2)
    client.post(reverse("events:rows", args=[event.pk, "order"]), sent)

    assert [item.titles for item in event.items.all()] == [{"en": "Hello"}, {"en": "Talk", "nb": "På norsk"}]


def test_emptied_rows_are_taken_away(client, adviser):
    event = make_event(adviser)
    speaker = event.speakers.create(name="Kari")
    client.force_login(adviser)

    client.post(reverse("events:rows", args=[event.pk, "speakers"]), rows({"id": speaker.pk, "name": "", "standing": "asked", "ORDER": 1}, known=1))

    assert not event.speakers.exists()


def test_rows_of_another_event_cannot_be_taken_over(client, adviser):
    event, other = make_event(adviser), make_event()
    theirs = other.speakers.create(name="Kari")
    client.force_login(adviser)

    client.post(reverse("events:rows", args=[event.pk, "speakers"]), rows({"id": theirs.pk, "name": "Eve", "standing": "confirmed", "ORDER": 1}))

    assert [speaker.name for speaker in other.speakers.all()] == ["Kari"]
    assert [speaker.name for speaker in event.speakers.all()] == ["Eve"]


def test_wrong_row_is_said_and_nothing_is_lost(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)

    response = client.post(reverse("events:rows", args=[event.pk, "order"]), rows({"title": "Talk", "minutes": 0, "kind": "talk"}))

    assert response.status_code == 422
    assert "Talk" in response.text
    assert not event.items.exists()


# In other languages


def test_event_is_translated_on_one_page(client, adviser):
    event = make_event(adviser)
    item = Item.objects.create(event=event, titles={"en": "Welcome"})
    asked = event.asked.create(texts={"en": "What do you eat?"})
    client.force_login(adviser)

    sent = {"title": "Hva kan skolen bli?", f"item-{item.pk}": "Velkommen", f"asked-{asked.pk}": "", "provenance": "machine"}
    client.post(reverse("events:words", args=[event.pk, "nb"]), sent)

    text = EventText.objects.get(event=event, language="nb")
    item.refresh_from_db()
    asked.refresh_from_db()
    assert (text.title, text.provenance) == ("Hva kan skolen bli?", "machine")
    assert (item.titles, asked.texts) == ({"en": "Welcome", "nb": "Velkommen"}, {"en": "What do you eat?"})


@pytest.mark.parametrize("language", ["en", "xx"])
def test_event_is_not_translated_into_its_own_language_or_an_unknown_one(client, adviser, language):
    client.force_login(adviser)

    assert client.get(f"/nb/events/{make_event(adviser).pk}/plan/in/{language}/").status_code == 404


# The whole of it


def test_published_event_has_somebody_who_leads_it(adviser):
    event = make_event(adviser, state=State.DRAFT)
    Host.objects.all().delete()

    with pytest.raises(actions.LacksHost):
        actions.publish(event)

    assert Event.objects.get().is_draft


def test_past_is_not_published_moved_or_cancelled(adviser):
    event = make_event(adviser, days=-2, state=State.DRAFT)

    for act in (actions.publish, lambda event: actions.cancel(event, because="x")):
        with pytest.raises(actions.OverAlready):
            act(event)


def test_cancelled_event_stays_and_says_why_and_cannot_be_changed(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)

    client.post(reverse("events:cancel_event", args=[event.pk]), {"because": "The hall is closed."})

    event.refresh_from_db()
    assert (event.state, event.cancelled_because, event.sequence) == (State.CANCELLED, "The hall is closed.", 1)
    with pytest.raises(actions.OverAlready):
        actions.change_event(event, place="x")


def test_draft_is_deleted(client, adviser):
    event = make_event(adviser, state=State.DRAFT)
    client.force_login(adviser)

    client.post(reverse("events:cancel_event", args=[event.pk]))

    assert not Event.objects.exists()


def test_series_keeps_the_local_hour_across_summer_time(adviser):
    event = make_event(adviser, day="2027-03-22", zone="Europe/Oslo")

    actions.repeat(event, by=adviser, weeks=1, number=3)

    found = Event.objects.order_by("starts_at")
    assert [one.starts_at.strftime("%m-%d %H:%M") for one in found] == ["03-22 17:00", "03-29 16:00", "04-05 16:00"]
    assert {(one.series, one.state) for one in found} == {(found[0].series, State.PUBLISHED)}


def test_hour_that_clocks_leave_out_is_refused(client, adviser):
    client.force_login(adviser)

    response = client.post("/en/events/new/", make_data(day="2027-03-28", at="02:30"))

    assert "clocks are put forward" in " ".join(response.context["form"].errors["at"])


# Who leads it


def test_second_host_leads_once_they_have_agreed(client, adviser):
    other = UserFactory(name="Marit")
    befriend(adviser, other)
    event = make_event(adviser)
    client.force_login(adviser)
    client.post(reverse("events:hosts", args=[event.pk]), {"user": other.pk, "by": "experience"})

    assert [notice.kind for notice in Notice.objects.filter(recipient=other, about=f"event:{event.pk}")] == ["asked_to_host"]
    assert not Event.objects.hosted_by(other).exists()
    assert [host.user for host in Event.objects.get().leaders] == [adviser]
    client.force_login(other)
    client.post(reverse("events:asked_to_host", args=[event.pk]), {"yes": ""})

    assert list(Event.objects.hosted_by(other)) == [event]
    assert [(host.user, host.by) for host in Event.objects.get().leaders] == [(adviser, ""), (other, "experience")]


def test_stranger_cannot_be_asked_to_lead(client, adviser):
    event, stranger = make_event(adviser), UserFactory()
    client.force_login(adviser)

    assert client.post(reverse("events:hosts", args=[event.pk]), {"user": stranger.pk}).status_code == 422
    assert [host.user for host in event.hosts.all()] == [adviser]


def test_last_host_stays(client, adviser):
    event = make_event(adviser)
    client.force_login(adviser)

    response = client.post(reverse("events:hosts", args=[event.pk]), {"host": event.hosts.get().pk, "remove": ""}, follow=True)

    assert "Somebody has to lead it" in response.text
    assert event.hosts.count() == 1


def test_host_steps_down_and_the_other_goes_on(client, adviser):
    other = UserFactory()
    event = make_event(adviser)
    agree(ask_host(event, user=other))

    remove_host(event.hosts.get(user=adviser))

    assert not Event.objects.hosted_by(adviser).exists()
    assert list(Event.objects.hosted_by(other)) == [event]


def test_speaker_with_an_account_says_yes_on_the_hub(client, adviser):
    kari = UserFactory(name="Kari")
    befriend(adviser, kari)
    event = make_event(adviser)
    client.force_login(adviser)
    client.post(reverse("events:rows", args=[event.pk, "speakers"]), rows({"name": "Kari", "standing": "asked", "user": kari.pk, "ORDER": 1}))
    speaker = event.speakers.get()
    client.force_login(kari)

    assert "You are asked to speak" in client.get("/en/me/news/").text
    client.post(reverse("events:asked_to_speak", args=[speaker.pk]), {"yes": ""})

    speaker.refresh_from_db()
    assert speaker.standing == "confirmed"
    assert "You are asked to speak" not in client.get("/en/me/news/").text


# The desk


def test_desk_shows_what_one_leads(client, adviser):
    coming, draft, past = make_event(adviser), make_event(adviser, state=State.DRAFT), make_event(adviser, days=-5)
    make_event()
    client.force_login(adviser)

    desk = client.get("/en/events/desk/").context["desk"]

    assert (desk.coming, desk.drafts, desk.past) == ([coming], [draft], [past])


@pytest.mark.parametrize("number", [1, 3])
def test_desk_asks_as_much_of_the_database_for_one_event_as_for_three(client, adviser, number, django_assert_num_queries):
    for _each in range(number):
        make_event(adviser)
    client.force_login(adviser)

    with django_assert_num_queries(18):
        client.get("/en/events/desk/")


def test_desk_is_for_those_who_lead(client):
    client.force_login(UserFactory())

    assert client.get("/en/events/desk/").status_code == 404
