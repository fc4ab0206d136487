"""How people stand to each other: connected by consent of both, or blocked by one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OPEN_FOR = timedelta(days=30)


def expiry():
    return timezone.now() + OPEN_FOR


class ConnectionQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(Q(asker=user) | Q(asked=user))

    def between(self, one, other):
        return self.filter(Q(asker=one, asked=other) | Q(asker=other, asked=one))

    def accepted(self):
        return self.exclude(accepted_at=None)

    def waiting(self):
        """Asked, and neither answered nor too old to be answered."""
        return self.filter(accepted_at=None, declined_at=None, expires_at__gt=timezone.now())

    def open_requests_of(self, asker):
        """What somebody has asked, as it looks to them: a request that was declined waits like any other."""
        return self.filter(asker=asker, accepted_at=None, expires_at__gt=timezone.now()).select_related("asked")


class Connection(models.Model):
    """One asked with a message, the other consented, or has not yet. A request that was declined looks to its asker like one that expires."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who asked"))
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who was asked"))
    message = models.TextField(_("message"), max_length=1000)
    language = models.CharField(_("language"), max_length=10)
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    expires_at = models.DateTimeField(_("open until"), default=expiry)
    accepted_at = models.DateTimeField(_("accepted on"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("connection")
        verbose_name_plural = _("connections")
        constraints = [
            models.UniqueConstraint(Least("asker", "asked"), Greatest("asker", "asked"), name="connected_once"),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="nobody_connects_with_themselves"),
        ]

    def __str__(self):
        return f"{self.asker_id} and {self.asked_id}"


class BlockQuerySet(models.QuerySet):
    def between(self, one, other):
        return self.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one))

    def hidden_from(self, user) -> set[int]:
        """Everybody of whom `user` sees nothing: whom they block, and who blocks them; one query."""
        pairs = self.filter(Q(blocker=user) | Q(blocked=user)).values_list("blocker", "blocked")
        return {one for pair in pairs for one in pair} - {user.pk}


class Block(models.Model):
    """From now on nothing passes between the two, whichever way. Who is blocked is not told."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who blocks"))
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who is blocked"))
    blocked_at = models.DateTimeField(_("blocked on"), auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="nobody_blocks_themselves"),
        ]

    def __str__(self):
        return f"{self.blocker_id} blocks {self.blocked_id}"
