"""The page of an event, as each reader sees it."""

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import strip_tags

from events.guests import MOST_LINKS
from events.models import EventLanguage, EventText, Item, Reach, Series, Speaker, State
from hub.models import Organisation, Provenance
from tests.factories import UserFactory, make_event, register

pytestmark = pytest.mark.django_db


def page(client, event, language: str = "en") -> str:
    return client.get(f"/{language}/events/{event.pk}/").text


def said(html: str) -> str:
    return " ".join(strip_tags(html.split("<main", 1)[1].split("</main>")[0].replace("<", " <")).split())


# Who sees it


def test_draft_is_for_its_hosts_and_is_kept_by_nobody(client, site_tree):
    host = UserFactory()
    event = make_event(host, state=State.DRAFT)

    assert client.get(f"/en/events/{event.pk}/").status_code == 404
    client.force_login(host)
    assert "Draft: seen by its hosts alone" in page(client, event)
    assert "noindex" in page(client, event)


def test_public_event_is_kept_for_visitors_alone(client):
    event = make_event()

    response = client.get(f"/en/events/{event.pk}/")

    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    client.force_login(UserFactory())
    assert "public" not in client.get(f"/en/events/{event.pk}/").get("Cache-Control", "")


def test_link_opens_an_event_by_invitation_in_this_browser(client, site_tree):
    event, other = make_event(reach=Reach.INVITED), make_event(reach=Reach.INVITED)
    assert client.get(f"/en/events/{event.pk}/").status_code == 404

    response = client.get(f"/en/events/by/{event.key}/", follow=True)

    assert response.redirect_chain == [(f"/en/events/{event.pk}/", 302)]
    assert response.status_code == 200
    assert "public" not in response.get("Cache-Control", "")
    assert '<meta name="robots" content="noindex">' in response.text
    assert client.get(f"/en/events/{event.pk}.ics").status_code == 200
    assert client.get(f"/en/events/{other.pk}/").status_code == 404


def test_link_of_a_public_event_sets_no_cookie(client):
    response = client.get(f"/en/events/by/{make_event().key}/")

    assert response.status_code == 302
    assert not response.cookies


def test_link_that_leads_nowhere_and_a_draft_s_are_not_found(client, site_tree):
    assert client.get(f"/en/events/by/{uuid4()}/").status_code == 404
    assert client.get(f"/en/events/by/{make_event(state=State.DRAFT).key}/").status_code == 404


def test_browser_remembers_the_newest_links(client):
    events = [make_event(reach=Reach.INVITED) for _each in range(3)]
    session = client.session
    session["event_links"] = [str(uuid4()) for _each in range(MOST_LINKS)]
    session.save()
    client.cookies["sessionid"] = session.session_key

    for event in (*events, events[0]):
        client.get(f"/en/events/by/{event.key}/")

    assert len(client.session["event_links"]) == MOST_LINKS
    assert client.session["event_links"][-3:] == [str(event.key) for event in (events[1], events[2], events[0])]


# What it says


def test_page_tells_what_there_is_to_know(client):
    host = UserFactory(name="Olena")
    event = make_event(host, title="What now?", kind="webinar", place="The library", where="NO/Trøndelag", audience=["newcomer"])
    event.organisation = Organisation.objects.create(name="A college", country="NO")
    event.save()
    event.hosts.update(by="experience")
    event.texts.update(lead="A lead", about="Bring a <picture>.", access="No steps.")
    EventLanguage.objects.create(event=event, language="uk", is_interpreted=True)

    told = said(page(client, event))

    for words in ("Webinar", "What now?", "A lead", "Bring a &lt;picture&gt;.", "No steps.", "The library", "Trøndelag, Norway", "Spoken English"):
        assert words in told
    assert "Interpreted into Українська" in told
    assert "For whom On the way to starting Held by A college (Norway) Hosts Olena (by experience)" in told


def test_text_in_another_language_is_marked_and_says_so(client):
    event = make_event(title="Hva nå?", language="nb")

    assert '<h1 lang="nb" dir="ltr">Hva nå?</h1>' in page(client, event)
    assert "in this language only so far: Norsk" in said(page(client, event))
    assert "so far" not in said(page(client, event, "nb"))


def test_translation_says_how_it_was_made(client):
    event = make_event()
    EventText.objects.create(event=event, language="nb", title="Hva nå?", provenance=Provenance.MACHINE)

    assert "state wait" not in page(client, event)
    assert "state wait" in page(client, event, "nb")
    assert f'href="/nb/events/{event.pk}/" hreflang="nb"' in page(client, event)


def test_speakers_are_named_once_they_have_said_yes(client):
    host = UserFactory()
    event = make_event(host)
    for name, standing in (("Yes", "confirmed"), ("Perhaps", "asked"), ("No", "declined")):
        speaker = Speaker.objects.create(event=event, name=f"{name} Speaker", standing=standing)
        Item.objects.create(event=event, titles={"en": f"Talk of {name}"}, speaker=speaker)

    visitor = said(page(client, event))
    client.force_login(host)
    mine = said(page(client, event))

    assert re.findall(r"(\w+) Speaker", visitor) == ["Yes", "Yes"]
    assert sorted(set(re.findall(r"(\w+) Speaker", mine))) == ["Perhaps", "Yes"]
    assert ("until they say yes" in visitor, "until they say yes" in mine) == (False, True)
    assert "Talk of No" in visitor


def test_running_order_is_read_from_the_reader_s_clock(client):
    event = make_event(at="18:00", zone="Europe/Oslo")
    for position, minutes in enumerate([10, 25, 5]):
        Item.objects.create(event=event, position=position, minutes=minutes, titles={"en": f"Point {position}"})

    def hours():
        return re.findall(r"<time datetime=[^>]*>(\d\d:\d\d)</time>", page(client, event))

    assert hours() == ["18:00", "18:10", "18:35"]
    assert "those of the clock in Oslo" in said(page(client, event))
    client.force_login(UserFactory(time_zone="Europe/Helsinki"))
    assert hours() == ["19:00", "19:10", "19:35"]
    assert "those of the clock in Helsinki" in said(page(client, event))


@pytest.mark.parametrize(
    ("capacity", "states", "told"),
    [
        (None, ["coming"], "As many as come"),
        (3, ["coming", "offered", "cancelled"], "1 of 3 is free"),
        (2, ["coming", "coming", "waiting"], "All 2 are taken 1 waits for one"),
    ],
)
def test_seats_and_the_line_are_counted(client, capacity, states, told):
    event = make_event(capacity=capacity)
    for state in states:
        register(event, UserFactory(), state=state, offered_until=event.starts_at)

    assert told in said(page(client, event))


def test_cancelled_event_says_why(client):
    event = make_event(state=State.CANCELLED, cancelled_because="The road is closed.")

    assert "This event is cancelled. The road is closed." in said(page(client, event))


def test_other_dates_and_other_meetings_are_shown_to_those_who_may_see_them(client):
    series, host = Series.objects.create(), UserFactory()
    earlier = make_event(host, title="Earlier", reach=Reach.INVITED, days=-7)
    event = make_event(host, title="Now", series=series, earlier=earlier)
    make_event(title="Later", days=30, earlier=event)
    make_event(host, title="Draft", days=40, earlier=event, state=State.DRAFT)
    next_one, hidden = make_event(days=14, series=series), make_event(days=21, series=series, reach=Reach.INVITED)

    html = page(client, event)

    assert f'href="{next_one.get_absolute_url()}"' in html
    assert f'href="{hidden.get_absolute_url()}"' not in html
    assert ("Later" in html, "Earlier" in html, ">Draft<" in html) == (True, False, False)
    client.force_login(host)
    html = page(client, event)
    assert ("Later" in html, "Earlier" in html, ">Draft<" in html) == (True, True, True)


def test_moderator_sees_what_hosts_see(client):
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get(name="Coordinator"))
    event = make_event()
    Speaker.objects.create(event=event, name="Perhaps")
    client.force_login(moderator)

    assert "Perhaps" in said(page(client, event))


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_with_one_and_with_three_of_everything(client, number, django_assert_num_queries):
    event = make_event(series=Series.objects.create())
    for position in range(number):
        speaker = Speaker.objects.create(event=event, name="A speaker", standing="confirmed")
        Item.objects.create(event=event, position=position, titles={"en": "A talk"}, speaker=speaker)
        make_event(days=10 + position, series=event.series)
        make_event(days=30 + position, earlier=event)

    with django_assert_num_queries(14):  # itself and seven parts of it, dates and later ones with texts, networks, the footer
        page(client, event)


def test_whoever_was_asked_to_lead_it_is_not_named_and_has_no_hosts_buttons_until_they_agree(client):
    asked = UserFactory(name="Asked Askedsen")
    event = make_event(UserFactory(name="Berit"))
    event.hosts.create(user=asked, since=None)
    client.force_login(asked)

    page = client.get(event.get_absolute_url()).text

    assert "Berit" in page
    assert page.count("Asked Askedsen") == 0
    assert reverse("events:people", args=[event.pk]) not in page
