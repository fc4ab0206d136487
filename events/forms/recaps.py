"""What hosts write of what came of an event."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from events.forms.translating import WAYS
from events.models.recaps import MOST_RECAP
from hub.forms import ActionForm


class RecapForm(ActionForm):
    text = forms.CharField(
        label=gettext_lazy("What came of it"),
        max_length=MOST_RECAP,
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto"}),
        help_text=gettext_lazy("## begins a heading, - a point of a list, **bold** is bold. Name nobody who has not agreed to it."),
    )


class RecapTranslationForm(RecapForm):
    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect)
