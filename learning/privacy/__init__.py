"""What learning keeps of people, by noun."""

from learning.privacy import countries, progress, resources, tools

__all__ = ["countries", "progress", "resources", "tools"]
