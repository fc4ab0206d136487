"""What learning keeps of people, by noun."""

from learning.privacy import countries, progress, resources

__all__ = ["countries", "progress", "resources"]
