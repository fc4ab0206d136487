"""What events keep of people, by noun."""

from events.privacy import afterwards, calendars, challenges, circle_meetings, events, groups, networks, office_hours, recordings, rooms

# isort: split
from events.privacy import registrations  # last: what was done in a seat is taken leave of before the seat

__all__ = [
    "afterwards",
    "calendars",
    "challenges",
    "circle_meetings",
    "events",
    "groups",
    "networks",
    "office_hours",
    "recordings",
    "registrations",
    "rooms",
]
