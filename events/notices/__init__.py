"""What people are told of events, by noun."""

from events.notices import afterwards, challenges, hosts, office_hours, registrations

__all__ = ["afterwards", "challenges", "hosts", "office_hours", "registrations"]
