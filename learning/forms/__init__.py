"""What people fill in beside their answers, by noun."""

from learning.forms.progress import FeedbackForm, PaceForm

__all__ = ["FeedbackForm", "PaceForm"]
