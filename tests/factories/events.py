"""Events, those who lead them, and those who come."""

from datetime import timedelta
from secrets import token_hex
from uuid import uuid4

from django.utils import timezone

from entrepreneurs.models import User
from events.models import Challenge, Event, EventLanguage, EventText, Guest, Host, Registration, State
from tests.factories.people import UserFactory


def make_event(*hosts: User, title: str = "What could a closed school become?", language: str = "en", days: int = 7, **facts) -> Event:
    """A published network meeting in a week, at six in the evening in Oslo, with these hosts or one of its own."""
    defaults = {"state": State.PUBLISHED, "day": timezone.localdate() + timedelta(days=days), "at": "18:00", "zone": "Europe/Oslo"}
    event = Event(language=language, **(defaults | facts))
    event.full_clean(exclude=["starts_at", "ends_at"], validate_constraints=False)  # which turns hours that are text into hours
    event.settle()
    event.save()
    EventText.objects.create(event=event, language=language, title=title)
    EventLanguage.objects.create(event=event, language=language)
    for user in hosts or [UserFactory(name="Host")]:
        Host.objects.create(event=event, user=user)
    return event


def make_event_guest(**facts) -> Guest:
    """Somebody without an account, whose address is proven."""
    defaults = {"email": f"{token_hex(4)}@example.org", "name": "A guest", "language": "en", "token_hash": token_hex(32)}
    return Guest.objects.create(**(defaults | facts))


def register(event: Event, who, **facts) -> Registration:
    """A user or a guest with a seat, whether there is one or not."""
    place = {"guest": who} if isinstance(who, Guest) else {"user": who}
    return Registration.objects.create(event=event, **place, **({"state": Registration.State.COMING, "language": "en"} | facts))


def begin(event: Event, *, minutes: int = 5) -> Event:
    """It began so many minutes ago, and takes two hours."""
    starts = timezone.now() - timedelta(minutes=minutes)
    Event.objects.filter(pk=event.pk).update(starts_at=starts, ends_at=starts + timedelta(hours=2))
    event.refresh_from_db()
    return event


def end(event: Event, *, hours: float = 1) -> Event:
    """It ended so many hours ago."""
    return begin(event, minutes=int(60 * (hours + 2)))


def make_challenge(by=None, *, title: str = "The bus stopped coming", **facts) -> Challenge:
    """A challenge on the board, raised by a user; or by a guest, in the name of their seat."""
    whose = {"seat": by} if isinstance(by, Registration) else {"user": by or UserFactory(name="Raiser")}
    return Challenge.objects.create(title=title, **whose, **({"language": "en", "client_id": uuid4()} | facts))
