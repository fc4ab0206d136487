"""Who belongs to an organisation, and who is asked to."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.models import Organisation


class MembershipQuerySet(models.QuerySet):
    def accepted(self) -> MembershipQuerySet:
        return self.exclude(accepted_at=None)

    def asking(self) -> MembershipQuerySet:
        """Those whom somebody who leads the organisation has to answer."""
        return self.filter(accepted_at=None)

    def of(self, user) -> MembershipQuerySet:
        """Somebody's, in organisations that are here still."""
        mine = self.accepted().filter(organisation__left_at=None, organisation__merged_into=None)
        return mine.filter(user=user) if user.is_authenticated else self.none()

    def leading(self) -> MembershipQuerySet:
        return self.filter(role=Membership.Role.LEAD)

    def editing(self) -> MembershipQuerySet:
        """Those who write in the organisation's name."""
        return self.filter(role__in=(Membership.Role.LEAD, Membership.Role.EDITOR))

    def of_verified(self) -> MembershipQuerySet:
        """Those whose organisation a coordinator has verified."""
        return self.exclude(organisation__verified_at=None)


def seen_by(user):
    """The organisations whose desk somebody may open: those they belong to; all, for coordinators."""
    found = Organisation.objects.filter(merged_into=None)
    theirs = Membership.objects.accepted().filter(user=user).values("organisation")
    return found if user.has_perm("entrepreneurs.moderate") else found.filter(pk__in=theirs)


def led_by(user):
    """Those that somebody leads, or looks after as a coordinator."""
    led = Membership.objects.of(user).leading().values("organisation")
    return seen_by(user) if user.has_perm("entrepreneurs.moderate") else seen_by(user).filter(pk__in=led)


def written_by(user):
    """Those in whose name somebody writes."""
    return Organisation.objects.filter(pk__in=Membership.objects.of(user).editing().values("organisation"))


def decided_by(user):
    """Those about which somebody decides: all, for coordinators."""
    return Organisation.objects.filter(merged_into=None) if user.has_perm("entrepreneurs.moderate") else Organisation.objects.none()


class Membership(models.Model):
    """Somebody belongs to an organisation, or has asked to."""

    class Role(models.TextChoices):
        LEAD = "lead", pgettext_lazy("role in an organisation", "Leads it here")
        EDITOR = "editor", pgettext_lazy("role in an organisation", "Writes in its name")
        MEMBER = "member", pgettext_lazy("role in an organisation", "Belongs to it")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("organisation"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.MEMBER)
    is_shown = models.BooleanField(_("my name stands on its page"), default=False)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    accepted_at = models.DateTimeField(_("belongs to it since"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("membership of an organisation")
        verbose_name_plural = _("memberships of organisations")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self):
        return f"{self.user_id} in {self.organisation_id}: {self.role}"


def new_key() -> str:
    return secrets.token_urlsafe(24)


class JoiningQuerySet(models.QuerySet):
    def open(self) -> JoiningQuerySet:
        return self.filter(answered_at=None)


class Joining(models.Model):
    """Somebody is invited, by address, to belong to an organisation. The key is in their mail alone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="joinings", verbose_name=_("organisation"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=6, choices=Membership.Role, default=Membership.Role.MEMBER)
    key = models.CharField(max_length=40, unique=True, default=new_key)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by"))
    invited_at = models.DateTimeField(_("invited on"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects = JoiningQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        verbose_name = _("invitation to an organisation")
        verbose_name_plural = _("invitations to organisations")
        constraints = [models.UniqueConstraint(fields=["organisation", "email"], condition=Q(answered_at=None), name="joining_asked_once")]

    def __str__(self):
        return f"{self.email} to {self.organisation_id}"
