"""What learning keeps of people, by noun."""

from learning.privacy import learners, tools

__all__ = ["learners", "tools"]
