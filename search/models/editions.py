"""The index as the database keeps it: entries of an edition, and the words in them. What they are found by is in the engine's own table."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class EditionQuerySet(models.QuerySet):
    def current(self, engine: str) -> Edition | None:
        """The one that is searched by this engine. Asked by every search, so in SQL: Django takes longer than the answer."""
        return next(iter(self.raw("SELECT * FROM search_edition WHERE engine = %s AND is_current", [engine])), None)

    def current_and_complete(self, engine: str) -> Edition | None:
        """The same, unless something could not be written to it yet."""
        return self.filter(engine=engine, is_current=True).exclude(missed__isnull=False).first()

    def open(self) -> list[Edition]:
        """Those that changes are written to: of each engine the one that is searched, and later ones, which are being filled."""
        everyone = list(self)
        current = {edition.engine: edition.pk for edition in everyone if edition.is_current}
        return [edition for edition in everyone if edition.pk >= current.get(edition.engine, 0)]


class Edition(models.Model):
    """One filling of the index. While a new one is filled, the old one is searched; then they change places."""

    engine = models.CharField(max_length=20)
    version = models.CharField(max_length=64)  # of the settings it was filled by: see search/engines/base.py
    languages = models.JSONField(default=list)  # of what has ever been put in
    is_current = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["engine"], condition=models.Q(is_current=True), name="one_current_edition")]

    def __str__(self):
        return f"{self.engine} {self.pk}"


class MissedQuerySet(models.QuerySet):
    def note(self, edition: Edition, things) -> None:
        self.bulk_create([Missed(edition=edition, kind=kind, key=key) for kind, key in things], ignore_conflicts=True)

    def made_up(self, edition: Edition, things) -> None:
        for kind, keys in by_kind(things).items():
            self.filter(edition=edition, kind=kind, key__in=keys).delete()


class Missed(models.Model):
    """A thing that could not be written to an edition, because its engine was away: that is done later. Till then the edition is not searched."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="missed")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)

    objects = MissedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "kind", "key"], name="missed_once")]

    def __str__(self):
        return f"{self.kind}:{self.key}"


def by_kind(things) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, key in things:
        found.setdefault(kind, []).append(key)
    return found


class Entry(models.Model):
    """A document as it was put in: what is shown of it, what it is narrowed by, and who may see it. Lists stand between commas: ",nb,sv,"."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    object_id = models.CharField(max_length=64)
    title = models.TextField()
    url = models.CharField(max_length=600)
    programme = models.CharField(max_length=60, blank=True)
    countries = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    told = models.TextField(blank=True)
    date = models.DateField(null=True)
    access = models.TextField()
    hash = models.CharField(max_length=64)
    body = models.TextField(blank=True)  # the last, for SQLite reads a row from its beginning as far as it must

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "kind", "key", "language"], name="entry_once")]

    def __str__(self):
        return f"{self.kind}:{self.key}:{self.language}"


class Word(models.Model):
    """A word as it is written somewhere in an edition, and in how many entries. It goes with the last of them."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    folded = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField()
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "word"], name="word_once")]
        indexes = [models.Index(fields=["edition", "length", "folded"], name="word_like")]

    def __str__(self):
        return self.word
