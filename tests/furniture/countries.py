"""A cell of the comparison with two versions, and what waits for a coordinator in another."""

from datetime import date

from django.utils import timezone

from entrepreneurs.models import User
from learning.models import ComparisonCell, Statement


def furnish():
    source = {"source_title": "The Act", "source_url": "https://example.org/act", "seen_on": date(2026, 11, 2), "language": "en"}
    cell, other = (ComparisonCell.objects.get(country=code, topic__key="recognition") for code in ("PL", "FI"))
    marit = User.objects.get(email="learner@tvers.example")
    for text, state in [("There is no act.", "replaced"), ("There is an act.", "published")]:
        Statement.objects.create(cell=cell, state=state, published_at=timezone.now(), **source).texts.create(language="en", text=text)
    Statement.objects.create(cell=other, state="waiting", author=marit, **source).texts.create(language="en", text="Handed in.")
