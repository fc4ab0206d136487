"""What the members of a circle write down of what they gave and learned."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepreneurs.models.circles import Circle
from entrepreneurs.models.connections import Block


class CircleEntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> CircleEntryQuerySet:
        """What is in the circles of `user`, but for what somebody wrote whom they hide, or whose account is closed."""
        found = self.filter(circle__in=Circle.objects.visible_to(user), author__is_active=True)
        return found.exclude(author__in=Block.objects.hidden_from(user)) if user.is_authenticated else found


class CircleEntry(models.Model):
    """Of a meeting (`meeting` is its event's key: one of each member), or of the time between."""

    wagtail_reference_index_ignore = True

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="entries", verbose_name=_("circle"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("author"))
    client_id = models.UUIDField(default=uuid4, editable=False)
    meeting = models.UUIDField(_("of which meeting"), null=True, blank=True)
    gave = models.TextField(_("what I gave"), max_length=1500, blank=True)
    learned = models.TextField(_("what I learned"), max_length=1500, blank=True)
    language = models.CharField(_("written in"), max_length=10)
    said_at = models.DateTimeField(_("written on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), null=True, blank=True)

    objects = CircleEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name = _("entry in the log of a circle")
        verbose_name_plural = _("entries in the logs of circles")
        constraints = [
            models.UniqueConstraint(fields=["circle", "author", "client_id"], name="logged_once"),
            models.UniqueConstraint(fields=["circle", "author", "meeting"], name="one_entry_a_meeting"),
            models.CheckConstraint(condition=~Q(gave="") | ~Q(learned=""), name="log_says_something"),
        ]

    def __str__(self):
        return f"{self.circle_id}: {self.author_id}"

    def get_absolute_url(self):
        return f"{reverse('circles:circle', args=[self.circle_id])}#entry-{self.pk}"

    @property
    def body(self) -> str:
        return "\n\n".join(text for text in (self.gave, self.learned) if text)
