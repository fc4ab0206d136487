"""What people are told of by learning, by noun."""

from learning.notices import advising, countries, dialogue, portfolio, practices, resources, stories, tools

__all__ = ["advising", "countries", "dialogue", "portfolio", "practices", "resources", "stories", "tools"]
