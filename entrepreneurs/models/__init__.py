"""People, and how they stand to each other."""

from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.models.users import User

__all__ = ["Block", "Connection", "User"]
