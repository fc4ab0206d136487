"""What people write when they raise a challenge, answer it, take it up, plan and report; and what the board is asked for."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.conversations import LanguageField, text_field
from entrepreneurs.forms.directory import ANY, one_of
from entrepreneurs.forms.profiles import regions
from entrepreneurs.models import User
from events.forms.events import day_field, text
from events.forms.rows import SPARE, PeopleField, Row
from events.models import Adoption, Challenge, PlanStep, Registration, Venture
from events.models.challenges import MOST_BODY, MOST_TITLE, MOST_WORDS
from hub.forms import ActionForm
from hub.models import Programme

STATES = [(state.value, state.label) for state in Challenge.SHOWN]


class BoardForm(forms.Form):
    """Each filter narrows what the others have found. One whose value nobody offers filters nothing."""

    where = one_of(gettext_lazy("Country or region"), regions)
    state = one_of(gettext_lazy("How it stands"), lambda: STATES)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [ANY, *Programme.objects.values_list("key", "acronym")]  # read once, and not for each look at them

    def chosen(self) -> dict[str, str]:
        """The filters that are set, and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RaiseForm(ActionForm):
    """At an event, whose place and programme it takes over."""

    title = forms.CharField(
        label=gettext_lazy("The challenge in one sentence"),
        max_length=MOST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Say what is missing or in the way, not who is to blame."),
    )
    body = text_field(gettext_lazy("Who has it, and what does it cost them?"), most=MOST_BODY, rows=4, required=False)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class RaiseOnBoardForm(RaiseForm):
    field_order = ("title", "body", "where", "programme", "language", "client_id")

    where = one_of(gettext_lazy("Country or region"), regions)
    programme = forms.ModelChoiceField(Programme.objects.all(), label=gettext_lazy("Programme"), required=False, empty_label=ANY[1])


class AdoptForm(ActionForm):
    field_order = ("text", "name", "organisation", "language", "consents")

    name = text("name", model=Adoption, label=gettext_lazy("Your name, as it stands below the answer"), required=True)
    organisation = text("organisation", model=Adoption, label=gettext_lazy("For whom you answer"), required=True)
    text = text_field(
        gettext_lazy("Your answer"), most=MOST_WORDS, rows=6, help_text=gettext_lazy("What will you do, and when will people hear of it?")
    )
    language = LanguageField()
    consents = forms.BooleanField(
        label=gettext_lazy("My answer, my name and for whom I answer may stand here for everybody who sees the challenge"),
        error_messages={"required": gettext_lazy("An answer is given in public. Tick this if you agree; you can take the answer back later.")},
    )

    def clean(self):
        """The tick is asked for, and nothing of it is kept beside the answer itself."""
        facts = super().clean()
        facts.pop("consents", None)
        return facts


class VentureForm(ActionForm):
    title = text("title", model=Venture, label=gettext_lazy("What you call it"), required=True)
    text = text_field(gettext_lazy("What you want to do"), most=MOST_WORDS, rows=5)
    address = forms.URLField(label=gettext_lazy("Where one can read more"), required=False, max_length=300, assume_scheme="https")
    language = LanguageField()


class NoteForm(ActionForm):
    text = text_field(gettext_lazy("How does it go?"), most=MOST_WORDS, rows=3)
    language = LanguageField()


class StepRow(Row):
    heart = "what"

    what = text("what", model=PlanStep, label=gettext_lazy("What is done"))
    who = text("who", model=PlanStep, label=gettext_lazy("Who does it"))
    due = day_field(gettext_lazy("By when"))
    responsible = PeopleField(
        User.objects.none(), label=gettext_lazy("Is reminded here"), required=False, empty_label=gettext_lazy("Whoever has answered it")
    )

    def __init__(self, *args, event, people, **kwargs):
        super().__init__(*args, event=event, people=people, **kwargs)
        self.fields["responsible"].queryset = people


class Steps(BaseFormSet):
    """All steps of a plan. One whose text was emptied is taken away."""

    def kept(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("what")]


StepRows = formset_factory(StepRow, formset=Steps, extra=SPARE, max_num=60, absolute_max=80)


class ReportForm(ActionForm):
    state = forms.ChoiceField(label=gettext_lazy("How far it is"), choices=PlanStep.State.choices)
    evidence = text("evidence", model=PlanStep, rows=4, label=gettext_lazy("By what one can see it"))
    address = forms.URLField(label=gettext_lazy("A link to it"), required=False, max_length=300, assume_scheme="https")
    language = LanguageField()


class ChallengeField(forms.ModelChoiceField):
    def label_from_instance(self, challenge):
        return challenge.title


class MergeForm(ActionForm):
    into = ChallengeField(Challenge.objects.none(), label=gettext_lazy("Make it part of"), empty_label=None)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others


class MergeInRoomForm(MergeForm):
    """Two of those in the room."""

    field_order = ("challenge", "into")

    challenge = ChallengeField(Challenge.objects.none(), label=gettext_lazy("This challenge"), empty_label=None)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, others=others, **kwargs)
        self.fields["challenge"].queryset = others


class SeatField(forms.ModelChoiceField):
    def label_from_instance(self, seat):
        return seat.shown_name


class AskToAdoptForm(ActionForm):
    """Whom a host asks for their words, and about what."""

    challenge = ChallengeField(Challenge.objects.none(), label=gettext_lazy("This challenge"), empty_label=None)
    seat = SeatField(Registration.objects.none(), label=gettext_lazy("Who makes it theirs"), empty_label=None)

    def __init__(self, *args, others, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset, self.fields["seat"].queryset = others, seats
