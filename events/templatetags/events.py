"""Events in templates: their hours on two clocks, the next ones, the list with other filters."""

from datetime import UTC, date
from urllib.parse import urlencode

from django import template
from django.utils.translation import get_language

from entrepreneurs.models import Network
from entrepreneurs.vocabulary import SPOKEN
from events import clocks
from events.actions.network_events import offered_for_challenge, offered_for_event
from events.guests import zone_of
from events.listing import rows
from events.models import Challenge, Event, NetworkChallenge, NetworkEvent, OfficeHour
from events.rhythm import Rhythm
from hub.shared import shared
from hub.templatetags.face import language_name

register = template.Library()

MEETINGS = 12  # of those that are coming, and of those that are over


@register.inclusion_tag("components/when.html", takes_context=True)
def when(context, event: Event | OfficeHour):
    """Day and hours on the host's clock, with the name of its place, and on the reader's, where it shows another hour."""
    zone = zone_of(context["request"])
    said = clocks.in_place(clocks.hours(event.starts_at, event.ends_at, zone=event.clock), event.zone)
    return moments(event) | {"day": clocks.whole_day(event.day), "hours": said, **readers(event, zone)}


@register.inclusion_tag("components/day.html", takes_context=True)
def day(context, event: Event | OfficeHour):
    """As `when`, in a row of a list: the day is big."""
    begins = event.starts_at.astimezone(event.clock)
    said = clocks.in_place(f"{clocks.weekday(event.day)} {begins:%H:%M}", event.zone)
    return moments(event) | {"day": clocks.big_day(event.day), "hours": said, **readers(event, zone_of(context["request"]))}


def moments(event: Event) -> dict:
    """The event's ends as programs read them: on the host's clock, and in UTC."""
    return {"begins": event.starts_at.astimezone(event.clock).isoformat(), "ends": event.ends_at.astimezone(UTC).isoformat()}


def readers(event: Event, zone) -> dict:
    """What the reader's clock says, where it is known; otherwise their browser is to say it."""
    return {"theirs": clocks.on_clock(event, zone) if zone else None, "asks_browser": zone is None}


@register.filter
def whole_day(day: date) -> str:
    return clocks.whole_day(day)


@register.filter
def short_day(day: date) -> str:
    return clocks.short_day(day)


@register.filter
def long_weekday(day: date) -> str:
    return clocks.long_weekday(day)


@register.filter
def weekday(day: date) -> str:
    return clocks.weekday(day)


@register.filter
def month_name(day: date) -> str:
    return clocks.month(day)


@register.filter
def tongue_name(code: str) -> str:
    """A spoken language by its own name."""
    return SPOKEN.get(code) or language_name(code)


@register.simple_tag(takes_context=True)
def next_events(context, number: int, programme=None) -> list[Event]:
    """The next that everybody may come to; of a programme, if one is named. Shared by all readers of a language."""
    key = ("next_events", get_language(), number, programme.pk if programme else None)
    return shared(context["request"], key, lambda: next_of(programme, number))


def next_of(programme, number: int) -> list[Event]:
    found = Event.objects.listed().exclude(state="cancelled").upcoming()
    return list(rows(found.filter(programme=programme) if programme else found)[:number])


@register.simple_tag(takes_context=True)
def meetings_of(context, programme) -> dict[str, list[Event]]:
    """What a programme's partners meet at, as far as the reader may see it: what is coming, and what was last. Not shared; three queries for each."""
    seen = Event.objects.visible_to(context["user"]).filter(programme=programme.pk).exclude(state="draft")
    return {"coming": list(rows(seen.upcoming())[:MEETINGS]), "past": list(rows(seen.past())[:MEETINGS])}


@register.simple_tag(takes_context=True)
def meetings_of_network(context, network: Network) -> list[Event]:
    """What is coming of a network's, as far as the reader may see it; three queries where there is something, else one."""
    linked = NetworkEvent.objects.filter(network=network).values("event")
    seen = Event.objects.visible_to(context["user"]).filter(pk__in=linked).exclude(state__in=("draft", "cancelled"))
    return list(rows(seen.upcoming())[:MEETINGS])


@register.simple_tag(takes_context=True)
def challenges_of_network(context, network: Network) -> list[Challenge]:
    """What a network works on, as far as the reader may see it; the newest."""
    linked = NetworkChallenge.objects.filter(network=network).values("challenge")
    return list(Challenge.objects.visible_to(context["user"]).shown().filter(pk__in=linked).order_by("-pk")[:MEETINGS])


@register.simple_tag
def networks_beside(thing: Event | Challenge) -> list[Network]:
    """Those that an event belongs to, or that work on a challenge; a query, and one for what they are called."""
    rows = thing.network_events if isinstance(thing, Event) else thing.network_challenges
    return list(Network.objects.open().filter(pk__in=rows.values("network")).prefetch_related("texts"))


@register.simple_tag(takes_context=True)
def may_put_beside(context, thing: Event | Challenge) -> bool:
    """Whether there is a network that the reader may put it beside; two or three queries."""
    offered = offered_for_event if isinstance(thing, Event) else offered_for_challenge
    return offered(thing, context["user"]).exists()


@register.simple_tag(takes_context=True)
def chosen(context, **changed) -> str:
    """The list's address with its filters and these changes; another filter begins at the first page."""
    kept = context["listing"].chosen | {name: str(value) for name, value in changed.items()}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


@register.simple_tag(takes_context=True)
def filters(context) -> str:
    """The filters as a feed's address carries them."""
    kept = {name: value for name, value in context["listing"].chosen.items() if name != "past"}
    return "?" + urlencode(kept) if kept else ""


@register.simple_tag(takes_context=True)
def rhythm_of(context, circle) -> Rhythm:
    """A circle's meetings, for a reader who is in it."""
    return Rhythm(circle, context["user"])


@register.filter
def at_key(found: dict, key):
    return found.get(key)


@register.inclusion_tag("components/own_time.html", takes_context=True)
def own_time(context, hour: OfficeHour):
    """Day and hours on the reader's clock, and on the adviser's, where that shows another hour."""
    zone = zone_of(context["request"]) or hour.clock
    ours, theirs = hour.starts_at.astimezone(zone), hour.starts_at.astimezone(hour.clock)
    said = clocks.in_place(clocks.hours(hour.starts_at, hour.ends_at, zone=hour.clock), hour.zone)
    said = said if ours.date() == theirs.date() else f"{clocks.short_day(theirs.date())}, {said}"
    shown = {"day": clocks.short_day(ours.date()), "hours": clocks.hours(hour.starts_at, hour.ends_at, zone=zone)}
    return shown | {"begins": ours.isoformat(), "theirs": said if ours.utcoffset() != theirs.utcoffset() else ""}
