"""The people and the organisations of a network."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models import Organisation, OrganisationKind

PRESENT = Q(left_at=None)


class NetworkMemberQuerySet(models.QuerySet):
    def present(self) -> NetworkMemberQuerySet:
        """Those who have not left, and whose account is not closed."""
        return self.filter(PRESENT, user__is_active=True)

    def moderating(self) -> NetworkMemberQuerySet:
        return self.present().filter(is_moderator=True)

    def offering(self) -> NetworkMemberQuerySet:
        """Those who would moderate, and do not yet."""
        return self.present().filter(is_moderator=False).exclude(offered_at=None)


class NetworkMember(models.Model):
    """Somebody belongs to a network, or has. Others see who, as far as they see the profile; all are counted."""

    network = models.ForeignKey("entrepreneurs.Network", on_delete=models.CASCADE, related_name="members", verbose_name=_("network"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="networks", verbose_name=_("person"))
    is_moderator = models.BooleanField(_("moderates it"), default=False)
    joined_at = models.DateTimeField(_("belongs to it since"), default=timezone.now)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)
    sent_away_at = models.DateTimeField(_("taken off by a moderator on"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered to moderate on"), null=True, blank=True)
    noticed_at = models.DateTimeField(_("told of its steps until"), default=timezone.now)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [
            models.UniqueConstraint(fields=["network", "user"], name="network_joined_once"),
            models.CheckConstraint(condition=PRESENT | Q(is_moderator=False), name="network_moderated_by_those_present"),
            models.CheckConstraint(condition=Q(sent_away_at=None) | ~PRESENT, name="network_sent_away_is_gone"),
        ]

    def __str__(self):
        return f"{self.user_id} in {self.network_id}"


class NetworkOrganisationQuerySet(models.QuerySet):
    def present(self) -> NetworkOrganisationQuerySet:
        """Those that have not left the network, nor the hub."""
        return self.filter(PRESENT, organisation__in=Organisation.objects.listed())

    def companies(self) -> NetworkOrganisationQuerySet:
        return self.filter(organisation__kind=OrganisationKind.ENTERPRISE)


class NetworkOrganisation(models.Model):
    """An organisation belongs to a network, or has: brought by somebody who writes in its name."""

    network = models.ForeignKey("entrepreneurs.Network", on_delete=models.CASCADE, related_name="organisations", verbose_name=_("network"))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="networks", verbose_name=_("organisation"))
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("brought by"))
    joined_at = models.DateTimeField(_("belongs to it since"), default=timezone.now)
    left_at = models.DateTimeField(_("left on"), null=True, blank=True)
    sent_away_at = models.DateTimeField(_("taken off by a moderator on"), null=True, blank=True)

    objects = NetworkOrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        verbose_name = _("organisation in a network")
        verbose_name_plural = _("organisations in networks")
        constraints = [
            models.UniqueConstraint(fields=["network", "organisation"], name="network_joined_once_by_organisation"),
            models.CheckConstraint(condition=Q(sent_away_at=None) | ~PRESENT, name="network_sent_away_organisation_is_gone"),
        ]

    def __str__(self):
        return f"{self.organisation_id} in {self.network_id}"

    @property
    def is_company(self) -> bool:
        return self.organisation.kind == OrganisationKind.ENTERPRISE
