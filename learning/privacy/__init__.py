"""What learning keeps of people, by noun."""

from learning.privacy import countries, dialogue, practices, progress, resources, stories, tools

__all__ = ["countries", "dialogue", "practices", "progress", "resources", "stories", "tools"]
