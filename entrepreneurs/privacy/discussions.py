"""What is kept of what people say in discussions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs import discussing
from entrepreneurs.actions.discussions import announce
from entrepreneurs.models import Contribution
from entrepreneurs.privacy.people import of
from hub import privacy
from hub.privacy.registry import Basis, Person


def erase_contributions(rows, person: Person) -> None:
    """That something was said here stays, so that answers to it make sense; what, and by whom, goes."""
    for said in rows.order_by("place", "pk"):
        Contribution.objects.filter(pk=said.pk).update(author=None, title="", body="", deleted_at=said.deleted_at or timezone.now())
        announce("deleted", said)


def explain(said: Contribution) -> dict[str, Any]:
    place = discussing.place_named(said.place)
    return {_("Where"): place.title} if place else {}


privacy.register(
    Contribution,
    purpose=gettext_lazy("So that those who learn beside you, or belong to the same network, can read it and answer"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it back, or erase your account"),
    of=of(Contribution, "author"),
    erase=erase_contributions,
    explain=explain,
    fields=("author", "place", "kind", "title", "body", "language", "said_at", "edited_at", "deleted_at", "is_removed"),
    stays=("place", "kind", "language"),
)
