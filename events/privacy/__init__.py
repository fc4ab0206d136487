"""What events keep of people, by noun."""

from events.privacy import afterwards, calendars, events, recordings, registrations, rooms

__all__ = ["afterwards", "calendars", "events", "recordings", "registrations", "rooms"]
