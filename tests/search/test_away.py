"""Elasticsearch slow, down, wiped or wrong: the database answers in time, misses nothing, and gives way again by itself."""

import logging
import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from elasticsearch import BadRequestError

from events.models import EventText
from search import indexing
from search.engines import Away, database, engine_named, is_degraded
from search.engines.elasticsearch import asking, engine
from search.engines.elasticsearch import server as servers
from search.engines.elasticsearch.server import server
from search.models import Edition, Missed
from search.searching import Seeker, search, suggest
from tests.factories import make_event
from tests.search.conftest import WITH
from tests.services import free_port, wait_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_engine"), pytest.mark.parametrize("each_engine", [WITH], indirect=True)]


def answer(query: str = "harbour"):
    return search(query, language="en", user=AnonymousUser())


def found(query: str = "harbour") -> list[str]:
    return [hit.document.title for hit in answer(query).hits]


@pytest.fixture
def harbour(each_engine):
    """Something that is found by either."""
    event = make_event(title="A harbour")
    indexing.rebuild()
    assert not answer().degraded
    return event


@pytest.fixture
def away(settings):
    """`with away():` nobody is there."""

    @contextmanager
    def away():
        there = settings.ELASTICSEARCH_URL
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{free_port()}"
        yield
        settings.ELASTICSEARCH_URL = there

    return away


@pytest.fixture
def hanging(settings, monkeypatch):
    """Somebody takes what is asked, and never answers."""
    monkeypatch.setattr(engine, "PATIENCE", servers.PATIENCE)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(50)
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        yield
    for thread in threading.enumerate():
        if thread.name.startswith("Thread-") and "answers" in thread.name:
            thread.join(5)


# Nobody there


def test_database_answers_where_nobody_is_there_and_it_is_said_once(harbour, away, caplog):
    with away(), caplog.at_level(logging.WARNING, "search"):
        answers = [answer() for _time in range(3)]

        assert [(one.degraded, one.total) for one in answers] == [(True, 1)] * 3
        assert [hit.document.title for hit in suggest("harb", language="en", user=AnonymousUser())] == ["A harbour"]
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "Elasticsearch does not answer, so the database answers whoever searches"
    ]
    assert not answer().degraded


def test_database_answers_within_two_seconds_where_nobody_answers(harbour, hanging):
    begun = time.monotonic()
    assert (answer().degraded, found()) == (True, ["A harbour"])  # two searches, of which one waits
    first = time.monotonic() - begun

    begun = time.monotonic()
    found()
    without = time.monotonic() - begun  # nobody waits for it twice

    assert without < 1
    assert first - 2 * without < 1.5


def test_many_slow_answers_are_one_that_is_too_slow(harbour):
    slow = type(engine_named("elasticsearch"))(patience=0.0)

    with pytest.raises(Away):
        Seeker(AnonymousUser(), language="en", engine=slow).everything("harbour", chosen={})

    assert answer().degraded
    assert server().answers()


def test_server_that_is_back_is_found_without_anybody_waiting(harbour, monkeypatch):
    server().give_up("tests say so")
    assert answer().degraded

    monkeypatch.setattr(servers, "PAUSE", 0)

    wait_for(lambda: not answer().degraded, seconds=5, what="Elasticsearch")


def test_question_that_is_wrong_is_an_error_of_ours(harbour, each_engine):
    with pytest.raises(BadRequestError):
        each_engine.ask(lambda client: client.search(index="tests", body={"query": {"nonsense": {}}}))

    assert not answer().degraded


ANY_OF_MANY = [{"term": {"kind": str(number)}} for number in range(10_000)]
LONG = {"bool": {"should": ANY_OF_MANY}}
LONG_IN_PARTS = {"bool": {"should": [{"bool": {"must": [{"dis_max": {"queries": ANY_OF_MANY[:3]}}, clause]}} for clause in ANY_OF_MANY[:4000]]}}


@pytest.mark.parametrize("question", [LONG, LONG_IN_PARTS])
def test_question_longer_than_the_server_takes_is_answered_by_the_database_and_said(harbour, monkeypatch, caplog, question):
    with monkeypatch.context() as patch:
        patch.setattr(asking, "told", lambda _question: question)
        assert found() == ["A harbour"]
        assert answer().degraded

    assert "longer than Elasticsearch takes" in caplog.text
    assert not answer().degraded


# What changes meanwhile


def test_what_changes_meanwhile_is_in_the_database_at_once_and_made_up_for_later(harbour, away):
    with away():
        EventText.objects.update(title="A renamed harbour")
        make_event(title="Another harbour")
        indexing.catch_up()
        assert sorted(found()) == ["A renamed harbour", "Another harbour"]

    assert answer().degraded  # it is there, and has missed something
    assert Missed.objects.exists()
    indexing.Tending()()
    assert not answer().degraded
    assert sorted(found()) == ["A renamed harbour", "Another harbour"]
    assert not Missed.objects.exists()
    assert indexing.reconcile(engine_named("elasticsearch")) == []


def test_rebuild_while_it_is_away_fills_the_database(harbour, away, capsys):
    with away():
        call_command("search_rebuild", verbosity=0)
        call_command("search_reconcile")

    assert (
        capsys.readouterr().out.splitlines()
        == [
            "1 documents are in the index of sqlite.",
            "elasticsearch does not answer. The timetable fills it when it is back.",
            "sqlite:",
            "  The index is as it should be.",
            "elasticsearch:",
            "  It does not answer, or has no index. The timetable sees to that when it is back.",
        ]
        or database().name != "sqlite"
    )
    assert not answer().degraded


def test_wiped_server_is_filled_by_itself_while_the_database_answers(harbour, each_engine):
    client = server().client
    client.indices.delete(index=each_engine.filled(Edition.objects.current("elasticsearch")))

    assert (answer().degraded, found()) == (True, ["A harbour"])
    make_event(title="A second harbour")
    indexing.catch_up()  # which does not make the index anew by writing to it
    assert not client.indices.exists(index=each_engine.written(Edition.objects.current("elasticsearch")))

    indexing.Tending()()

    assert not answer().degraded
    assert sorted(found()) == ["A harbour", "A second harbour"]


def test_what_is_not_taken_is_said_and_holds_up_nothing(harbour, each_engine, caplog):
    edition, client = Edition.objects.current("elasticsearch"), server().client
    client.indices.delete(index=each_engine.filled(edition))
    aliases = {each_engine.written(edition): {}, "tests": {}}
    client.indices.create(index=each_engine.filled(edition), aliases=aliases, mappings={"dynamic": "strict", "properties": {}})

    EventText.objects.update(title="A renamed harbour")
    indexing.catch_up()

    assert "does not take what is written to it" in caplog.text
    assert (answer().degraded, found()) == (True, ["A renamed harbour"])


def test_edition_of_an_engine_that_is_not_used_any_more_is_forgotten(harbour, settings):
    settings.ELASTICSEARCH_URL = ""
    make_event(title="A second harbour")

    indexing.catch_up()

    assert list(Edition.objects.values_list("engine", flat=True)) == [database().name]


def test_night_takes_away_what_nobody_knows(harbour, each_engine):
    left = indexing.begin(each_engine)
    Edition.objects.filter(pk=left.pk).delete()
    assert server().client.indices.exists(index=each_engine.filled(left))

    indexing.tidy()

    assert not server().client.indices.exists(index=each_engine.filled(left))
    assert found() == ["A harbour"]


# What operators see


def test_health_says_which_engine_answers(harbour, away, client):
    assert client.get("/healthz").json() == {"database": "up", "search": "up"}
    with away():
        answer()
        assert client.get("/healthz").json() == {"database": "up", "search": "degraded"}
        assert client.get("/healthz").status_code == 200
        assert is_degraded()
