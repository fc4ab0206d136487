"""What recordings keep of those who watch them."""

from django.utils.translation import gettext_lazy

from events.models import Watch
from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis

privacy.register(
    Watch,
    purpose=gettext_lazy("So that watching a recording counts for your course as being there does"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account"),
    of=of(Watch, "user"),
)
privacy.nothing_personal(
    "What hosts publish of an event, with the consent of those who speak in it",
    *("events.Recording", "events.Transcript", "events.Chapter", "events.Recap", "events.RecapText"),
)
