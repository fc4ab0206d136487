"""What people fill in to take part in a discussion."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.discussing import Place
from entrepreneurs.forms.conversations import LanguageField, text_field
from entrepreneurs.models.conversations import MOST_TEXT
from entrepreneurs.models.discussions import MOST_TITLE
from hub.forms import ActionForm


class TitleField(forms.CharField):
    def __init__(self):
        attributes = {"dir": "auto"}
        super().__init__(label=gettext_lazy("In a few words"), max_length=MOST_TITLE, widget=forms.TextInput(attrs=attributes))


class ContributionForm(ActionForm):
    """One kind alone is not asked for, and a title only where the place has titles."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes nearest.")},
    )
    title = TitleField()
    body = text_field(gettext_lazy("What you want to say"), most=MOST_TEXT, rows=4)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, place: Place, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(place.kinds.items())
        self.fields["kind"].initial = next(iter(place.kinds))
        if len(place.kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        if not place.has_titles:
            del self.fields["title"]


class AnswerForm(ActionForm):
    body = text_field(gettext_lazy("Your answer"), most=MOST_TEXT, rows=3)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ChangeContributionForm(ActionForm):
    title = TitleField()
    body = text_field(gettext_lazy("What you want to say"), most=MOST_TEXT, rows=6)

    def __init__(self, *args, has_title: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["title"]
