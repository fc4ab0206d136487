"""What people are told of by learning, by noun."""

from learning.notices import tools

__all__ = ["tools"]
