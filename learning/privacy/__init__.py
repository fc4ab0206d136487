"""What learning keeps of people, by noun."""

from learning.privacy import progress, tools

__all__ = ["progress", "tools"]
