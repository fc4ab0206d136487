"""Events, who comes to them, what happens in their rooms, and what came of them."""

from events.models.calendars import CalendarAddress
from events.models.events import Admission, Event, EventLanguage, EventText, Host, Item, Kind, Reach, Series, Speaker, State
from events.models.groups import Group, GroupMember, GroupRound
from events.models.polls import Ballot, HallVote, Option, Poll, TextGroup, Vote, Voted
from events.models.questions import Question, QuestionVote
from events.models.recaps import Recap, RecapText
from events.models.recordings import Chapter, Recording, Transcript, Watch
from events.models.registrations import AddressProof, Asked, AskedAnswer, Guest, Invitation, Registration
from events.models.rooms import Hand, Presence, Room, RoomMessage

__all__ = [
    "AddressProof",
    "Admission",
    "Asked",
    "AskedAnswer",
    "Ballot",
    "CalendarAddress",
    "Chapter",
    "Event",
    "EventLanguage",
    "EventText",
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
    "Option",
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
    "Transcript",
    "Vote",
    "Voted",
    "Watch",
]
