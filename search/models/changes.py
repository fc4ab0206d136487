"""What has changed and is not in the index yet; and who is writing the index just now."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.db import connection, models
from django.db.models.functions import Now
from django.utils import timezone

PAUSE = 0.02  # seconds between two looks whether the index is free


class ChangeQuerySet(models.QuerySet):
    def waiting(self, things: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of these things (kind, key) that wait to be put in. Every search asks, so it is asked in SQL: Django takes longer than the answer."""
        things = set(things)
        if not things:
            return set()
        kinds, keys = (sorted(set(column)) for column in zip(*things, strict=True))
        marks = [", ".join(["%s"] * len(values)) for values in (kinds, keys)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT kind, key FROM search_change WHERE kind IN ({marks[0]}) AND key IN ({marks[1]})", [*kinds, *keys])  # noqa: S608
            return things.intersection(cursor.fetchall())


class Change(models.Model):
    """Something about a thing has changed. Triggers write it (search/triggers.py) in the transaction of the change, however that is made."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    noted_at = models.DateTimeField(db_default=Now())

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "key"], name="change_of")]

    def __str__(self):
        return f"{self.kind}:{self.key}"


class Busy(Exception):
    """Somebody else has been writing the index for too long."""


class Lease(models.Model):
    """Who writes the index: one process at a time, so that nothing older is ever written over what is newer. It runs out by itself."""

    name = models.CharField(primary_key=True, max_length=20)
    holder = models.UUIDField(null=True)
    until = models.DateTimeField(default=timezone.now)

    LENGTH = timedelta(seconds=60)

    def __str__(self):
        return self.name

    @classmethod
    @contextmanager
    def held(cls, name: str = "index", *, patience: float = 30):
        """Waits for its turn; Busy if that takes more than so many seconds. Two queries, where nobody else writes. What it gives makes it longer."""
        holder, latest = uuid4(), time.monotonic() + patience
        cls.objects.get_or_create(name=name)
        while not cls.take(name, holder):
            if time.monotonic() > latest:
                raise Busy
            time.sleep(PAUSE)
        try:
            yield lambda: cls.objects.filter(name=name, holder=holder).update(until=timezone.now() + cls.LENGTH)
        finally:
            cls.objects.filter(name=name, holder=holder).update(holder=None)

    @classmethod
    def take(cls, name: str, holder) -> bool:
        now = timezone.now()
        free = models.Q(holder=None) | models.Q(until__lt=now)
        return bool(cls.objects.filter(free, name=name).update(holder=holder, until=now + cls.LENGTH))
