"""Events, who comes to them, what happens in their rooms, and what came of them: recordings, challenges and plans."""

from events.models.absences import AdviserAbsence
from events.models.afterwards import EventFeedback, FocusNote, Followed, NotesRelease
from events.models.calendars import CalendarAddress
from events.models.challenges import Adoption, Challenge, ChallengeVote, Venture, VentureNote
from events.models.circle_meetings import CircleMeeting, FreeTime
from events.models.events import Event
from events.models.groups import Group, GroupMember, GroupRound
from events.models.hosts import Host, Speaker
from events.models.items import Item
from events.models.kinds import Admission, Kind, Reach, State
from events.models.network_events import NetworkChallenge, NetworkEvent
from events.models.office_hours import Booking, OfficeHour
from events.models.plans import PlanStep
from events.models.polls import Ballot, HallVote, Option, Poll, TextGroup, Vote, Voted
from events.models.questions import Question, QuestionVote
from events.models.recaps import Recap, RecapText
from events.models.recordings import Chapter, Recording, Transcript, Watch
from events.models.registrations import AddressProof, Asked, AskedAnswer, Guest, Invitation, Registration
from events.models.rooms import Hand, Presence, Room, RoomMessage
from events.models.series import Series
from events.models.texts import EventLanguage, EventText
from events.models.themes import ThemeProposal, ThemeVote

__all__ = [
    "AddressProof",
    "Admission",
    "Adoption",
    "AdviserAbsence",
    "Asked",
    "AskedAnswer",
    "Ballot",
    "Booking",
    "CalendarAddress",
    "Challenge",
    "ChallengeVote",
    "Chapter",
    "CircleMeeting",
    "Event",
    "EventFeedback",
    "EventLanguage",
    "EventText",
    "FocusNote",
    "Followed",
    "FreeTime",
    "Group",
    "GroupMember",
    "GroupRound",
    "Guest",
    "HallVote",
    "Hand",
    "Host",
    "Invitation",
    "Item",
    "Kind",
    "NetworkChallenge",
    "NetworkEvent",
    "NotesRelease",
    "OfficeHour",
    "Option",
    "PlanStep",
    "Poll",
    "Presence",
    "Question",
    "QuestionVote",
    "Reach",
    "Recap",
    "RecapText",
    "Recording",
    "Registration",
    "Room",
    "RoomMessage",
    "Series",
    "Speaker",
    "State",
    "TextGroup",
    "ThemeProposal",
    "ThemeVote",
    "Transcript",
    "Venture",
    "VentureNote",
    "Vote",
    "Voted",
    "Watch",
]
