"""What events keep of people, by noun."""

from events.privacy import calendars, challenges, events, groups, recordings, registrations, rooms

__all__ = ["calendars", "challenges", "events", "groups", "recordings", "registrations", "rooms"]
