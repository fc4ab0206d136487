"""What people are told of by learning, by noun."""

from learning.notices import countries, portfolio, practices, resources, stories, tools

__all__ = ["countries", "portfolio", "practices", "resources", "stories", "tools"]
