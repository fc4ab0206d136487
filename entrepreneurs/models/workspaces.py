"""Workspaces: for each programme a place for its partners, and who is in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.organisations import Membership
from entrepreneurs.models.users import User
from hub.models import Organisation, Programme
from hub.models.programmes import LANDS, Partnership

EVERYWHERE = "entrepreneurs.enter_workspaces"  # of coordinators, who are in all of them


class WorkspaceQuerySet(models.QuerySet):
    def visible_to(self, user) -> WorkspaceQuerySet:
        """Those of programmes in which an organisation of theirs is a partner, as long as it is, and they belong to it; coordinators see all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm(EVERYWHERE):
            return self
        theirs = Membership.objects.of(user).of_verified().values("organisation")
        return self.filter(Exists(Partnership.objects.filter(programme=OuterRef("pk"), organisation__in=theirs)))


class Workspace(Programme):
    """A programme as its partners work in it. There is nothing to make: whoever becomes a partner is in it, and whoever leaves is out at once."""

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        proxy = True
        default_permissions = ()
        permissions = [("enter_workspaces", "Can enter the workspaces of all programmes")]
        verbose_name = _("workspace")
        verbose_name_plural = _("workspaces")

    def get_absolute_url(self):
        return reverse("workspaces:front", args=[self.key])

    @property
    def land(self) -> str:
        return f"components/lands/{self.key if self.key in LANDS else 'across'}.svg"

    @property
    def partners(self) -> models.QuerySet[Organisation]:
        return Organisation.objects.listed().filter(partnerships__programme=self.pk)

    @property
    def memberships(self) -> models.QuerySet[Membership]:
        """Of those who are in it for an organisation."""
        return Membership.objects.accepted().filter(organisation__in=self.partners, user__is_active=True)

    @property
    def people(self) -> models.QuerySet[User]:
        """Everybody who is in it, by name: members of partners, and coordinators."""
        return User.objects.filter(Q(pk__in=self.memberships.values("user")) | Q(pk__in=User.objects.allowed(EVERYWHERE).values("pk"))).order_by(
            "name", "pk"
        )

    def organisation_of(self, user) -> Organisation | None:
        """For whom somebody is in it; coordinators may be in it for nobody."""
        return self.partners.filter(pk__in=Membership.objects.of(user).values("organisation")).first()


class InWorkspaceQuerySet(models.QuerySet):
    """Of what is kept in a workspace."""

    def visible_to(self, user):
        return self.filter(workspace__in=Workspace.objects.visible_to(user))
