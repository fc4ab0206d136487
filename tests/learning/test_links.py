"""The monthly look at links, against a real server of somebody else's; and never at what is private."""

import subprocess
import sys
import time
from datetime import timedelta
from urllib.request import urlopen

import pytest
from django.utils import timezone

from hub import timetable
from hub.models import Notice
from hub.notices.kinds import tell
from learning import links
from learning.actions import linkchecks
from learning.models import LinkState, Resource
from tests.factories.resources import adult, make_organisation, make_resource
from tests.services import free_port, wait_for

pytestmark = pytest.mark.django_db


class Elsewhere:
    def __init__(self, folder):
        self.log, self.port = folder / "log", free_port()
        self.log.touch()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen([sys.executable, "-m", "tests.elsewhere", str(self.port), str(self.log)])
        wait_for(self.is_up, what="somebody else's server", seconds=20)
        self.log.write_text("")

    def is_up(self) -> bool:
        try:
            with urlopen(f"{self.url}/there", timeout=5) as answer:  # noqa: S310
                return answer.status == 200
        except OSError:
            return False

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().splitlines()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture
def elsewhere(server, settings):
    settings.LINK_CHECK_LOOPBACK = True
    server.log.write_text("")
    return server


# Looking


@pytest.mark.parametrize(
    ("path", "state", "moved_to"),
    [
        ("/there", "ok", ""),
        ("/there?q=å b#part", "ok", ""),
        ("/no-head", "ok", ""),
        ("/cuts-head", "ok", ""),
        ("/for-good", "moved", "/there"),
        ("/for-good-twice", "moved", "/there"),
        ("/for-now", "ok", ""),
        ("/for-now-first", "ok", ""),  # what comes after somewhere for now is no address to keep
        ("/shut", "shut", ""),
        ("/gone", "gone", ""),
        ("/nowhere", "gone", ""),
        ("/broken", "away", ""),
        ("/in-circles", "away", ""),
    ],
)
def test_what_is_found(elsewhere, path, state, moved_to):
    assert links.look(elsewhere.url + path) == links.Found(LinkState(state), moved_to and elsewhere.url + moved_to)


@pytest.mark.parametrize("path", ["/inside", "/to-metadata", "/to-file"])
def test_a_redirect_leads_into_no_private_network(elsewhere, path):
    assert links.look(elsewhere.url + path) == links.Found(LinkState.AWAY)
    assert {line.split()[1] for line in elsewhere.asked} == {path}


def test_it_says_who_asks_and_takes_a_few_bytes(elsewhere):
    assert links.look(elsewhere.url + "/no-head-and-long").state == LinkState.OK

    wait_for(lambda: "POURED" in elsewhere.log.read_text(), what="the end of the pouring", seconds=10)
    head, get, poured = elsewhere.asked
    assert head.startswith(f"HEAD /no-head-and-long 127.0.0.1:{elsewhere.port} TversLinkCheck/1.0 (+http")
    assert get.endswith("bytes=0-4095")
    assert int(poured.split()[1]) < 160  # not the ten megabytes


@pytest.mark.parametrize(("path", "state"), [("/hangs", "away"), ("/drips", "ok")])
def test_it_waits_for_nobody_longer_than_it_may(elsewhere, path, state):
    """Whoever says that it is there has answered, however long they go on."""
    begun = time.monotonic()

    assert links.look(elsewhere.url + path, seconds=1.5).state == state
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://224.0.0.1/",
        "https://93.184.216.34:8443/",
        "https://93.184.216.34:22/",
        "https://ada:secret@93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "gopher://93.184.216.34/",
        "javascript:alert(1)",
        "http://",
        "http://[",
    ],
)
def test_nothing_private_is_asked(address):
    assert links.is_private(address)
    assert links.look(address) == links.Found(LinkState.AWAY)


def test_loopback_is_asked_in_tests_alone(server, settings):
    """The server is there, and would answer."""
    server.log.write_text("")

    assert links.look(f"{server.url}/there") == links.Found(LinkState.AWAY)
    assert links.is_private(f"{server.url}/there")
    assert server.asked == []


# Noting


def look_at(resource, *, days: int) -> Resource:
    """As if so many days had gone by since the last look."""
    Resource.objects.filter(pk=resource.pk).exclude(looked_at=None).update(looked_at=timezone.now() - timedelta(days=days))
    Resource.objects.filter(pk=resource.pk).update(look_at=timezone.now() - timedelta(minutes=1))
    linkchecks.begin_looking()
    return Resource.objects.get(pk=resource.pk)


def told(user) -> list[str]:
    return [one.text for one in tell(user, Notice.objects.filter(recipient=user).unread()).values()]


def days_until_next(resource) -> int:
    return round((resource.look_at - timezone.now()) / timedelta(days=1))


def test_what_answers_is_looked_at_once_a_month(elsewhere):
    resource = look_at(make_resource(address=f"{elsewhere.url}/there"), days=0)

    assert (resource.link_state, resource.failures, days_until_next(resource)) == ("ok", 0, 30)
    assert resource.looked_at is not None
    linkchecks.begin_looking()
    assert len(elsewhere.asked) == 1


def test_two_failures_on_different_days_are_said_and_told(elsewhere):
    editor, maker = adult(), adult()
    resource = make_resource(address=f"{elsewhere.url}/gone", organisation=make_organisation(editor), made_by=maker)

    once = look_at(resource, days=0)
    assert (once.failures, once.is_out_of_reach, days_until_next(once)) == (1, False, 1)
    same_day = look_at(resource, days=0)
    assert (same_day.failures, same_day.is_out_of_reach) == (1, False)
    assert told(editor) == []

    twice = look_at(resource, days=1)
    assert (twice.failures, twice.is_out_of_reach, twice.failing_since, days_until_next(twice)) == (2, True, once.failing_since, 7)
    assert (told(editor), told(maker)) == (["A link in the bank cannot be reached any more: How to begin"], [])


def test_without_an_organisation_whoever_brought_it_is_told(elsewhere):
    maker = adult()
    resource = make_resource(address=f"{elsewhere.url}/gone", made_by=maker)

    for _day in range(3):
        look_at(resource, days=1)

    assert told(maker) == ["A link in the bank cannot be reached any more: How to begin"]


def test_what_answers_again_is_in_reach_again(elsewhere):
    resource = make_resource(address=f"{elsewhere.url}/there", failures=2, failing_since=timezone.now(), link_state="away")

    found = look_at(resource, days=7)

    assert (found.link_state, found.failures, found.failing_since, days_until_next(found)) == ("ok", 0, None, 30)


def test_where_it_has_moved_is_noted_and_nothing_is_changed(elsewhere):
    resource = make_resource(address=f"{elsewhere.url}/for-good")

    found = look_at(resource, days=0)

    assert (found.address, found.moved_to) == (f"{elsewhere.url}/for-good", f"{elsewhere.url}/there")


def test_only_links_of_the_bank_are_looked_at(elsewhere):
    for state in ("proposed", "returned", "withdrawn"):
        make_resource(address=f"{elsewhere.url}/there", state=state)
    make_resource(kind="document")

    linkchecks.begin_looking()

    assert elsewhere.asked == []


def test_no_more_than_a_batch_at_once_and_those_that_wait_longest_first(elsewhere, monkeypatch):
    monkeypatch.setattr(linkchecks, "BATCH", 2)
    for days in (1, 3, 2):
        make_resource(address=f"{elsewhere.url}/there-{days}", look_at=timezone.now() - timedelta(days=days))

    linkchecks.begin_looking()

    assert [line.split()[1] for line in elsewhere.asked] == ["/there-3", "/there-2"]


def test_nothing_is_noted_of_an_address_that_was_changed_meanwhile():
    resource = make_resource()
    Resource.objects.filter(pk=resource.pk).update(address="https://example.org/another/")

    linkchecks.note(resource, links.Found(LinkState.GONE))

    assert Resource.objects.get().failures == 0


def test_timetable_begins_it_every_hour():
    assert timetable.entries["look_at_links"].every == timedelta(hours=1)
