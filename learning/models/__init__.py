"""Content is pages; what people do is rows."""

from learning.models.challenges import LessonChallenge
from learning.models.countries import ComparisonCell, ComparisonTopic, Statement, StatementText
from learning.models.meetings import LessonMeeting
from learning.models.pages import CoursePage, LessonPage
from learning.models.progress import Attempt, CourseFeedback, Enrolment, Learner, LessonCompletion

__all__ = [
    "Attempt",
    "ComparisonCell",
    "ComparisonTopic",
    "CourseFeedback",
    "CoursePage",
    "Enrolment",
    "Learner",
    "LessonChallenge",
    "LessonCompletion",
    "LessonMeeting",
    "LessonPage",
    "Statement",
    "StatementText",
]
