"""What events keep of people, by noun."""

from events.privacy import calendars, events, recordings, registrations, rooms

__all__ = ["calendars", "events", "recordings", "registrations", "rooms"]
