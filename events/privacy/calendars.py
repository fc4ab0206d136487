"""What calendars keep of people."""

from django.utils.translation import gettext_lazy as _

from entrepreneurs.privacy import SECRET, of
from events.models import CalendarAddress
from hub import privacy
from hub.privacy.registry import Basis

privacy.register(
    CalendarAddress,
    purpose=_("So that your own calendar program can read which events you come to"),
    basis=Basis.CONSENT,
    retention=_("Until you take the address away, or erase your account"),
    of=of(CalendarAddress, "user"),
    withheld={"key": SECRET},
)
