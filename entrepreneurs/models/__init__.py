"""People, how they stand to each other, and what they say to each other."""

from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.models.conversations import Conversation, Message, MessageVersion, Participant
from entrepreneurs.models.users import User

__all__ = ["Block", "Connection", "Conversation", "Message", "MessageVersion", "Participant", "User"]
