"""What events keep of those who make them, lead them and speak at them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from events.models import Event, Host, Speaker
from hub import pagecache, privacy
from hub.privacy.registry import Basis, Person


def of(model, path: str):
    return lambda person: model.objects.filter(**{path: person.user.pk}) if person.user else model.objects.none()


def erase_from_pages(rows, person: Person) -> None:
    """Also from what all visitors were shown."""
    privacy.delete(rows, person)
    transaction.on_commit(pagecache.forget)


privacy.register(
    Event,
    purpose=gettext_lazy("So that it is known who made an event"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you erase your account; the event stays, and belongs to its hosts"),
    of=of(Event, "made_by"),
    erase=privacy.blank("made_by"),
    fields=("made_by",),
    is_theirs_alone=False,
)
privacy.register(
    Host,
    purpose=gettext_lazy("So that people know who leads an event"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you step down, or erase your account"),
    of=of(Host, "user"),
    erase=erase_from_pages,
)
privacy.register(
    Speaker,
    purpose=gettext_lazy("So that people know who speaks at an event"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until the hosts take it away, or you erase your account"),
    of=of(Speaker, "user"),
    erase=erase_from_pages,
    is_theirs_alone=False,
)
privacy.nothing_personal(
    "What hosts write of an event, for everybody to read who sees it",
    *("events.EventText", "events.EventLanguage", "events.Item", "events.Asked", "events.Series"),
)
