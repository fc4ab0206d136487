"""Which events are a network's, and which challenges of the board it works on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models import Network
from events.models.challenges import Challenge
from events.models.events import Event


class OfNetwork(models.Model):
    """Put beside a network by somebody, whose name is shown to nobody."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+", verbose_name=_("network"))
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("put there by"))
    linked_at = models.DateTimeField(_("put there on"), default=timezone.now)

    class Meta:
        abstract = True


class NetworkEvent(OfNetwork):
    """An event of a network: shown on the pages of both, to those who see the event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="network_events", verbose_name=_("event"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("event of a network")
        verbose_name_plural = _("events of networks")
        constraints = [models.UniqueConstraint(fields=["network", "event"], name="network_event_once")]

    def __str__(self):
        return f"{self.event_id} of {self.network_id}"


class NetworkChallenge(OfNetwork):
    """A challenge that a network works on."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="network_challenges", verbose_name=_("challenge"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("challenge of a network")
        verbose_name_plural = _("challenges of networks")
        constraints = [models.UniqueConstraint(fields=["network", "challenge"], name="network_challenge_once")]

    def __str__(self):
        return f"{self.challenge_id} of {self.network_id}"
