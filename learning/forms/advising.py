"""Asking an adviser, answering, going away; saying what they may see; handing in, and talking about it; group supervision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.forms.conversations import PeopleField, text_field
from entrepreneurs.forms.profiles import written_in
from entrepreneurs.models import User
from events.forms.events import WhenForm, day_field, text
from events.models import AdviserAbsence, Event, EventText
from hub.forms import ActionForm
from learning.activities.base import MOST_TEXT
from learning.models import Scope
from learning.models.advising import MOST_QUESTION, MOST_WORD
from learning.models.submissions import MOST_COMMENT


def scopes() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("What they may see of my learning"),
        choices=Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing, if you tick nothing. You can change it at any time, and it holds at once."),
    )


class Writing(ActionForm):
    """In a language, the page's unless they say otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"language": get_language()} | (self.initial or {})


class AskAdviserForm(Writing):
    question = text_field(
        gettext_lazy("What you would like help with"),
        most=MOST_QUESTION,
        rows=5,
        help_text=gettext_lazy("Say where you are, and what you are stuck with. Leave out what you would tell only somebody you know."),
    )
    language = written_in()
    scopes = scopes()


class ConsentForm(ActionForm):
    scopes = scopes()


class DeclineForm(Writing):
    word = forms.CharField(
        label=gettext_lazy("A word about it"),
        required=False,
        max_length=MOST_WORD,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Whom else they could ask, or when it would suit you."),
    )
    language = written_in()


class AbsenceForm(Writing):
    begins = day_field(gettext_lazy("First day away"))
    ends = day_field(gettext_lazy("Last day away"))
    word = text("word", model=AdviserAbsence, label=gettext_lazy("A word about it"), help_text=gettext_lazy("Those read it who wait for you."))
    language = written_in()

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("ends") and facts["ends"] < timezone.localdate():
            self.add_error("ends", _("Choose a day that is still to come."))
        if facts.get("begins") and facts.get("ends") and facts["ends"] < facts["begins"]:
            self.add_error("ends", _("The last day is before the first."))
        return facts


class HandInForm(Writing):
    body = text_field(gettext_lazy("What you did, and what you found"), most=MOST_TEXT, rows=12)
    language = written_in()
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class SubmissionCommentForm(Writing):
    body = text_field(gettext_lazy("Comment"), most=MOST_COMMENT, rows=4)
    language = written_in()
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class TogetherForm(WhenForm):
    """Those whom an adviser follows, and an event of theirs by invitation: one that there is, or a new one."""

    field_order = ("people", "event", "title", "day", "at", "minutes", "zone", "video", "language")

    people = PeopleField(
        User.objects.none(),
        label=gettext_lazy("Whom you invite"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody is told who else is invited: they meet when they come."),
    )
    event = forms.ChoiceField(label=gettext_lazy("To what"), required=False)
    title = text("title", model=EventText, label=gettext_lazy("Theme"), help_text=gettext_lazy("A question makes people think along."))
    day = day_field(gettext_lazy("Day"))
    video = forms.URLField(label=gettext_lazy("Link to the video meeting"), max_length=500, required=False, assume_scheme="https")
    language = written_in()

    def __init__(self, *args, people, events, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"zone": zone, "language": get_language(), "day": timezone.localdate() + timedelta(days=7), "at": "18:00"} | self.initial
        self.fields["people"].queryset = people
        self.known = {str(event.pk): event for event in events}
        self.fields["event"].choices = [("", _("A new one, with the facts below")), *((key, event.title) for key, event in self.known.items())]
        if self.data.get("event"):
            for name in ("day", "at", "minutes", "zone", "language"):
                self.fields[name].required = False

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if not title and not self.data.get("event"):
            raise ValidationError(_("Say what it is about."))
        return title

    def clean_event(self) -> Event | None:
        return self.known.get(self.cleaned_data["event"])
