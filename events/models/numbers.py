"""How many rows there are of each, as a column of a query that selects much else."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet, *, by: str) -> Coalesce:
    """How many of `rows` point at each by their field `by`. Counted apart, for a query that is grouped by all that it selects is slow to write."""
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
