"""What people are told of events, by noun."""

from events.notices import afterwards, challenges, circle_meetings, hosts, office_hours, registrations

__all__ = ["afterwards", "challenges", "circle_meetings", "hosts", "office_hours", "registrations"]
