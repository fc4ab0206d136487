"""Who is invited to a circle, and who asks to be in one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.circles import Circle
from entrepreneurs.models.connections import Block, expiry


class CircleInvitationQuerySet(models.QuerySet):
    def waiting(self) -> CircleInvitationQuerySet:
        """Neither answered nor too old, of a circle that has not ended; on both sides people who are there."""
        found = self.filter(accepted_at=None, declined_at=None, expires_at__gt=timezone.now(), user__is_active=True)
        return found.exclude(asked_by__is_active=False).exclude(circle__state=Circle.State.ENDED)

    def to(self, user) -> CircleInvitationQuerySet:
        """What `user` was asked, unless by somebody whom they hide."""
        return self.waiting().filter(user=user, is_request=False).exclude(asked_by__in=Block.objects.hidden_from(user))

    def requests(self) -> CircleInvitationQuerySet:
        return self.waiting().filter(is_request=True)

    def seen_by(self, user) -> CircleInvitationQuerySet:
        """Without those of people whom `user` hides."""
        return self.exclude(user__in=Block.objects.hidden_from(user))


class CircleInvitation(models.Model):
    """Somebody is asked to be in a circle, or to facilitate it; or asks to be in it themselves. One that was declined looks like one that waits."""

    wagtail_reference_index_ignore = True

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("circle"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="circle_invitations", verbose_name=_("user"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("who asked"))
    is_request = models.BooleanField(_("asks to join"), default=False)
    as_facilitator = models.BooleanField(_("as a facilitator"), default=False)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"), default=expiry)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True)

    objects = CircleInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("invitation to a circle")
        verbose_name_plural = _("invitations to circles")
        constraints = [models.UniqueConstraint(fields=["circle", "user"], name="asked_into_circle_once")]

    def __str__(self):
        return f"{self.user_id} to {self.circle_id}"
