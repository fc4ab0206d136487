"""What learners fill in beside their answers, by noun."""

from learning.forms.courses import FeedbackForm, PaceForm
from learning.forms.tools import CommentForm, ShareForm

__all__ = ["CommentForm", "FeedbackForm", "PaceForm", "ShareForm"]
