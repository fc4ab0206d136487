"""Counting who reads a practice: people with an account once each, by country; visitors as a plain number."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from entrepreneurs.models import Profile, User
from hub import limits
from learning.models import Practice, PracticeReader

READERS_KEPT = timedelta(days=730)
MOST_FROM_AN_ADDRESS = 30  # an hour, of one practice: a school or a library has many readers behind one address
MOST_A_MINUTE = 60  # of one practice, whoever they are


class TooOften(Exception):
    """Nobody is told: it is not counted, and nothing else comes of it."""


def note_reader(practice: Practice, *, user: User) -> None:
    """One query once they are noted; three the first time, of which one writes. Their country, if they show it to anybody.

    Whether they write it themselves is not asked here: see the view.
    """
    if PracticeReader.objects.filter(practice=practice, user=user).exists():
        return
    country = Profile.objects.listed().filter(user=user).values_list("shown_country", flat=True).first() or ""
    PracticeReader.objects.bulk_create([PracticeReader(practice=practice, user=user, country=country)], ignore_conflicts=True)


def count_visitor(practice: Practice, *, address: str) -> None:
    """One more who has no account. The address is kept in no row, and its fingerprint in the cache for an hour. Raises TooOften."""
    source = salted_hmac("visitors of practices", address).hexdigest()[:16]
    limits.spend(f"visitors-from-{source}-{practice.pk}", most=MOST_FROM_AN_ADDRESS, seconds=3600, refusal=TooOften)
    limits.spend(f"visitors-of-{practice.pk}", most=MOST_A_MINUTE, seconds=60, refusal=TooOften)
    Practice.objects.filter(pk=practice.pk).update(visitors=F("visitors") + 1)


def forget_readers() -> None:
    """After two years; whoever reads it then is counted anew."""
    PracticeReader.objects.filter(read_at__lt=timezone.now() - READERS_KEPT).delete()
