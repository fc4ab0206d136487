"""What is kept of people after an event: what they said of it, and what they would like the next to be about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from events.actions.themes import let_go
from events.models import EventFeedback, Guest, NotesRelease, ThemeProposal, ThemeVote
from events.privacy.events import erase_from_pages, of
from events.privacy.seats import UNTIL_ERASED, of_seat
from hub import privacy
from hub.privacy.registry import Basis, Person


def of_asker(model):
    """The rows of a user, or of the guest."""

    def found(person: Person):
        who = person.user or person.as_guest(Guest)
        return model.objects.of(who) if who else model.objects.none()

    return found


privacy.register(
    EventFeedback,
    purpose=gettext_lazy("So that the next event is better. Hosts read your words without your name"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=of_seat(EventFeedback, "registration"),
)
privacy.register(
    ThemeProposal,
    purpose=gettext_lazy("So that events are about what people ask for. Nobody sees that it was you who proposed it"),
    basis=Basis.CONSENT,
    retention=gettext_lazy("Until you take it back or erase everything; where others ask for it too, its title stays, and is nobody's"),
    of=of_asker(ThemeProposal),
    erase=lambda rows, person: let_go(rows),
    fields=("user", "guest", "event", "title", "why", "language", "state", "made_at"),
    is_theirs_alone=False,
)
privacy.register(
    ThemeVote,
    purpose=gettext_lazy("So that it is known how many would come, and you are told when it is held"),
    basis=Basis.CONSENT,
    retention=UNTIL_ERASED,
    of=of_asker(ThemeVote),
    erase=erase_from_pages,
)
privacy.register(
    NotesRelease,
    purpose=gettext_lazy(
        "So that it is known which host has shown the notes of a focus group, and confirmed that nobody is in them who did not consent"
    ),
    basis=Basis.DUTY,
    retention=gettext_lazy("Your name, until you erase your account"),
    of=of(NotesRelease, "released_by"),
    erase=privacy.blank("released_by"),
    fields=("released_by", "event", "released_at", "confirmed_at"),
    is_theirs_alone=False,
)
privacy.nothing_personal("Notes of what was said, from which names are taken out before they are saved", "events.FocusNote")
privacy.nothing_personal("What hosts heard and did, for everybody to read who sees the event", "events.Followed")
