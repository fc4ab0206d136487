"""What people are told of by learning, by noun."""

from learning.notices import countries, resources, tools

__all__ = ["countries", "resources", "tools"]
