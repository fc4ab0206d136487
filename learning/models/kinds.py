"""The small vocabularies of the resource bank: licences, levels, and how a link stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Licence(models.TextChoices):
    BY = "by", "CC BY 4.0"
    BY_SA = "by-sa", "CC BY-SA 4.0"
    BY_NC = "by-nc", "CC BY-NC 4.0"
    ZERO = "zero", _("CC0, or in the public domain")
    OWN = "own", _("Own work, free to use and adapt")
    RESERVED = "reserved", _("All rights reserved: to be read where it is")

    @property
    def address(self) -> str:
        """Where the licence itself is to be read; empty where there is none."""
        if self == Licence.ZERO:
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        return f"https://creativecommons.org/licenses/{self.value}/4.0/" if self in (Licence.BY, Licence.BY_SA, Licence.BY_NC) else ""


class Level(models.TextChoices):
    BEGINNER = "beginner", pgettext_lazy("level of a resource", "For those who begin")
    ONGOING = "ongoing", pgettext_lazy("level of a resource", "For those under way")
    EDUCATOR = "educator", pgettext_lazy("level of a resource", "For educators and advisers")


class LinkState(models.TextChoices):
    """What the monthly look found. `SHUT` is there, and does not answer programs."""

    UNKNOWN = "unknown", _("Not looked at yet")
    OK = "ok", _("Answers")
    MOVED = "moved", _("Has moved for good")
    SHUT = "shut", _("Is there, and does not answer programs")
    GONE = "gone", _("Says that nothing is there")
    AWAY = "away", _("Could not be reached")

    @property
    def is_failure(self) -> bool:
        return self in (LinkState.GONE, LinkState.AWAY)
