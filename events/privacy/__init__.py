"""What events keep of people, by noun."""

from events.privacy import calendars, events, groups, recordings, registrations, rooms

__all__ = ["calendars", "events", "groups", "recordings", "registrations", "rooms"]
