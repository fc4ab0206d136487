"""Events that are repeated."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """Events that are repeated at the same local hour. Each is an event of its own, which may be moved or cancelled alone."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    weeks = models.PositiveSmallIntegerField(_("weeks between two"), default=1)

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")

    def __str__(self):
        return str(self.key)
