"""People, what they tell of themselves, what they belong to, how they stand to each other, what they say to each other, and what they complain of."""

from entrepreneurs.models.attachments import Attachment, QuotedFile
from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.models.conversations import Conversation, Message, MessageVersion, Participant
from entrepreneurs.models.organisation_pages import OrganisationPage, OrganisationsPage
from entrepreneurs.models.organisations import Joining, Membership
from entrepreneurs.models.profiles import Facet, Precision, Profile, Tag, Visibility
from entrepreneurs.models.reports import Decision, Quote, Report, Silence
from entrepreneurs.models.users import User

__all__ = [
    "Attachment",
    "Block",
    "Connection",
    "Conversation",
    "Decision",
    "Facet",
    "Joining",
    "Membership",
    "Message",
    "MessageVersion",
    "OrganisationPage",
    "OrganisationsPage",
    "Participant",
    "Precision",
    "Profile",
    "Quote",
    "QuotedFile",
    "Report",
    "Silence",
    "Tag",
    "User",
    "Visibility",
]
