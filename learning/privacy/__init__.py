"""What learning keeps of people, by noun."""

from learning.privacy import advising, countries, dialogue, portfolio, practices, progress, resources, stories, tools

__all__ = ["advising", "countries", "dialogue", "portfolio", "practices", "progress", "resources", "stories", "tools"]
