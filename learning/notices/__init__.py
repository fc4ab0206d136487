"""What people are told of by learning, by noun."""

from learning.notices import countries, practices, resources, stories, tools

__all__ = ["countries", "practices", "resources", "stories", "tools"]
