"""The parts of an event that can be said later, each a form: what is in one is saved without the others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs.forms.profiles import regions, several
from entrepreneurs.vocabulary import SPOKEN
from events.actions import events as actions
from events.forms.events import LANGUAGES_LABEL, WhenForm, audience_field, text
from events.models import Admission, Event, Kind, Reach
from events.video import validate_video
from hub.forms import ActionForm
from hub.models import Organisation, Programme


class PartForm(ActionForm):
    """One part. `title` heads its page, and `invitation` is what its hosts read while there is nothing in it."""

    title = invitation = lead = ""
    action = staticmethod(actions.change_event)

    @classmethod
    def initial_of(cls, event: Event) -> dict[str, Any]:
        return {name: getattr(event, name) for name in cls.base_fields}

    @classmethod
    def told(cls, event: Event) -> list[str]:
        """What is in it, in words, line by line."""
        raise NotImplementedError(event)


class WordsForm(PartForm):
    title = gettext_lazy("Theme and words")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"] = text("title", required=True, label=gettext_lazy("Theme"))
        self.fields["lead"] = text("lead", rows=3, label=gettext_lazy("What it is about, in a few sentences"))
        self.fields["about"] = text("about", rows=8, label=gettext_lazy("Programme and practical matters"))
        self.fields["access"] = text(
            "access",
            rows=3,
            label=gettext_lazy("Accessibility"),
            help_text=gettext_lazy("Steps, lifts, hearing loop, captions, interpreters, breaks; and whom to tell what one needs."),
        )

    @staticmethod
    def action(event: Event, **words: str):
        return actions.change_words(event, language=event.language, **words)

    @classmethod
    def initial_of(cls, event):
        own = event.texts.get(language=event.language)
        return {"title": own.title, "lead": own.lead, "about": own.about, "access": own.access}

    @classmethod
    def told(cls, event):
        own = event.texts.get(language=event.language)
        return [line for line in (own.title, own.lead) if line]


class MomentForm(WhenForm, PartForm):
    title = gettext_lazy("When")
    lead = gettext_lazy("Those who are registered are told when it moves.")

    @classmethod
    def told(cls, event):
        return [f"{event.day:%Y-%m-%d}, {event.at:%H:%M}", f"{event.zone.rpartition('/')[2].replace('_', ' ')}"]


class PlaceForm(PartForm):
    title = gettext_lazy("Where")
    invitation = gettext_lazy("Say whether it is at a place, online, or both, and where the video meeting is.")

    place = text("place", model=Event, label=gettext_lazy("Place and address"))
    where = forms.ChoiceField(label=gettext_lazy("Region or country"), choices=lambda: [("", _("Nowhere in particular")), *regions()], required=False)
    is_online = forms.BooleanField(
        label=gettext_lazy("It can be joined online"),
        required=False,
        help_text=gettext_lazy("In its room on the hub, as text, and by video if you have a link."),
    )
    video = forms.URLField(
        label=gettext_lazy("Link to the video meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[validate_video],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Jitsi, BigBlueButton, Zoom or Teams. Only those who have a seat see it."),
    )

    def clean(self):
        facts = super().clean()
        if not facts.get("place") and not facts.get("is_online") and not self.errors:
            self.add_error("place", _("Say at which place it is, or that it can be joined online."))
        return facts

    @classmethod
    def told(cls, event):
        return [line for line in (event.place, _("Online") if event.is_online else "", event.video) if line]


class ForWhomForm(PartForm):
    title = gettext_lazy("For whom, and in which languages")

    audience = audience_field()
    spoken = several(LANGUAGES_LABEL, lambda: SPOKEN.items())
    interpreted = several(gettext_lazy("Languages it is interpreted into"), lambda: SPOKEN.items())
    reach = forms.ChoiceField(label=gettext_lazy("Who can see it"), choices=Reach.choices, widget=forms.RadioSelect)

    @staticmethod
    def action(event: Event, *, spoken, interpreted, **facts):
        return actions.change_event(event, languages={"spoken": spoken, "interpreted": interpreted}, **facts)

    def clean_spoken(self):
        if not self.cleaned_data["spoken"]:
            raise ValidationError(_("Choose the languages that are spoken there."))
        return self.cleaned_data["spoken"]

    @classmethod
    def told(cls, event):
        return [
            ", ".join(event.audience_words) or _("Everybody"),
            ", ".join(SPOKEN.get(code, code) for code in event.spoken),
            event.get_reach_display(),
        ]


class SeatsForm(PartForm):
    title = gettext_lazy("Seats")
    invitation = gettext_lazy("There is room for everybody, and whoever comes first gets a seat.")

    admission = forms.ChoiceField(label=gettext_lazy("Who gets a seat"), choices=Admission.choices, widget=forms.RadioSelect)
    capacity = forms.IntegerField(
        label=gettext_lazy("How many seats"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=gettext_lazy(
            "Empty: there is room for everybody. Whoever comes later waits in line, and moves up by itself. Nobody loses a seat when you lower it."
        ),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Registration closes on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("On your clock. Empty: when it begins."),
    )
    answer_hours = forms.IntegerField(
        label=gettext_lazy("For how many hours a freed seat is kept for the next in line"), min_value=1, max_value=14 * 24, initial=24
    )

    @classmethod
    def told(cls, event):
        seats = ngettext("%(number)d seat", "%(number)d seats", event.capacity) % {"number": event.capacity} if event.capacity else ""
        return [line for line in (seats, event.get_admission_display() if seats or event.admission != Admission.OPEN else "") if line]


class FactsForm(PartForm):
    title = gettext_lazy("Kind and programme")

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=gettext_lazy("Programme"), required=False, empty_label=gettext_lazy("None of them")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Host organisation"), required=False, empty_label=gettext_lazy("None")
    )

    @classmethod
    def told(cls, event):
        return [str(each) for each in (event.get_kind_display(), event.programme, event.organisation) if each]


PARTS: dict[str, type[PartForm]] = {
    "words": WordsForm,
    "when": MomentForm,
    "where": PlaceForm,
    "whom": ForWhomForm,
    "seats": SeatsForm,
    "facts": FactsForm,
}
