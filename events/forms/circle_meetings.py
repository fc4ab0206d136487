"""What is filled in to plan a meeting of a circle, and to say at which hours one can."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs.models import Circle
from events.forms.events import day_field, hour_field
from events.models import FreeTime
from events.times import is_left_out
from hub.forms import ActionForm

LENGTHS = (45, 60, 90, 120)
USUAL_LENGTH = 60
OWN = "own"  # an hour that was not proposed


class PlanForm(ActionForm):
    """One of the proposals, or another hour; on the clock of whoever plans."""

    when = forms.ChoiceField(widget=forms.RadioSelect)
    day = day_field(gettext_lazy("Day"))
    at = hour_field(gettext_lazy("Begins at"))
    number = forms.TypedChoiceField(label=gettext_lazy("How many meetings"), coerce=int)
    minutes = forms.IntegerField(widget=forms.HiddenInput, min_value=min(LENGTHS), max_value=max(LENGTHS))

    def __init__(self, *args, circle: Circle, zone: str, moments: list[datetime], **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["when"].choices = [*((one.isoformat(), "") for one in moments), (OWN, "")]
        self.fields["number"].choices = [(number, times(number)) for number in range(1, circle.meetings_in_all + 1)]
        self.fields["day"].required = self.fields["at"].required = False

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        when, day, at = facts.pop("when", ""), facts.get("day"), facts.get("at")
        if when and when != OWN:
            local = datetime.fromisoformat(when).astimezone(ZoneInfo(self.zone))
            day, at = local.date(), local.time()
        elif when and not (day and at):
            raise ValidationError(_("Choose one of the hours, or write a day and an hour."))
        elif when and is_left_out(day, at, zone=self.zone):
            raise ValidationError(_("On this day the clock is put forward over this hour. Choose another one."))
        return facts | {"day": day, "at": at, "zone": self.zone}


def times(number: int) -> str:
    return ngettext("%(number)d meeting", "%(number)d meetings", number) % {"number": number}


class HoursForm(ActionForm):
    """Each choice is a weekday and a part of it, such as 0-morning."""

    times = forms.MultipleChoiceField(
        choices=[(f"{weekday}-{part}", part) for weekday in range(7) for part in FreeTime.Part.values],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_times(self) -> list[tuple[int, str]]:
        return [(int(weekday), part) for weekday, part in (one.split("-") for one in self.cleaned_data["times"])]
