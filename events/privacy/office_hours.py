"""What office hours keep of those who keep them, and of those who book them."""

from django.utils.translation import gettext_lazy

from events.models import AdviserAbsence, Booking, OfficeHour
from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis

UNTIL_ERASED = gettext_lazy("Until you erase your account")

privacy.register(
    Booking,
    purpose=gettext_lazy("So that an adviser has time for you, and knows what it is about"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you or the adviser erases their account"),
    of=of(Booking, "user"),
    withheld={"key": gettext_lazy("A name by which calendar programs know it")},
)
privacy.register(
    OfficeHour,
    purpose=gettext_lazy("So that people can book an hour with you"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it away, or erase your account"),
    of=of(OfficeHour, "adviser"),
)
privacy.register(
    AdviserAbsence,
    purpose=gettext_lazy("So that nobody waits for you while you are away"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it back, or erase your account"),
    of=of(AdviserAbsence, "adviser"),
)
