"""What people write in a room, and what hosts do there."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.conversations import LanguageField, text_field
from events.models.questions import MOST_ANSWER, MOST_QUESTION
from events.models.rooms import MOST_TEXT
from hub.forms import ActionForm


class SayForm(ActionForm):
    body = text_field(gettext_lazy("Write to the room"), most=MOST_TEXT, rows=2)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AskForm(ActionForm):
    body = text_field(gettext_lazy("Your question"), most=MOST_QUESTION, rows=3)
    language = LanguageField()
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("Ask anonymously"),
        required=False,
        help_text=gettext_lazy(
            "Then nothing is kept that leads to you: no name, and no moment. Nobody can find out that it was you, so you cannot take it back either. "
            "In a small group, others may guess by what you write."
        ),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AnswerForm(ActionForm):
    """What hosts write below a question; they may have answered aloud, and leave it empty."""

    text = forms.CharField(
        label=gettext_lazy("The answer in writing"), required=False, max_length=MOST_ANSWER, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    language = LanguageField()
