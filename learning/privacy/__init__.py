"""What learning keeps of people, by noun."""

from learning.privacy import advising, countries, portfolio, practices, progress, resources, stories, tools

__all__ = ["advising", "countries", "portfolio", "practices", "progress", "resources", "stories", "tools"]
