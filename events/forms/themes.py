"""What is filled in to propose a theme."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import written_in
from events.forms.events import text
from events.models import Event, ThemeProposal
from hub.forms import ActionForm


class ThemeForm(ActionForm):
    title = text(
        "title",
        model=ThemeProposal,
        required=True,
        label=gettext_lazy("Theme"),
        help_text=gettext_lazy("A question makes people think along."),
    )
    why = text("why", model=ThemeProposal, rows=3, label=gettext_lazy("Why now, and for whom?"))
    language = written_in()
    event = forms.ModelChoiceField(Event.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, events, **kwargs):
        """`events` are those that the reader may see."""
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = events
