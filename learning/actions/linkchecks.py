"""The monthly look at the links of the bank: what was found, and whom it concerns."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from hub import notices, pagecache
from learning import links
from learning.actions.resources import editors_of
from learning.models import Resource
from learning.models.resources import UNREADABLE

BATCH = 20  # an hour: 14 000 a month
MONTH, WEEK, DAY = timedelta(days=30), timedelta(days=7), timedelta(days=1)


@task(backend="background")
def look_at_links() -> None:
    """At those whose time has come, one after another."""
    for resource in Resource.objects.due(timezone.now())[:BATCH]:
        note(resource, links.look(resource.address))


def begin_looking() -> None:
    """Behind the pages and the timetable, because somebody else's server may be slow."""
    if Resource.objects.due(timezone.now()).exists():
        look_at_links.enqueue()


@transaction.atomic
def note(resource: Resource, found: links.Found) -> None:
    """What was found just now. Of an address that was changed meanwhile, nothing is noted."""
    now = timezone.now()
    row = Resource.objects.select_for_update(no_key=True).filter(pk=resource.pk, address=resource.address).first()
    if row is None:
        return
    was_out_of_reach = row.is_out_of_reach
    count(row, found, now)
    row.link_state, row.moved_to, row.looked_at = found.state, found.moved_to if len(found.moved_to) <= 500 else "", now
    row.save(update_fields=["link_state", "moved_to", "looked_at", "failures", "failing_since", "look_at"])
    if row.is_out_of_reach != was_out_of_reach:
        transaction.on_commit(pagecache.forget)
    if row.is_out_of_reach and not was_out_of_reach:
        tell_editors(row)


def count(row: Resource, found: links.Found, now) -> None:
    """A failure counts once a day, and is looked at again the next; what is out of reach, every week; what answers, every month."""
    if not found.state.is_failure:
        row.failures, row.failing_since, row.look_at = 0, None, now + MONTH
        return
    is_counted = row.failures and row.looked_at and row.looked_at.date() == now.date()
    row.failures = min(row.failures + (0 if is_counted else 1), 100)
    row.failing_since = row.failing_since or now
    row.look_at = now + (DAY if row.failures < UNREADABLE else WEEK)


def tell_editors(resource: Resource) -> None:
    for user in editors_of(resource):
        notices.give(user, "resource_unreachable", about=f"resource:{resource.pk}")
