"""What people are told of events, by noun."""

from events.notices import afterwards, hosts, registrations

__all__ = ["afterwards", "hosts", "registrations"]
