"""What people are told of events, by noun."""

from events.notices import challenges, hosts, registrations

__all__ = ["challenges", "hosts", "registrations"]
