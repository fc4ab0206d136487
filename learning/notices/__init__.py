"""What people are told of by learning, by noun."""

from learning.notices import countries, dialogue, practices, resources, stories, tools

__all__ = ["countries", "dialogue", "practices", "resources", "stories", "tools"]
