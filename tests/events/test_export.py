"""Everything of an event in one file, and that what was anonymous stays so in it."""

import csv
import json
from io import BytesIO, StringIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from events.actions import chat, polls, questions, rooms, voting
from events.everything import SHEETS
from events.models import EventFeedback, Registration
from tests.factories import UserFactory, begin, make_event, make_event_guest, register

pytestmark = pytest.mark.django_db


def opened(client, event) -> ZipFile:
    response = client.get(reverse("events:everything", args=[event.pk]))
    assert response["Content-Type"] == "application/zip"
    return ZipFile(BytesIO(response.content))


def rows(archive: ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(StringIO(archive.read(name).decode("utf-8-sig"))))[1:]


def begun(host, **facts):
    event = begin(make_event(host, **facts))
    return event, rooms.enter(event, who=host).room


def said(seat: Registration, body: str) -> dict:
    return {"by": seat, "body": body, "language": "en", "client_id": uuid4()}


@pytest.fixture
def host(client):
    user = UserFactory(name="Hostess")
    client.force_login(user)
    return user


def test_archive_holds_facts_tables_and_what_they_are(client, host):
    event, room = begun(host, title="What now?")
    seat = register(event, UserFactory(name="Cem"))
    chat.say(room, **said(seat, "=1+1"))
    event.followed.create(saids={"en": "Too long"}, dids={"en": "An hour less"})
    event.notes.create(question="What hinders you?", text="Rent", language="en")

    archive = opened(client, event)

    assert archive.namelist() == ["README.txt", "event.json", *(sheet.name for sheet in SHEETS)]
    assert "messages.csv: what was said in the room" in archive.read("README.txt").decode()
    facts = json.loads(archive.read("event.json"))
    assert (facts["texts"][0]["title"], facts["hosts"]) == ("What now?", [{"name": "Hostess", "by": ""}])
    assert facts["you_said_we_did"] == [{"said": {"en": "Too long"}, "did": {"en": "An hour less"}}]
    assert [row[1:] for row in rows(archive, "messages.csv")] == [["Cem", "en", "'=1+1"]]
    assert [row[0] for row in rows(archive, "people.csv")] == ["Cem"]
    assert rows(archive, "notes.csv") == [["What hinders you?", "Rent", "en"]]


def test_nothing_anonymous_leads_to_anybody(client, host):
    event, room = begun(host)
    people = [register(event, UserFactory(name=f"Person {number}")) for number in range(3)]
    people.append(register(event, make_event_guest(name="Person 3", email="person@example.org")))
    for is_anonymous in (True, False):
        words = {"titles": {"en": "Shall we?"}, "lows": {}, "highs": {}, "is_anonymous": is_anonymous}
        choice = polls.save_poll(event, kind="one", options=[{"en": "Yes"}, {"en": "No"}], **words)
        text = polls.save_poll(event, kind="text", **words)
        for poll in (choice, text):
            polls.open_poll(poll)
        for seat in people:
            voting.vote(choice, by=seat, options=[choice.options.first().pk])
            voting.vote(text, by=seat, text="Open the doors", language="en")
    questions.ask(room, is_anonymous=True, **said(people[0], "Who pays?"))
    questions.ask(room, **said(people[1], "Who has the key?"))
    for seat in people:
        EventFeedback.objects.create(event=event, registration=seat, rating=5, helped="The stories", language="en")

    archive = opened(client, event)

    votes = rows(archive, "polls.csv")
    assert [row[3:] for row in votes if row[2] == "Yes"] == [
        ["Yes", "en", "", "4", ""],
        ["No", "en", "", "0", ""],
        *[["Open the doors", "en", "", "1", ""]] * 4,
    ]
    named = sorted(row[-1] for row in votes if row[2] == "No" and row[-1])
    assert named == sorted([f"Person {number}" for number in range(4)] * 2)
    assert {row[0]: row[2] for row in rows(archive, "questions.csv")} == {"Who pays?": "", "Who has the key?": "Person 1"}
    without_names = "".join(archive.read(name).decode() for name in ("feedback.csv", "notes.csv", "themes.csv"))
    assert "Person" not in without_names
    assert "The stories" in without_names
    assert "person@example.org" not in "".join(archive.read(name).decode() for name in archive.namelist() if name != "people.csv")


def test_ratings_are_kept_back_until_five_have_answered(client, host):
    event, _room = begun(host)
    counts = []
    for _number in range(5):
        EventFeedback.objects.create(event=event, registration=register(event, UserFactory()), rating=5, language="en")
        counts.append([row[-1] for row in rows(opened(client, event), "feedback.csv")])

    assert counts[:4] == [["kept back, for fewer than 5 have answered"] * 5] * 4
    assert counts[4] == ["5", "0", "0", "0", "0"]


@pytest.mark.parametrize(("group", "status"), [("Coordinator", 200), ("Adviser", 404), ("", 404)])
def test_archive_is_for_hosts_and_moderators(client, group, status):
    event, user = make_event(), UserFactory()
    register(event, user)
    user.groups.add(*Group.objects.filter(name=group))
    client.force_login(user)

    assert client.get(reverse("events:everything", args=[event.pk])).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_archive_costs_the_same_for_one_and_for_three_of_everything(client, host, number, django_assert_num_queries):
    event, room = begun(host)
    asked = event.asked.create(texts={"en": "What do you bring?"})
    for _each in range(number):
        seat = register(event, UserFactory())
        seat.answers.create(asked=asked, text="A chair")
        chat.say(room, **said(seat, "Hello"))
        questions.ask(room, **said(seat, "Why?"))
        poll = polls.save_poll(event, kind="one", options=[{"en": "Yes"}], titles={"en": "?"}, lows={}, highs={}, is_anonymous=False)
        polls.open_poll(poll)
        voting.vote(poll, by=seat, options=[poll.options.get().pk])
        event.notes.create(text="Rent", language="en")
        event.theme_proposals.create(title="Rent", language="en")

    with django_assert_num_queries(31):
        opened(client, event)
