"""What learning keeps of people, by noun."""

from learning.privacy import advising, countries, practices, progress, resources, stories, tools

__all__ = ["advising", "countries", "practices", "progress", "resources", "stories", "tools"]
