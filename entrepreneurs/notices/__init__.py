"""What people are told of each other and of what they do together, by noun."""

from entrepreneurs.notices import circles, discussions, messages, networks, organisations, posts

__all__ = ["circles", "discussions", "messages", "networks", "organisations", "posts"]
