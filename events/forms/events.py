"""Making an event: four things are enough, and the rest can be said later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.forms.me import time_zones
from entrepreneurs.forms.profiles import several, written_in
from entrepreneurs.models import User
from entrepreneurs.vocabulary import ROLES, SPOKEN
from events.models import Event, EventText, Kind, Reach, ThemeProposal
from events.times import is_left_out
from hub.forms import ActionForm
from hub.models import Programme

LANGUAGES_LABEL = gettext_lazy("Languages spoken there")
EVERYBODY = gettext_lazy("Nobody chosen is everybody.")


def text(name: str, *, model=EventText, rows: int = 0, **facts: Any) -> forms.CharField:
    """As long as the model's field allows."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    most = facts.pop("max_length", None) or model._meta.get_field(name).max_length
    return forms.CharField(**{"max_length": most, "required": False, "widget": widget} | facts)


def day_field(label) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("There is no such day in the calendar. Write it as year-month-day, such as 2026-06-30.")},
    )


def hour_field(label) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the hour as 18:00.")},
    )


def audience_field() -> forms.MultipleChoiceField:
    field = several(gettext_lazy("Who it is for"), lambda: ROLES.items())
    field.help_text = EVERYBODY
    return field


class WhenForm(ActionForm):
    """A day, an hour, and the clock on which it is said."""

    day = day_field(gettext_lazy("Day"))
    at = hour_field(gettext_lazy("Begins at"))
    minutes = forms.IntegerField(label=gettext_lazy("How many minutes it takes"), min_value=5, max_value=24 * 60, initial=90)
    zone = forms.ChoiceField(label=gettext_lazy("On the clock of"), choices=time_zones)

    def clean(self):
        facts = super().clean()
        if {"day", "at", "zone"} <= facts.keys():
            self.check_moment(facts["day"], facts["at"], zone=facts["zone"])
        return facts

    def check_moment(self, day, at, *, zone: str) -> None:
        if is_left_out(day, at, zone=zone):
            self.add_error("at", _("There is no such hour on that day: clocks are put forward over it. Choose another one."))
        if day < timezone.localdate() or day.year > timezone.localdate().year + 5:
            self.add_error("day", _("Choose a day that is still to come, within five years."))


class MakeForm(WhenForm):
    field_order = ("title", "day", "at", "minutes", "zone", "spoken", "audience", "kind", "language", "start")

    title = text("title", required=True, label=gettext_lazy("Theme"), help_text=gettext_lazy("A question makes people think along."))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, initial=Kind.NETWORK)
    spoken = several(LANGUAGES_LABEL, lambda: SPOKEN.items())
    audience = audience_field()
    language = written_in()
    start = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        required=False,
        help_text=gettext_lazy("A template brings a running order; an earlier event brings everything but its day and its people."),
    )

    programme = forms.ModelChoiceField(Programme.objects.all(), required=False, to_field_name="key", widget=forms.HiddenInput)  # of a link
    reach = forms.ChoiceField(choices=Reach.choices, required=False, widget=forms.HiddenInput)
    theme = forms.ModelChoiceField(ThemeProposal.objects.none(), required=False, widget=forms.HiddenInput)  # of those that people ask for

    def __init__(self, *args, user: User, starts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = ThemeProposal.objects.open()
        self.initial = {"zone": user.time_zone, "spoken": [get_language()], "language": get_language()} | (self.initial or {})
        self.fields["start"].choices = [("", _("Nothing: I write it myself")), *starts]

    def clean(self):
        """Without what nothing is said of: an earlier event brings its own."""
        facts = super().clean()
        return {name: value for name, value in facts.items() if value or name not in {"programme", "reach"}}

    def clean_spoken(self):
        if not self.cleaned_data["spoken"]:
            raise ValidationError(_("Choose the languages that are spoken there."))
        return self.cleaned_data["spoken"]


class CancelForm(ActionForm):
    because = forms.CharField(
        label=gettext_lazy("Why it will not take place"),
        max_length=Event._meta.get_field("cancelled_because").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Those who are registered read it, and so does everybody who comes to the page."),
    )


class AgainForm(WhenForm):
    """The same on another day, on the same clock."""

    minutes = zone = None

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.clock = zone

    def clean(self):
        facts = super().clean()
        if {"day", "at"} <= facts.keys():
            self.check_moment(facts["day"], facts["at"], zone=self.clock)
        return facts


class SeriesForm(ActionForm):
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("How often"),
        coerce=int,
        choices=[(1, gettext_lazy("Every week")), (2, gettext_lazy("Every second week")), (4, gettext_lazy("Every fourth week"))],
    )
    number = forms.IntegerField(label=gettext_lazy("How many in all"), min_value=2, max_value=26, initial=4)
