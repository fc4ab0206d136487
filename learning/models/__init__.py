"""Content is pages; what people do is rows."""

from learning.models.advising import Advising, AdvisingConsent, Scope
from learning.models.challenges import LessonChallenge
from learning.models.countries import ComparisonCell, ComparisonTopic, Statement, StatementText
from learning.models.documents import PracticeFile, ResourceFile
from learning.models.endorsements import Endorsement, PracticeReader
from learning.models.facilitators import Facilitator
from learning.models.kinds import Level, Licence, LinkState
from learning.models.meetings import LessonMeeting
from learning.models.methods import MethodText, MethodVersion, Template
from learning.models.mistakes import Mistake
from learning.models.pages import CoursePage, LessonPage
from learning.models.portfolio import PortfolioFile, PortfolioItem, PortfolioShare
from learning.models.practice_pages import OfferedTranslation, PracticePage
from learning.models.practices import Practice, PracticeFacet
from learning.models.progress import Attempt, CourseFeedback, Enrolment, Learner, LessonCompletion
from learning.models.resources import Resource, ResourceFacet, ResourceText
from learning.models.stories import Story, StoryText
from learning.models.story_consents import StoryConsent
from learning.models.submissions import Submission, SubmissionComment, SubmissionVersion
from learning.models.tools import Share, Sheet, SheetComment, SheetVersion

__all__ = [
    "Advising",
    "AdvisingConsent",
    "Attempt",
    "ComparisonCell",
    "ComparisonTopic",
    "CourseFeedback",
    "CoursePage",
    "Endorsement",
    "Enrolment",
    "Facilitator",
    "Learner",
    "LessonChallenge",
    "LessonCompletion",
    "LessonMeeting",
    "LessonPage",
    "Level",
    "Licence",
    "LinkState",
    "MethodText",
    "MethodVersion",
    "Mistake",
    "OfferedTranslation",
    "PortfolioFile",
    "PortfolioItem",
    "PortfolioShare",
    "Practice",
    "PracticeFacet",
    "PracticeFile",
    "PracticePage",
    "PracticeReader",
    "Resource",
    "ResourceFacet",
    "ResourceFile",
    "ResourceText",
    "Scope",
    "Share",
    "Sheet",
    "SheetComment",
    "SheetVersion",
    "Statement",
    "StatementText",
    "Story",
    "StoryConsent",
    "StoryText",
    "Submission",
    "SubmissionComment",
    "SubmissionVersion",
    "Template",
]
