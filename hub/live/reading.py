"""What happened in feeds, read from the database as it is told: events with the rows they name, as these are now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from hub.live.models import Feed, FeedEvent
from hub.live.registry import Row, kind_of

MOST = 1000  # events; whoever is further behind reads the place anew


@dataclass
class Batch:
    """What happened in one feed after a number, up to `seq`. Too much to tell is `limited`: there is a gap before what is told."""

    seq: int
    events: list[FeedEvent] = field(default_factory=list)
    rows: dict[str, dict[Any, Row | None]] = field(default_factory=dict)
    is_limited: bool = False

    def told(self, *, hides: frozenset[int] = frozenset(), since: int = 0) -> dict[str, Any]:
        """As JSON says it, without the rows whose author is hidden, and without those that were there before the reader was (`since`)."""
        rows = {
            table: {str(key): None if is_hidden(row, hides=hides, since=since) else row for key, row in found.items()}
            for table, found in self.rows.items()
        }
        events = [{"seq": event.seq, "kind": event.kind, **event.ids} for event in self.events]
        return {"seq": self.seq, "events": events, "rows": rows} | ({"limited": True} if self.is_limited else {})

    def after(self, seq: int) -> Batch:
        """The part of it that comes after a number, with the rows that this part names."""
        events = [event for event in self.events if event.seq > seq]
        if len(events) == len(self.events):
            return self
        named = {(table, number) for event in events for table, number in event.ids.items()}
        rows = {table: {key: row for key, row in found.items() if (table, key) in named} for table, found in self.rows.items()}
        return Batch(self.seq, events, rows, len(events) < self.seq - seq)

    @cached_property
    def oldest(self) -> int:
        """The lowest number of its rows: a change may concern something that was there long before."""
        return min((row["seq"] for found in self.rows.values() for row in found.values() if row and "seq" in row), default=self.seq)

    @cached_property
    def authors(self) -> set[int]:
        return {row["author"] for found in self.rows.values() for row in found.values() if row and row.get("author")}


def is_hidden(row: Row | None, *, hides: frozenset[int], since: int) -> bool:
    return row is not None and (row.get("author") in hides or row.get("seq", since + 1) <= since)


def read(after: Mapping[str, int]) -> dict[str, Batch]:
    """What happened in each feed after a number; two queries, and one for each table that events name."""
    last = Feed.objects.last_seqs(after)
    asked = [(key, seq) for key, seq in after.items() if last[key] > seq]
    batches = {key: Batch(last[key]) for key, _seq in asked}
    wanted = Q()
    for key, seq in asked:
        wanted |= Q(feed=key, seq__gt=max(seq, last[key] - MOST), seq__lte=last[key])
    for event in FeedEvent.objects.filter(wanted).order_by("feed", "seq") if asked else ():
        batches[event.feed_id].events.append(event)
    for key, seq in asked:
        batches[key].is_limited = len(batches[key].events) < last[key] - seq
    give_rows(batches)
    return batches


def read_from(after: Mapping[str, int]) -> dict[str, Batch]:
    """The same, with an empty batch for a feed in which nothing has happened: for those who begin to follow. A number that is not there yet is
    taken for the last."""
    last = Feed.objects.last_seqs(after)
    return {key: Batch(min(seq, last[key])) for key, seq in after.items()} | read(after)


def give_rows(batches: Mapping[str, Batch]) -> None:
    """The rows that the events name; None for one that is there no more."""
    wanted: dict[tuple[str, str], set] = {}
    for key, table, number in named(batches):
        wanted.setdefault((kind_of(key).name, table), set()).add(number)
    found = {(name, table): kind_of(name).tables[table](numbers) for (name, table), numbers in wanted.items()}
    for key, table, number in named(batches):
        batches[key].rows.setdefault(table, {})[number] = found[kind_of(key).name, table].get(number)


def named(batches: Mapping[str, Batch]) -> Iterable[tuple[str, str, Any]]:
    for key, batch in batches.items():
        tables = kind_of(key).tables
        yield from ((key, table, number) for event in batch.events for table, number in event.ids.items() if table in tables)


def encode(message: dict[str, Any]) -> bytes:
    return json.dumps(message, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()
