"""What learning keeps of people, by noun."""

from learning.privacy import countries, portfolio, practices, progress, resources, stories, tools

__all__ = ["countries", "portfolio", "practices", "progress", "resources", "stories", "tools"]
