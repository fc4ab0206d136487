"""The index as the database keeps it: entries of an edition, and the words in them. What they are found by is in the engine's own table."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class EditionQuerySet(models.QuerySet):
    def current(self) -> Edition | None:
        """The one that is searched."""
        return self.filter(is_current=True).first()

    def open(self) -> list[Edition]:
        """Those that changes are written to: the one that is searched, and later ones, which are being filled."""
        current = self.current()
        return list(self.filter(pk__gte=current.pk) if current else self)


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
        constraints = [models.UniqueConstraint(fields=["is_current"], condition=models.Q(is_current=True), name="one_current_edition")]

    def __str__(self):
        return f"{self.engine} {self.pk}"


class Entry(models.Model):
    """A document as it was put in: what is shown of it, what it is narrowed by, and who may see it. Lists stand between commas: ",nb,sv,"."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    object_id = models.CharField(max_length=64)
    title = models.TextField()
    body = models.TextField(blank=True)
    url = models.CharField(max_length=600)
    programme = models.CharField(max_length=60, blank=True)
    countries = models.TextField(blank=True)
    languages = models.TextField(blank=True)
    told = models.TextField(blank=True)
    date = models.DateField(null=True)
    access = models.TextField()
    hash = models.CharField(max_length=64)

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
