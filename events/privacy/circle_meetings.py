"""What meetings of circles keep of those who come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from events.models import FreeTime
from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis

privacy.register(
    FreeTime,
    purpose=gettext_lazy("So that your circles can meet at hours at which you can"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you change it, or erase your account"),
    of=of(FreeTime, "user"),
)
privacy.nothing_personal("Which event is which circle's; who is in it is said by the circle", "events.CircleMeeting")
