"""Recaps: drafted from what happened, gone over by hosts, published; and no HTML of anybody's gets through."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events import markdown
from events.actions import polls, questions, recaps, rooms, voting
from events.models import Event, Reach, Recap
from hub.models import Notice
from tests.factories import UserFactory, make_event, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return UserFactory()


@pytest.fixture
def over(host):
    """An event that was this morning: three questions, two polls, and seven people, five of them from Norway."""
    event = make_event(host, title="What could a closed school become?")
    begun = timezone.now() - timedelta(minutes=5)
    Event.objects.filter(pk=event.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=1))
    event.refresh_from_db()
    event.texts.update(lead="The school is closed.")
    event.items.create(position=1, titles={"en": "Three *empty* houses"}, speaker=event.speakers.create(name="Eero", standing="confirmed"))
    room = rooms.enter(event, who=host).room
    seats = [register(event, UserFactory(name=f"Person{number}", country="NO" if number < 5 else "SE")) for number in range(7)]
    for seat in seats:
        rooms.enter(event, who=seat.user)
    facts = {"by": seats[0], "language": "en"}
    asked = [questions.ask(room, body=body, client_id=uuid4(), **facts) for body in ("# Who has the [key](x)?", "Who pays?", "A rude one")]
    questions.answer(asked[0], text="The caretaker, <b>always</b>", language="en")
    questions.dismiss(asked[2])
    for title, votes in (("What first?", 6), ("And then?", 3)):
        words = [{"en": "A bakery"}, {"en": "A workshop"}]
        poll = polls.save_poll(event, kind="one", titles={"en": title}, options=words, lows={}, highs={}, is_anonymous=True)
        polls.open_poll(poll)
        for seat in seats[:votes]:
            voting.vote(poll, by=seat, options=[poll.options.first().pk])
        polls.close_poll(poll)
        polls.show_results(poll, is_shown=True)
    Event.objects.filter(pk=event.pk).update(starts_at=begun - timedelta(hours=5), ends_at=begun - timedelta(hours=4))
    event.refresh_from_db()
    return event


def test_draft_tells_what_happened_and_names_nobody_who_asked(over):
    text = recaps.make_draft(over).text.text

    assert "The school is closed." in text
    assert "- Three \\*empty\\* houses (Eero)" in text
    assert "- **\\# Who has the \\[key\\](x)?**  \n  The caretaker, \\<b\\>always\\</b\\>" in text
    assert "## Still open\n\n- Who pays?" in text
    assert "A rude one" not in text
    assert "- **What first?** (6 answers)\n  - A bakery: 6\n  - A workshop: 0" in text
    assert "- **And then?** (fewer than five answered)\n\n" in text
    assert "7 people were there." in text
    assert "They came from Norway, among others." in text
    assert "Sweden" not in text
    assert "Person" not in text


def test_recap_is_drafted_by_itself_when_the_room_has_closed_and_hosts_are_told(over, host):
    recaps.draft_recaps()
    recaps.draft_recaps()

    assert Recap.objects.get().event == over
    assert Notice.objects.filter(recipient=host, kind="event_recap").count() == 1


def test_nothing_is_drafted_of_what_has_not_begun_was_cancelled_or_had_no_room(host):
    make_event(host)
    gone = make_event(host)
    long_ago = timezone.now() - timedelta(days=1)
    Event.objects.filter(pk=gone.pk).update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))

    recaps.draft_recaps()

    assert not Recap.objects.exists()


def test_host_goes_over_the_draft_publishes_and_translates_it(over, host, client):
    client.force_login(host)
    address = reverse("events:edit_recap", args=[over.pk])
    client.post(address, {"draft": ""})
    page = reverse("events:recap", args=[over.pk])
    client.logout()
    assert client.get(page).status_code == 404
    assert "Read what came of it" not in client.get(over.get_absolute_url()).text

    client.force_login(host)
    client.post(address, {"text": "## What we do\n\n- **Ask** the caretaker", "publish": ""})
    client.post(reverse("events:translate_recap", args=[over.pk, "nb"]), {"text": "## Hva vi gjør", "provenance": "person"})
    client.logout()

    assert "<strong>Ask</strong> the caretaker" in client.get(page).text
    assert "Read what came of it" in client.get(over.get_absolute_url()).text
    assert "<h2>Hva vi gjør</h2>" in client.get(page.replace("/en/", "/nb/")).text

    client.force_login(host)
    client.post(address, {"text": "## What we do", "back": ""})
    client.logout()
    assert client.get(page).status_code == 404


def test_recap_of_an_event_by_invitation_is_read_by_those_who_see_the_event(over, client):
    recaps.publish(recaps.make_draft(over))
    Event.objects.filter(pk=over.pk).update(reach=Reach.INVITED)
    page = reverse("events:recap", args=[over.pk])
    assert client.get(page).status_code == 404

    client.force_login(over.registrations.exclude(role="host").first().user)

    assert client.get(page).status_code == 200


def test_nothing_is_drafted_before_it_has_begun(host, client):
    event = make_event(host)
    client.force_login(host)

    client.post(reverse("events:edit_recap", args=[event.pk]), {"draft": ""})

    assert not Recap.objects.exists()


# Markdown


@given(st.text(max_size=200))
def test_what_somebody_wrote_is_one_plain_paragraph(text):
    html = markdown.render(markdown.plain(text))

    assert html.count("<") == (2 if markdown.plain(text) else 0)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("[x](javascript:alert(1))", "<a "),
        ("![x](https://example.org/x.png)", "<img"),
        ("<a href='x'>x</a>", "<a "),
    ],
)
def test_no_html_script_or_picture_gets_through(text, tag):
    assert tag not in markdown.render(text)


def test_highest_heading_is_below_the_pages_own():
    assert markdown.render("# One\n\n### Three") == "<h2>One</h2>\n<h3>Three</h3>\n"
