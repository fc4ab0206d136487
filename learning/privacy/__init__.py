"""What learning keeps of people, by noun."""

from learning.privacy import countries, practices, progress, resources, stories, tools

__all__ = ["countries", "practices", "progress", "resources", "stories", "tools"]
