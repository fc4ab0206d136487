"""What hosts write down of a focus group, and how they show it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import written_in
from events.forms.events import text
from events.models import FocusNote
from hub.forms import ActionForm

MAY_BE_NOTED = gettext_lazy("What I say may be noted, without my name")


class NoteForm(ActionForm):
    question = text("question", model=FocusNote, label=gettext_lazy("Question that was asked"))
    text = text("text", model=FocusNote, rows=8, required=True, label=gettext_lazy("What was said"))
    language = written_in()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].label = gettext_lazy("Language of the note")


class ReleaseForm(ActionForm):
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("I have looked: nothing in the notes is from anybody who has not consented"),
        required=False,
    )
