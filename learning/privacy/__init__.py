"""What learning keeps of people, by noun."""

from learning.privacy import progress, resources

__all__ = ["progress", "resources"]
