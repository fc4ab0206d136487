"""What people are told of events, by noun."""

from events.notices import hosts, registrations

__all__ = ["hosts", "registrations"]
