"""People: what they tell of themselves, belong to, need and offer, how they stand to each other, what they say, complain of and share as partners."""

from entrepreneurs.models.attachments import Attachment, QuotedFile
from entrepreneurs.models.circle_invitations import CircleInvitation
from entrepreneurs.models.circle_log import CircleEntry
from entrepreneurs.models.circles import Circle, CircleMember
from entrepreneurs.models.connections import Block, Connection
from entrepreneurs.models.conversations import Conversation, Message, MessageVersion, Participant
from entrepreneurs.models.decisions import EarlierWording, PartnerDecision
from entrepreneurs.models.discussions import Contribution
from entrepreneurs.models.documents import DocumentVersion, SharedDocument
from entrepreneurs.models.matches import Dismissal
from entrepreneurs.models.network_members import NetworkMember, NetworkOrganisation
from entrepreneurs.models.networks import Network, NetworkStep, NetworkSubject, NetworkText
from entrepreneurs.models.organisation_pages import OrganisationPage, OrganisationsPage
from entrepreneurs.models.organisations import Joining, Membership
from entrepreneurs.models.posts import Post, PostAnswer
from entrepreneurs.models.profiles import Facet, Precision, Profile, Tag, Visibility
from entrepreneurs.models.reports import Decision, Quote, Report, Silence
from entrepreneurs.models.tasks import PartnerTask
from entrepreneurs.models.users import User
from entrepreneurs.models.workspaces import Workspace

__all__ = [
    "Attachment",
    "Block",
    "Circle",
    "CircleEntry",
    "CircleInvitation",
    "CircleMember",
    "Connection",
    "Contribution",
    "Conversation",
    "Decision",
    "Dismissal",
    "DocumentVersion",
    "EarlierWording",
    "Facet",
    "Joining",
    "Membership",
    "Message",
    "MessageVersion",
    "Network",
    "NetworkMember",
    "NetworkOrganisation",
    "NetworkStep",
    "NetworkSubject",
    "NetworkText",
    "OrganisationPage",
    "OrganisationsPage",
    "Participant",
    "PartnerDecision",
    "PartnerTask",
    "Post",
    "PostAnswer",
    "Precision",
    "Profile",
    "Quote",
    "QuotedFile",
    "Report",
    "SharedDocument",
    "Silence",
    "Tag",
    "User",
    "Visibility",
    "Workspace",
]
