"""Content is pages; what people do is rows."""

from learning.models.challenges import LessonChallenge
from learning.models.meetings import LessonMeeting
from learning.models.pages import CoursePage, LessonPage
from learning.models.progress import Attempt, CourseFeedback, Enrolment, Learner, LessonCompletion
from learning.models.tools import Share, Sheet, SheetComment, SheetVersion

__all__ = [
    "Attempt",
    "CourseFeedback",
    "CoursePage",
    "Enrolment",
    "Learner",
    "LessonChallenge",
    "LessonCompletion",
    "LessonMeeting",
    "LessonPage",
    "Share",
    "Sheet",
    "SheetComment",
    "SheetVersion",
]
