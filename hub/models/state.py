"""What the running hub remembers of itself: the generation of its cached pages, and when periodic work was last done."""

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


class TimetableEntry(models.Model):
    """When a piece of periodic work was last begun; its row lock lets one process alone begin it."""

    name = models.CharField(primary_key=True, max_length=80)
    begun_at = models.DateTimeField()

    def __str__(self):
        return self.name
