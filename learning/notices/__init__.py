"""What people are told of what they write for others to learn from, by noun."""

from learning.notices import countries, resources

__all__ = ["countries", "resources"]
