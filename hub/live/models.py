"""Feeds: what happened in one place, in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connections, models, transaction
from django.utils import timezone

from hub.live.hints import hint

KEPT = timedelta(days=7)
NEXT = """
    INSERT INTO hub_feed (key, last_seq) VALUES (%s, %s)
    ON CONFLICT (key) DO UPDATE SET last_seq = hub_feed.last_seq + excluded.last_seq RETURNING last_seq
"""  # one statement, on SQLite and on PostgreSQL


class FeedQuerySet(models.QuerySet):
    def take_numbers(self, key: str, count: int) -> range:
        """The feed's next numbers. Its row stays locked until the transaction ends: so numbers appear in their order, as primary keys do not."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(NEXT, [key, count])
            last = cursor.fetchone()[0]
        return range(last - count + 1, last + 1)

    def give_back(self, key: str, count: int) -> None:
        """The last numbers, taken in this transaction, for which there is no use."""
        self.filter(pk=key).update(last_seq=models.F("last_seq") - count)

    def take_number(self, key: str) -> int:
        return self.take_numbers(key, 1)[0]

    def hold(self, key: str) -> None:
        """Wait until nothing else happens in the feed, and let nothing happen there until the transaction ends. Hold it before its place's rows."""
        self.take_numbers(key, 0)

    @transaction.atomic(savepoint=False)
    def append(self, key: str, kind: str, *, seq: int | None = None, **ids: Any) -> FeedEvent:
        """Record that something of this `kind` happened. `seq` is a number that was taken before."""
        return self.record(key, kind, {seq or self.take_number(key): ids})[0]

    def record(self, key: str, kind: str, happened: Mapping[int, Mapping[str, Any]]) -> list[FeedEvent]:
        """Record what happened under numbers taken in this transaction, and hint at it once that has committed.

        An event names rows by their keys and copies nothing written by a person: what is shown is read when it is sent. Record last, and in several
        feeds in the order of their keys.
        """
        transaction.on_commit(lambda: hint(key), robust=True)
        return FeedEvent.objects.bulk_create(FeedEvent(feed_id=key, seq=seq, kind=kind, ids=ids) for seq, ids in happened.items())

    def last_seqs(self, keys) -> dict[str, int]:
        """The number of the last event of each feed; 0 where nothing has happened yet."""
        return dict.fromkeys(keys, 0) | dict(self.filter(pk__in=keys).values_list("pk", "last_seq"))


class Feed(models.Model):
    """Its key names its audience: `conversation:7` is everyone in conversation 7, `person:3` is one person."""

    key = models.CharField(primary_key=True, max_length=80)
    last_seq = models.PositiveBigIntegerField(default=0)

    objects = FeedQuerySet.as_manager()

    def __str__(self):
        return self.key


class FeedEvent(models.Model):
    """Kept for catching up, and pruned: the truth is in the domain's own rows."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    ids = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["feed", "seq"], name="one_event_per_number")]

    def __str__(self):
        return f"{self.feed_id} {self.seq}: {self.kind}"


def prune_events() -> None:
    """Whoever was away for longer than events are kept reads the place anew."""
    FeedEvent.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
