"""What the running hub remembers of itself: the generation of its cached pages, and when periodic work was last done."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F


class GenerationQuerySet(models.QuerySet):
    def current(self) -> int:
        return self.filter(pk=1).values_list("number", flat=True).first() or 0

    def advance(self) -> None:
        """Make every cached page one of the past, in all processes."""
        if not self.filter(pk=1).update(number=F("number") + 1):
            self.get_or_create(pk=1, defaults={"number": 1})


class Generation(models.Model):
    """One row: pages cached under an older number are forgotten."""

    number = models.PositiveBigIntegerField(default=0)

    objects = GenerationQuerySet.as_manager()

    def __str__(self):
        return str(self.number)


class TimetableEntryQuerySet(models.QuerySet):
    def begin(self, name: str, *, every: timedelta, now: datetime) -> bool:
        """Whether the caller may begin this work now: true for one caller alone, because one update alone finds the row still old."""
        _entry, is_new = self.get_or_create(name=name, defaults={"begun_at": now})
        return is_new or bool(self.filter(name=name, begun_at__lte=now - every).update(begun_at=now))


class TimetableEntry(models.Model):
    """When a piece of periodic work was last begun."""

    name = models.CharField(primary_key=True, max_length=80)
    begun_at = models.DateTimeField()

    objects = TimetableEntryQuerySet.as_manager()

    def __str__(self):
        return self.name
