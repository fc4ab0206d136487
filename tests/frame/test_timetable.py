"""Periodic work: begun when due, by one process alone, whatever happens to it."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from hub import timetable
from hub.models import Generation, StandardPage, TimetableEntry
from hub.supervisor import ROOT
from hub.tasks import begin_again
from tests.servers import environment
from tests.services import wait_for

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def done(monkeypatch):
    """The only work there is: it notes that it was done, every ten minutes."""
    done = []
    monkeypatch.setattr(timetable, "entries", {})
    timetable.register("note", timedelta(minutes=10), lambda: done.append("note"))
    return done


def test_work_is_done_at_the_first_start_and_again_when_its_time_has_passed(done):
    ran = [timetable.run_due(NOW + timedelta(minutes=minutes)) for minutes in (0, 9, 10, 11, 25)]

    assert ran == [["note"], [], ["note"], [], ["note"]]
    assert done == ["note"] * 3


def test_work_that_fails_is_logged_and_stops_nothing(done, caplog):
    timetable.register("fail", timedelta(minutes=10), lambda: 1 / 0)
    timetable.register("after", timedelta(minutes=10), lambda: done.append("after"))

    timetable.run_due(NOW)

    assert done == ["note", "after"]
    assert [record.message for record in caplog.records] == ["fail failed; it is tried again in 0:10:00"]


@pytest.mark.django_db(transaction=True)
def test_work_is_begun_by_one_of_many(done):
    TimetableEntry.objects.create(name="note", begun_at=NOW - timedelta(hours=1))
    together = threading.Barrier(8)

    def begin():
        together.wait()
        timetable.run_due(NOW)
        connection.close()

    threads = [threading.Thread(target=begin) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == ["note"]


def test_scheduled_page_is_published_and_the_cached_pages_are_forgotten(site_tree, django_capture_on_commit_callbacks):
    page = site_tree.home.add_child(instance=StandardPage(title="Later", slug="later", locale=site_tree.locales["en"], live=False))
    page.go_live_at = NOW - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    before = Generation.objects.current()

    with django_capture_on_commit_callbacks(execute=True):
        timetable.publish_scheduled()

    assert Page.objects.get(pk=page.pk).live
    assert Generation.objects.current() == before + 1


@pytest.mark.parametrize(
    ("minutes", "workers", "status"), [(20, 1, "READY"), (1, 1, "RUNNING"), (20, 3, "FAILED")], ids=["left", "being done", "ends workers"]
)
def test_task_that_a_killed_worker_left_is_begun_again(minutes, workers, status):
    begun = {"status": "RUNNING", "started_at": timezone.now() - timedelta(minutes=minutes), "worker_ids": ["worker"] * workers}
    task = DBTaskResult.objects.create(task_path="mail", backend_name="background", args_kwargs={}, run_after=NOW, **begun)

    begin_again()

    assert DBTaskResult.objects.get(pk=task.pk).status == status
    assert DBTaskResult.objects.ready().filter(pk=task.pk).exists() == (status == "READY")


def test_sessions_that_are_over_are_cleared():
    for key, days in {"over": -1, "open": 1}.items():
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + timedelta(days=days))

    timetable.clear_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_finished_tasks_are_forgotten_after_a_day_and_failed_ones_after_a_week(settings):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for path, status, days in [("old", "SUCCESSFUL", 2), ("new", "SUCCESSFUL", 0), ("failed", "FAILED", 2), ("long failed", "FAILED", 8)]:
        DBTaskResult.objects.create(
            task_path=path, status=status, finished_at=NOW - timedelta(days=days), backend_name="background", args_kwargs={}, worker_ids=[]
        )

    timetable.prune_task_results()

    assert sorted(DBTaskResult.objects.values_list("task_path", flat=True)) == ["failed", "new"]


OF_DEMONSTRATIONS = {"bring_posts", "load_advising", "load_events"}


def test_timetable_runs_as_a_process_until_it_is_asked_to_stop(migrated_data):
    command = [sys.executable, "manage.py", "timetable"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(migrated_data), stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(lambda: entries_of(migrated_data) == sorted({*timetable.entries, *OF_DEMONSTRATIONS}))

            os.kill(process.pid, signal.SIGTERM)

            assert process.wait(20) == 0
            assert process.stderr.read() == ""
        finally:
            process.kill()


def entries_of(data) -> list[str]:
    with closing(sqlite3.connect(data / "tvers.sqlite3")) as database:
        return [name for (name,) in database.execute("SELECT name FROM hub_timetableentry ORDER BY name")]
