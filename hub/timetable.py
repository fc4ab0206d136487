"""Periodic work: who does what how often, and the loop that begins it; and what follows a change within a second.

Any number of processes may run the loop: each piece of work is begun by one of them, because beginning it moves its row in the database.
Apps register theirs in `ready()`.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils import timezone
from wagtail.models import Revision

from hub.live.models import prune_events
from hub.notices.actions import prune
from hub.notices.mailing import send_due
from hub.tasks import begin_again

logger = logging.getLogger(__name__)

TICK = 5  # seconds between two looks at the clock
MOMENT = 1  # second between two looks at what is watched


@dataclass(frozen=True)
class Work:
    name: str
    every: timedelta
    function: Callable[[], object]


entries: dict[str, Work] = {}
watched: dict[str, Callable[[], object]] = {}


def register(name: str, every: timedelta, function: Callable[[], object]) -> None:
    """Do `function()` every so often, from the first start on. It may run later than it should, so it must look at dates and not at clocks."""
    entries[name] = Work(name, every, function)


def watch(name: str, function: Callable[[], object]) -> None:
    """Call `function()` every second, beside everything else: it asks at little cost whether there is something to do, and does it.

    Every process that runs the timetable does, so it must see to it that only one acts.
    """
    watched[name] = function


def run_due(now: datetime | None = None) -> list[str]:
    """Begin what is due and not begun elsewhere; the names of what ran. Work that fails says so in the log, and is due again in its time."""
    from hub.models import TimetableEntry

    now = now or timezone.now()
    begun = dict(TimetableEntry.objects.values_list("name", "begun_at"))
    due = [work for work in entries.values() if work.name not in begun or begun[work.name] <= now - work.every]
    mine = [work for work in due if TimetableEntry.objects.begin(work.name, every=work.every, now=now)]
    for work in mine:
        perform(work)
    return [work.name for work in mine]


def perform(work: Work) -> None:
    try:
        work.function()
    except Exception:
        logger.exception("%s failed; it is tried again in %s", work.name, work.every)


def run_forever(*, stopping: threading.Event) -> None:
    """Look at the clock until `stopping` is set. A database that is away for a while is waited for."""
    watchers = [threading.Thread(target=keep_watch, args=(name, stopping), daemon=True) for name in watched]
    for watcher in watchers:
        watcher.start()
    while not stopping.is_set():
        close_old_connections()
        try:
            run_due()
        except Exception:
            logger.exception("The timetable could not be read; it is tried again in %s seconds", TICK)
        close_old_connections()
        stopping.wait(TICK)
    for watcher in watchers:
        watcher.join(TICK)


def keep_watch(name: str, stopping: threading.Event) -> None:
    """What fails says so once, and is tried again."""
    is_well = True
    while not stopping.wait(MOMENT):
        try:
            watched[name]()
            is_well = True
        except Exception:
            logger.log(logging.ERROR if is_well else logging.DEBUG, "%s failed; it is tried again every second", name, exc_info=True)
            is_well = False
        close_old_connections()


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set: work that has begun is finished first."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stopping.set())
    return stopping


def publish_scheduled() -> None:
    """Publish what has its time come, and unpublish what has had it. What may not go live loses its date, and holds up nothing else."""
    for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at"):
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except ValidationError as refusal:
            take_off(revision, refusal)
    call_command("publish_scheduled", verbosity=0)


def take_off(revision: Revision, refusal: ValidationError) -> None:
    """An editor finds it in the page's history, and what is missing by the page itself."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.warning("%s was not published when its time came: %s", revision.content_object, " ".join(refusal.messages))


def clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)


def prune_task_results() -> None:
    """What the worker has done is forgotten after a day, and what failed after a week: these rows hold the text of mails."""
    ages = ["--min-age-days=1", "--failed-min-age-days=7"]
    call_command("prune_db_task_results", "--backend=background", "--queue-name=*", *ages, verbosity=0)


register("publish_scheduled", timedelta(minutes=1), publish_scheduled)
register("begin_again", timedelta(minutes=5), begin_again)
register("mail_notices", timedelta(minutes=1), send_due)
register("prune_notices", timedelta(days=1), prune)
register("clear_sessions", timedelta(days=1), clear_sessions)
register("prune_events", timedelta(hours=6), prune_events)
register("prune_task_results", timedelta(days=1), prune_task_results)
