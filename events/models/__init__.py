"""Events, who comes to them, what happens in their rooms, and what came of them."""

from events.models.afterwards import EventFeedback, FocusNote, Followed, NotesRelease
from events.models.calendars import CalendarAddress
from events.models.events import Admission, Event, EventLanguage, EventText, Host, Item, Kind, Reach, Series, Speaker, State
from events.models.polls import Ballot, HallVote, Option, Poll, TextGroup, Vote, Voted
from events.models.questions import Question, QuestionVote
from events.models.recordings import Chapter, Recording, Transcript, Watch
from events.models.registrations import AddressProof, Asked, AskedAnswer, Guest, Invitation, Registration
from events.models.rooms import Hand, Presence, Room, RoomMessage
from events.models.themes import ThemeProposal, ThemeVote

__all__ = [
    "AddressProof",
    "Admission",
    "Asked",
    "AskedAnswer",
    "Ballot",
    "CalendarAddress",
    "Chapter",
    "Event",
    "EventFeedback",
    "EventLanguage",
    "EventText",
    "FocusNote",
    "Followed",
    "Guest",
    "HallVote",
    "Hand",
    "Host",
    "Invitation",
    "Item",
    "Kind",
    "NotesRelease",
    "Option",
    "Poll",
    "Presence",
    "Question",
    "QuestionVote",
    "Reach",
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
    "Vote",
    "Voted",
    "Watch",
]
