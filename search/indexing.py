"""Keeping the index as the truth is: what has changed is put in, everything can be put in anew while people search, and drift is found and mended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from search.documents import KINDS, Thing
from search.engines import Engine, Posting, database, engine_named
from search.engines.base import version
from search.models import Change, Edition, Lease

logger = logging.getLogger(__name__)

BATCH = 50  # things that are put in at a time
MOST_CHANGES = 500  # that are looked at at a time
GRACE = 2  # seconds for those who are just reading an edition that is not searched any more
FORGOTTEN = timedelta(days=1)  # after which nobody is filling an edition any more


# What has changed


def catch_up() -> int:
    """Put in what has changed; how many things that were. One query where nothing has."""
    number = 0
    while Change.objects.exists():
        with Lease.held():
            number += drain()
    return number


def drain() -> int:
    """Some of what has changed, by whoever holds the lease. A change is forgotten once it is in, so that none is lost if this process ends before."""
    changes = list(Change.objects.values_list("pk", "kind", "key")[:MOST_CHANGES])
    things = list(dict.fromkeys((kind, key) for _pk, kind, key in changes if kind in KINDS))
    editions = Edition.objects.open()
    for some in batches(things):
        put(editions, some)
    Change.objects.filter(pk__in=[pk for pk, _kind, _key in changes]).delete()
    return len(things)


def put(editions: Iterable[Edition], things: Iterable[Thing]) -> int:
    """The things as they are now, in these editions; how many documents were written or taken out. Analysed before anything is locked."""
    told = postings(things)
    written = 0
    for edition in editions:
        engine = engine_named(edition.engine)
        written += (changed := engine.put(edition, told))
        if changed:
            engine.tidy(thoroughly=False)
    return written


def postings(things: Iterable[Thing]) -> dict[Thing, list[Posting]]:
    """Two or three queries for each kind."""
    keys: dict[str, list[str]] = {}
    for kind, key in things:
        keys.setdefault(kind, []).append(key)
    found = {}
    for kind, some in keys.items():
        for key, documents in KINDS[kind].documents(some).items():
            found[kind, key] = [Posting.of(document) for document in documents]
    return found


def batches(things: Iterable, size: int = BATCH) -> Iterator[list]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def everything() -> Iterator[Thing]:
    return ((name, key) for name, kind in KINDS.items() for key in kind.all_keys())


# Everything anew


def rebuild(engine: Engine | None = None, *, tell: Callable[[str, int], None] = lambda kind, number: None) -> Edition:
    """Fill a new edition, beside the one that is searched, and let it take that one's place. Whatever changes meanwhile is put into both.

    `tell(kind, number)` hears how many things of each kind have been put in.
    """
    engine = engine or database()
    edition = Edition.objects.create(engine=engine.name, version=version())
    for name, kind in KINDS.items():
        number = 0
        for some in batches(kind.all_keys()):
            with Lease.held():
                put([edition], [(name, key) for key in some])
            number += len(some)
            tell(name, number)
    catch_up()
    take_over(edition)
    return edition


def take_over(edition: Edition) -> None:
    """It is the one that is searched from now on, unless a later one is already; the one that is not searched any more goes."""
    with Lease.held():
        former = change_places(edition)
    if former:
        time.sleep(GRACE)
    for old in former:
        engine_named(old.engine).empty(old)
        old.delete()
        engine_named(old.engine).tidy(thoroughly=True)


@transaction.atomic
def change_places(edition: Edition) -> list[Edition]:
    """Those that are of no more use: what was searched before, and what somebody began to fill long ago."""
    current = Edition.objects.current()
    if current and current.pk > edition.pk:
        return [edition]
    Edition.objects.filter(is_current=True).update(is_current=False)
    Edition.objects.filter(pk=edition.pk).update(is_current=True)
    forgotten = Edition.objects.filter(pk__lt=edition.pk, made_at__lt=timezone.now() - FORGOTTEN)
    return [*([current] if current else []), *forgotten.exclude(pk=current.pk if current else None)]


def is_ready() -> bool:
    """Whether there is an index, filled as this version of the hub fills it."""
    return Edition.objects.filter(is_current=True, version=version()).exists()


def make_ready() -> None:
    """Fill the index where there is none, or one of another version; the old one is searched meanwhile."""
    if not is_ready():
        rebuild()


# Drift


def reconcile() -> list[Thing]:
    """Compare what is in the index with what should be, mend it, and say which things were wrong. Costs as much as a rebuild, without the writing."""
    edition = Edition.objects.current()
    if edition is None:
        return []
    return [thing for some in batches(compared(edition)) for thing in mend(edition, some)]


def compared(edition: Edition) -> Iterator[Thing]:
    """Every thing that is to be looked at: all that there are, and all that the index knows."""
    known = {(kind, key) for kind, key, _language, _hash in engine_named(edition.engine).fingerprints(edition)}
    there = list(everything())
    yield from there
    yield from sorted(known - set(there))


def mend(edition: Edition, things: list[Thing]) -> list[Thing]:
    """Those of these things that were not in the index as they are; now they are."""
    with Lease.held():
        waiting = set(Change.objects.of(things).values_list("kind", "key"))
        return [thing for thing in things if put([edition], [thing]) and thing not in waiting]


def tidy() -> None:
    """At night: no trace is left of what was taken out."""
    for edition in Edition.objects.open():
        engine_named(edition.engine).tidy(thoroughly=True)
