"""People, what they tell of themselves, how they stand to each other, and what they say to each other."""

from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.models.conversations import Conversation, Message, MessageVersion, Participant
from entrepreneurs.models.profiles import Facet, Precision, Profile, Tag, Visibility
from entrepreneurs.models.users import User

__all__ = [
    "Block",
    "Connection",
    "Conversation",
    "Facet",
    "Message",
    "MessageVersion",
    "Participant",
    "Precision",
    "Profile",
    "Tag",
    "User",
    "Visibility",
]
