"""What an adviser could see is gone when consent is: from every page, feed, notice, mail, calendar and export, and from open pages in two seconds."""

import asyncio
import json
import time
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core import mail as outbox
from django.db import connections
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from entrepreneurs.actions.connections import block
from events.actions.calendars import renew_address
from events.actions.office_hours import book
from hub.live.sockets import Socket
from hub.live.switchboard import Switchboard
from hub.models import Notice
from hub.notices.kinds import tell
from hub.notices.mailing import send_due
from hub.privacy import Person, export
from learning.actions import advising as actions
from learning.actions import consents, shares, submissions
from learning.models import Enrolment, Scope
from tests.entrepreneurs.test_foreign import OURS
from tests.factories import UserFactory, make_course
from tests.factories.advising import follow, hand_in, make_adviser, make_hour
from tests.factories.courses import PRACTICE
from tests.factories.tools import make_budget

pytestmark = pytest.mark.django_db
CANARY, COURSE = "wolfberry", "Cloudwatching"
TOLD = {"learning:advising", "learning:submission", "learning:tools", "me:report", "learning:sheet", "learning:versions", "learning:version"}
TOLD |= {"learning:sheet_xlsx"}
WITHDRAWN = {
    "withdrawn": lambda advising: consents.choose(advising, scopes=[]),
    "ended by the learner": lambda advising: actions.end(advising, by=advising.learner),
    "ended by the adviser": lambda advising: actions.end(advising, by=advising.adviser),
    "blocked": lambda advising: block(advising.learner, blocked=advising.adviser),
    "account closed": lambda advising: close(advising.learner),
    "adviser no more": lambda advising: advising.adviser.groups.clear(),
}


def close(user) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


@pytest.fixture
def ada():
    return UserFactory(name="Ada", is_active=True)


@pytest.fixture
def olena():
    return make_adviser()


@pytest.fixture
def course(site_tree):
    return make_course(site_tree, bodies=[[PRACTICE]])


@pytest.fixture
def learning(ada, olena, course) -> dict[str, tuple]:
    """Something of everything that an adviser can see, each with a word of its own; by the addresses that name it."""
    type(course.page).objects.filter(pk=course.page.pk).update(title=COURSE)
    advising = follow(ada, olena)
    task = hand_in(course.lesson, ada, PRACTICE["id"], f"I walked. {CANARY}one")
    submissions.comment(task, by=olena, body="And whom have you met?", language="en")
    submissions.add_version(task, by=ada, body=f"I walked, and met Bo. {CANARY}two", language="en")
    said = submissions.comment(task, by=ada, body=f"{CANARY}three", language="en")
    sheet = make_budget(ada, title=f"{CANARY}four")
    shares.comment(sheet, by=olena, section="", body="Is it enough?", language="en")
    shares.comment(sheet, by=ada, section="", body=f"{CANARY}five", language="en")
    given = make_budget(ada, title=f"{CANARY}six")
    shares.share(given, by=ada, whom=f"person:{olena.pk}", can_edit=True)
    booking = book(make_hour(olena), by=ada, about="Only for the two", language="en")
    return {
        "learning:advising": (advising.pk,),
        "learning:submission": (task.pk,),
        "learning:sheet": (sheet.pk,),
        "learning:versions": (sheet.pk,),
        "learning:version": (sheet.pk, 1),
        "learning:sheet_xlsx": (sheet.pk,),
        "learning:sheet_pdf": (sheet.pk,),
        "me:report": ("remark", said.pk),
        "events:office_hour": (booking.hour_id,),
        "events:hour_file": (booking.pk,),
        "events:own_feed": (renew_address(olena).key,),
        "messages:conversation": (advising.conversation_id,),
        "people:person": (ada.pk,),
    }


def addresses(keys: dict[str, tuple]) -> dict[str, str]:
    """Every page of ours that names nothing, and those that name something of the learner's."""
    plain = {name for name in names_in(get_resolver()) if name.partition(":")[0] in OURS}
    return {name: reverse(name) for name in plain} | {name: reverse(name, args=key) for name, key in keys.items()}


def names_in(resolver, namespace: str = ""):
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from names_in(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif not entry.pattern.converters and entry.name and namespace:
            yield f"{namespace}{entry.name}"


def walk(client, keys: dict[str, tuple], *, names=None) -> dict[str, str]:
    """What the adviser is told by each, or by these; of a workbook, what stands in its sheets."""
    return {name: read(client.get(address)) for name, address in addresses(keys).items() if names is None or name in names}


def read(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        packed = ZipFile(BytesIO(content))
        content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace")


def telling(told: dict[str, str], word: str) -> set[str]:
    return {name for name, text in told.items() if word in text}


def news(user) -> str:
    return " ".join(line.text for line in tell(user, Notice.objects.filter(recipient=user)).values())


def exported(user) -> str:
    return json.dumps(export(Person(user=user))[0], ensure_ascii=False)


def fed(client, advising: int) -> dict:
    return client.get("/live/", {"after": f"advising:{advising}=0"}).json()


def test_while_it_holds_the_adviser_sees_what_is_consented_to_and_no_copy_leaves(ada, olena, learning, client):
    """So that what is gone below was there. Mails and exports never hold it."""
    client.force_login(olena)
    written = news(olena)
    told = walk(client, learning)

    assert telling(told, CANARY) == TOLD
    assert {"learning:advising", "learning:advising_desk"} <= telling(told, COURSE)
    assert client.get(reverse("learning:sheet_pdf", args=learning["learning:sheet_pdf"])).status_code in {200, 503}
    assert f"advising:{learning['learning:advising'][0]}" in fed(client, *learning["learning:advising"])["feeds"]
    assert "Ada has handed in a new version" in written
    assert "Ada has shared a tool with you" in written
    send_due(timezone.now() + timedelta(hours=1))
    sent = "".join(mail.body for mail in outbox.outbox if mail.to == [olena.email])
    assert CANARY not in exported(olena) + told["events:own_feed"] + sent
    assert "And whom have you met?" in exported(olena)
    assert CANARY in exported(ada)


@pytest.mark.parametrize("way", WITHDRAWN)
def test_it_is_gone_from_every_page_feed_notice_mail_calendar_and_export(ada, olena, learning, client, way):
    client.force_login(olena)
    advising = actions.Advising.objects.get()
    client.get(reverse("learning:advising_desk"))  # what was looked at leaves nothing behind

    WITHDRAWN[way](advising)

    where_it_was = TOLD | {"learning:advising_desk", "me:news"} | learning.keys()
    names = None if way == "withdrawn" else where_it_was  # all there is, once
    told, at_an_hour = walk(client, learning, names=names), timezone.now() + timedelta(hours=1)
    assert telling(told, CANARY) == set()
    assert not {"learning:advising", "learning:advising_desk"} & telling(told, COURSE)
    for name in ("submission", "sheet", "versions", "version", "sheet_xlsx", "sheet_pdf"):
        assert client.get(reverse(f"learning:{name}", args=learning[f"learning:{name}"])).status_code == 404
    for name in ("comment_submission", "new_version", "take_back_submission"):
        response = client.post(reverse(f"learning:{name}", args=learning["learning:submission"]), {"body": "x", "language": "en"})
        assert response.status_code == 404
    assert CANARY not in json.dumps(fed(client, advising.pk))
    assert "handed in" not in news(olena)
    assert "shared a tool" not in news(olena)
    send_due(at_an_hour)
    assert [mail.body for mail in outbox.outbox if mail.to == [olena.email] and "handed in" in mail.body] == []
    assert CANARY not in exported(olena)
    assert list(Enrolment.objects.open_to(olena, Scope.PROGRESS)) == []
    assert fed(client, advising.pk)["closed"] == ([] if way == "withdrawn" else [advising.feed_key])


def test_one_thing_taken_back_leaves_the_others(ada, olena, learning, client):
    client.force_login(olena)
    consents.choose(actions.Advising.objects.get(), scopes=[Scope.PROGRESS])

    names = TOLD | {"learning:advising_desk"}
    told = walk(client, learning, names=names)
    assert telling(told, CANARY) == set()
    assert {"learning:advising", "learning:advising_desk"} <= telling(told, COURSE)
    consents.choose(actions.Advising.objects.get(), scopes=[Scope.PRACTICE])
    told = walk(client, learning, names=names)
    assert telling(told, CANARY) == {"learning:submission", "me:report"}
    assert not {"learning:advising", "learning:advising_desk"} & telling(told, COURSE)
    history = [(one.scope, one.withdrawn_at is None) for one in actions.Advising.objects.get().consents.all()]
    assert sorted(history) == [("practice", False), ("practice", True), ("progress", False), ("tools", False)]


def test_task_taken_back_is_gone_and_comes_again_with_a_version(ada, olena, learning, client):
    client.force_login(olena)
    task = submissions.Submission.objects.get()

    submissions.take_back(task)

    assert client.get(task.get_absolute_url()).status_code == 404
    assert CANARY not in client.get(reverse("learning:advising_desk")).text
    assert "handed in" not in news(olena)
    submissions.add_version(task, by=ada, body="Once more", language="en", client_id=uuid4())
    assert "Once more" in client.get(task.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WITHDRAWN)
def test_open_page_is_told_within_two_seconds(way, client):
    """The socket of an open page of the adviser hears of it, or its feed is closed, which makes the page let go of what it shows."""
    ada, olena = UserFactory(), make_adviser()
    advising = follow(ada, olena)
    client.force_login(olena)
    told = []

    async def scene():
        async def emit(message):
            told.append(json.loads(message["bytes"]))

        board = Switchboard()
        socket = Socket({"headers": [(b"cookie", f"sessionid={client.session.session_key}".encode())]}, None, emit)
        socket.user = olena
        board.sockets.add(socket)
        await board.follow(socket, {f"person:{olena.pk}": 2**40, advising.feed_key: 2**40})
        looking = asyncio.create_task(board.look())
        begun, before = time.monotonic(), len(told)
        await asyncio.to_thread(in_thread, lambda: WITHDRAWN[way](advising))
        while not any(is_told(message, advising) for message in told[before:]) and time.monotonic() - begun < 2:
            await asyncio.sleep(0.02)
        looking.cancel()
        assert any(is_told(message, advising) for message in told[before:])
        await board.ask(connections.close_all)

    asyncio.run(scene())


def in_thread(work) -> None:
    try:
        work()
    finally:
        connections.close_all()


def is_told(message: dict, advising) -> bool:
    events = message.get("feeds", {}).get(advising.feed_key, {}).get("events", [])
    return advising.feed_key in message.get("closed", []) or any(event["kind"] == "consent.changed" for event in events)
