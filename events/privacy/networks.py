"""What is kept of those who put events and challenges beside networks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from events.models import NetworkChallenge, NetworkEvent
from events.privacy.events import of
from hub import privacy
from hub.privacy.registry import Basis

for model, what in [(NetworkEvent, "event"), (NetworkChallenge, "challenge")]:
    privacy.register(
        model,
        purpose=gettext_lazy("So that it is known who put an event or a challenge beside a network"),
        basis=Basis.CONTRACT,
        retention=gettext_lazy("As long as it stands there; your name, until you erase your account"),
        of=of(model, "linked_by"),
        erase=privacy.blank("linked_by"),
        fields=("linked_by", "network", what, "linked_at"),
        is_theirs_alone=False,
    )
