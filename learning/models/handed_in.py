"""What people write for an organisation and hand in to it: who writes it, who decides about it, and what waits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from entrepreneurs.models import Membership
from entrepreneurs.models.organisations import written_by
from learning.models.resources import writing_for


class HandedInQuerySet(models.QuerySet):
    """Of rows that have an `organisation`, and say by whom they were made and when they were proposed and published."""

    def editable_by(self, user):
        """Those of organisations in whose name one writes; one's own until it is published; all, by coordinators."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("entrepreneurs.moderate"):
            return self
        return self.filter(Q(organisation__in=written_by(user)) | Q(made_by=user, published_at=None))

    def published_by(self, user):
        """Those that one publishes without asking, and decides about when others hand them in."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_perm("entrepreneurs.moderate") else self.filter(organisation__in=writing_for(user))

    def waiting(self):
        """What somebody has to decide about, what waits longest first."""
        return self.exclude(proposed_at=None).order_by("proposed_at", "pk")

    def waiting_for(self, user):
        """For those who publish in an organisation's name, what is handed in to it; for coordinators, what no such organisation decides."""
        if not user.is_authenticated:
            return self.none()
        theirs = Q(organisation__in=writing_for(user))
        if user.has_perm("entrepreneurs.moderate"):
            theirs |= ~Q(organisation__in=deciding())
        return self.waiting().filter(theirs)


def deciding():
    """The organisations that decide about what is handed in to them: verified, here, and with somebody who writes in their name."""
    editing = Membership.objects.accepted().editing().of_verified().filter(organisation__left_at=None, user__is_active=True)
    return editing.values("organisation")
