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
from search.engines import Away, Engine, Lost, Posting, Refused, database, engine_named, engines
from search.models import Change, Edition, Lease, Missed
from search.models.changes import Busy
from search.models.editions import by_kind

logger = logging.getLogger(__name__)

BATCH = 50  # things that are put in at a time
MOST_CHANGES = 500  # that are looked at at a time
GRACE = 2  # seconds for those who are just reading an edition that is not searched any more
FORGOTTEN = timedelta(days=1)  # after which nobody is filling an edition any more


# What has changed


def catch_up() -> int:
    """Put in what has changed until now; how many things that were. One query where nothing has. What changes meanwhile waits for the next time."""
    number, latest = 0, Change.objects.values_list("pk", flat=True).last()
    while latest and Change.objects.filter(pk__lte=latest).exists():
        with Lease.held():
            number += drain()
    return number


def drain() -> int:
    """Some of what has changed, by whoever holds the lease. A change is forgotten once it is in, so that none is lost if this process ends before."""
    changes = list(Change.objects.values_list("pk", "kind", "key")[:MOST_CHANGES])
    things = list(dict.fromkeys((kind, key) for _pk, kind, key in changes if kind in KINDS))
    editions = written_to()
    for some in batches(things):
        put(editions, some)
    Change.objects.filter(pk__in=[pk for pk, _kind, _key in changes]).delete()
    return len(things)


def written_to() -> list[Edition]:
    """The database's first, which waits for nobody. An edition of an engine that is not used any more would miss all of it, so it is forgotten."""
    names = [engine.name for engine in engines()]
    Edition.objects.exclude(engine__in=names).delete()
    return sorted(Edition.objects.open(), key=lambda edition: names.index(edition.engine))


def put(editions: Iterable[Edition], things: Iterable[Thing]) -> int:
    """The things as they are now, in these editions; how many documents were written or taken out. Analysed before anything is locked.

    What an engine does not take now is noted as missed by its edition, and holds up no other.
    """
    told = postings(things)
    written = 0
    for edition in editions:
        try:
            written += write(edition, told)
        except Away:
            Missed.objects.note(edition, told)
        except Refused:
            logger.exception("%s does not take what is written to it", edition)
            Missed.objects.note(edition, told)
    return written


def write(edition: Edition, told: dict[Thing, list[Posting]]) -> int:
    engine = engine_named(edition.engine)
    changed = engine.put(edition, told)
    if changed and edition.is_current:
        engine.tidy(thoroughly=False)
    return changed


def postings(things: Iterable[Thing]) -> dict[Thing, list[Posting]]:
    """Two or three queries for each kind."""
    found = {}
    for kind, some in by_kind(things).items():
        for key, documents in KINDS[kind].documents(some).items():
            found[kind, key] = [Posting.of(document) for document in documents]
    return found


def batches(things: Iterable, size: int = BATCH) -> Iterator[list]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def everything() -> Iterator[Thing]:
    return ((name, key) for name, kind in KINDS.items() for key in kind.all_keys())


# What was missed


def make_up() -> int:
    """Write what editions have missed, now that their engines may take it; how many things that were. One query where none has missed anything."""
    number = 0
    for edition in Edition.objects.filter(missed__isnull=False).distinct():
        while things := list(edition.missed.values_list("kind", "key")[:BATCH]):
            if not make_up_for(edition, things):
                break
            number += len(things)
    return number


def make_up_for(edition: Edition, things: list[Thing]) -> bool:
    try:
        with Lease.held():
            write(edition, postings((kind, key) for kind, key in things if kind in KINDS))
            Missed.objects.made_up(edition, things)
    except Away:
        return False
    return True


# Everything anew


def rebuild(*some: Engine, tell: Callable[[str, int], None] = lambda kind, number: None) -> list[Edition]:
    """Fill a new edition of each engine, beside the one that is searched, and let it take that one's place. Changes meanwhile are put into both.

    Of all engines, unless some are named; without those that are away, for which it is done when they are back. `tell(kind, number)` hears how many
    things of each kind have been put in.
    """
    editions = [edition for engine in some or engines() if (edition := begin(engine))]
    fill(editions, tell)
    catch_up()
    make_up()
    return [edition for edition in editions if take_over(edition)]


def begin(engine: Engine) -> Edition | None:
    edition = Edition.objects.create(engine=engine.name, version=engine.version)
    try:
        engine.begin(edition)
    except Away as reason:
        edition.delete()
        logger.warning("%s is away, and is filled when it is back: %s", engine.name, reason)
        return None
    return edition


def fill(editions: list[Edition], tell: Callable[[str, int], None]) -> None:
    for name, kind in KINDS.items():
        number = 0
        for some in batches(kind.all_keys()):
            with Lease.held():
                put(editions, [(name, key) for key in some])
            number += len(some)
            tell(name, number)


def take_over(edition: Edition) -> bool:
    """It is the one that is searched from now on, unless a later one is already; the one that is not searched any more goes."""
    try:
        with Lease.held():
            former = change_places(edition)
    except Away:
        former = [edition]
    if former:
        time.sleep(GRACE)
    for old in former:
        remove(old)
    return edition not in former


def change_places(edition: Edition) -> list[Edition]:
    """Those that are of no more use: what was searched before, and what somebody began to fill long ago.

    An engine shows it first: should this process end just then, both are still written to.
    """
    current = Edition.objects.current(edition.engine)
    if current and current.pk > edition.pk:
        return [edition]
    engine_named(edition.engine).show(edition)
    with transaction.atomic():
        Edition.objects.filter(engine=edition.engine, is_current=True).update(is_current=False)
        Edition.objects.filter(pk=edition.pk).update(is_current=True)
    forgotten = Edition.objects.filter(engine=edition.engine, pk__lt=edition.pk, made_at__lt=timezone.now() - FORGOTTEN)
    return [*([current] if current else []), *forgotten.exclude(pk=current.pk if current else None)]


def remove(edition: Edition) -> None:
    """What an engine that is away still has of it, it loses at night."""
    engine = engine_named(edition.engine)
    try:
        engine.empty(edition)
        edition.delete()
        engine.tidy(thoroughly=True)
    except Away:
        Edition.objects.filter(pk=edition.pk).delete()


def is_ready(engine: Engine) -> bool:
    """Whether it has an index, filled as this version of the hub fills it."""
    edition = Edition.objects.filter(engine=engine.name, is_current=True, version=engine.version).first()
    return edition is not None and engine.is_there(edition)


def make_ready() -> None:
    """Fill the index where there is none, or one of another version; the old one is searched meanwhile. An engine that is away is left for later."""
    rebuild_those(is_unready, patience=90)


def rebuild_those(are_due: Callable[[Engine], bool], *, patience: float) -> None:
    """Unless somebody else is doing it, and goes on for longer than so many seconds."""
    if not any(map(are_due, engines())):
        return
    try:
        with Lease.held("rebuild", patience=patience) as go_on:
            if due := [engine for engine in engines() if are_due(engine)]:
                rebuild(*due, tell=lambda _kind, _number: go_on())
    except Busy:
        logger.info("The index is being filled by somebody else")


def is_unready(engine: Engine) -> bool:
    try:
        return not is_ready(engine)
    except Away:
        return False


def is_lost(engine: Engine) -> bool:
    """Nothing to be searched is there, whatever its version: that another version of the hub fills it, is no reason to fill it again."""
    edition = Edition.objects.current(engine.name)
    try:
        return edition is None or not engine.is_there(edition)
    except Away:
        return False


class Tending:
    """What the timetable does for an engine that is a program of its own: once it is back it gets what it has missed, or all, if it was wiped."""

    EVERY = 5  # seconds

    def __init__(self):
        self.last = 0.0

    def __call__(self) -> None:
        if time.monotonic() - self.last >= self.EVERY:
            self.last = time.monotonic()
            for engine in engines()[1:]:
                tend(engine)


def tend(engine: Engine) -> None:
    if engine.answers():
        if is_lost(engine):
            logger.warning("%s has no index, and is filled; the database answers whoever searches meanwhile", engine.name)
        rebuild_those(is_lost, patience=0)
        make_up()


# Drift


def reconcile(engine: Engine | None = None) -> list[Thing]:
    """Compare what is in the index with what should be, mend it, and say which things were wrong. Costs as much as telling everything."""
    engine = engine or database()
    edition = Edition.objects.current(engine.name)
    if edition is None:
        return []
    return [thing for some in batches(different(edition)) for thing in mend(edition, some)]


def different(edition: Edition) -> Iterator[Thing]:
    """Every thing that is not told in the index as it is, and all that the index knows and is not there."""
    known: dict[Thing, dict[str, str]] = {}
    for kind, key, language, digest in engine_named(edition.engine).fingerprints(edition):
        known.setdefault((kind, key), {})[language] = digest
    there = list(everything())
    for some in batches(there):
        yield from (thing for thing, hashes in told(some).items() if hashes != known.get(thing, {}))
    yield from sorted(set(known) - set(there))


def told(things: Iterable[Thing]) -> dict[Thing, dict[str, str]]:
    """The hashes of what they are told by now, by language."""
    return {
        (kind, key): {document.language: document.hash for document in documents}
        for kind, keys in by_kind(things).items()
        for key, documents in KINDS[kind].documents(keys).items()
    }


def mend(edition: Edition, things: list[Thing]) -> list[Thing]:
    """Those of these things that were not in the index as they are; now they are."""
    with Lease.held():
        waiting = Change.objects.waiting(things)
        return [thing for thing in things if write(edition, postings([thing])) and thing not in waiting]


def tidy() -> None:
    """At night: no trace is left of what was taken out."""
    for engine in engines():
        try:
            engine.tidy(thoroughly=True)
        except Lost:
            logger.warning("%s has no index", engine.name)
        except Away:
            logger.warning("%s is away, and is tidied another night", engine.name)
