"""Elasticsearch is killed while somebody searches: the search goes on, and returns to it when it is back; wiped, it is filled anew."""

import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.journeys.keyboard import follow, write
from tests.journeys.test_search import NEW_EVENT
from tests.services import wait_for

pytestmark = [pytest.mark.journey, pytest.mark.services, pytest.mark.xdist_group("elasticsearch")]


@pytest.fixture
def hub(make_server, elasticsearch):
    """A server with its timetable, which keeps both engines filled. Elasticsearch, whatever becomes of it, is there for others in the end."""
    hub = make_server(ELASTICSEARCH_URL=elasticsearch.url).start()
    hub.manage("search_prepare")
    with (hub.data / "timetable.log").open("w") as log:
        timetable = subprocess.Popen([sys.executable, "manage.py", "timetable"], cwd=settings.BASE_DIR, env=hub.env, stdout=log, stderr=log)
    yield hub
    timetable.terminate()
    timetable.wait(20)
    hub.stop()
    elasticsearch.start()
    forget_all(elasticsearch)


def forget_all(elasticsearch) -> None:
    with urllib.request.urlopen(urllib.request.Request(f"{elasticsearch.url}/tvers-*", method="DELETE"), timeout=10):  # noqa: S310
        pass


def answering(hub) -> str:
    """What operators see."""
    with urllib.request.urlopen(f"{hub.url}/healthz", timeout=10) as health:  # noqa: S310
        return health.read().decode()


def wait_until(hub, state: str) -> None:
    wait_for(lambda: f'"search": "{state}"' in answering(hub), seconds=60, what=f"the search to be {state}: {answering(hub)}")


def seconds(do) -> float:
    begun = time.monotonic()
    do()
    return time.monotonic() - begun


def titles(page) -> list[str]:
    return sorted(page.locator(".hits h2").all_inner_texts())


def test_search_goes_on_without_elasticsearch_and_returns_to_it(hub, elasticsearch, page):
    page.goto(f"{hub.url}/en/")
    write(page, page.locator(".seek input"), "school")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    wait_until(hub, "up")
    total, kinds = page.locator("[role=status].kicker").inner_text(), page.locator(".by-kind").inner_text()

    usual = seconds(page.reload)
    elasticsearch.kill()
    assert seconds(page.reload) < usual + 3
    assert (page.locator("[role=status].kicker").inner_text(), page.locator(".by-kind").inner_text()) == (total, kinds)
    wait_until(hub, "degraded")
    follow(page, page.locator(".by-kind a", has_text="Lessons"))
    expect(page.locator(".hits mark").first).to_be_visible()

    hub.manage("shell", "--no-imports", "-c", NEW_EVENT)
    wait_for(lambda: page.goto(f"{hub.url}/en/search/?q=wombats") and titles(page), seconds=20, what="what is new")
    assert titles(page) == ["Wombats at the harbour"]

    elasticsearch.start()
    wait_until(hub, "up")
    page.reload()
    assert titles(page) == ["Wombats at the harbour"]  # which it has missed, and has now

    elasticsearch.wipe()
    page.reload()
    assert titles(page) == ["Wombats at the harbour"]
    elasticsearch.start()
    wait_until(hub, "up")
    page.reload()
    assert titles(page) == ["Wombats at the harbour"]
    assert "Traceback" not in hub.log
