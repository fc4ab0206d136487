"""What people fill in to name facilitators, and to report a mistake in a lesson or settle it."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.conversations import LanguageField, text_field
from entrepreneurs.models import User
from hub.forms import ActionForm
from learning.models import Facilitator, Mistake
from learning.models.mistakes import MOST_TEXT

WAYS = [("", gettext_lazy("I would rather not say")), *Facilitator.By.choices]


class FacilitatorField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.shown_name


class FacilitatorForm(ActionForm):
    user = FacilitatorField(
        User.objects.none(),
        label=gettext_lazy("Who"),
        empty_label=gettext_lazy("Choose somebody"),
        help_text=gettext_lazy("People whom you are connected with here, and advisers. They are told, and can step down at any time."),
    )
    by = forms.ChoiceField(label=gettext_lazy("Facilitates it"), choices=WAYS, required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class MistakeForm(ActionForm):
    block_id = forms.ChoiceField(label=gettext_lazy("Where in the lesson?"), required=False)
    text = text_field(gettext_lazy("What is wrong?"), most=MOST_TEXT, rows=4)
    written_in = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["block_id"].choices = [("", gettext_lazy("Somewhere else, or all over")), *parts]


class SettleForm(ActionForm):
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[choice for choice in Mistake.State.choices if choice[0] != Mistake.State.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    answer = text_field(
        gettext_lazy("A word to whoever reported it"),
        most=MOST_TEXT,
        rows=3,
        required=False,
        help_text=gettext_lazy("They read it under what they have reported, if they have an account."),
    )
