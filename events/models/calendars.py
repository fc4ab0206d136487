"""The secret address at which calendar programs read somebody's own events."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarAddress(models.Model):
    """Whoever knows the key reads when and where its owner will be: it can be made anew, and the one before leads nowhere."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address", verbose_name=_("user"))
    key = models.UUIDField(_("name in its address"), default=uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return f"{self.user_id}"
