"""Keeping office hours, and booking one."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language, gettext_lazy

from entrepreneurs.forms.me import time_zones
from entrepreneurs.forms.profiles import several, written_in
from entrepreneurs.vocabulary import SPOKEN
from events.actions.office_hours import MOST_WEEKS
from events.forms.events import LANGUAGES_LABEL, WhenForm, text
from events.models import Booking, OfficeHour
from hub.forms import ActionForm


class HoursForm(WhenForm):
    field_order = ("day", "at", "minutes", "weeks", "zone", "video", "place", "spoken", "note", "language", "is_for_all")

    minutes = forms.IntegerField(label=gettext_lazy("How many minutes it takes"), min_value=5, max_value=240, initial=30)
    weeks = forms.IntegerField(
        label=gettext_lazy("In how many weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=4,
        help_text=gettext_lazy("At the same hour of your clock, also when summer time begins or ends."),
    )
    zone = forms.ChoiceField(label=gettext_lazy("On the clock of"), choices=time_zones)
    video = forms.URLField(
        label=gettext_lazy("Link to the video meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Whoever has booked the hour sees it, and nobody else."),
    )
    place = text("place", model=OfficeHour, label=gettext_lazy("Or a place"))
    spoken = several(LANGUAGES_LABEL, lambda: SPOKEN.items())
    note = text("note", model=OfficeHour, label=gettext_lazy("A note for those who book"))
    language = written_in()
    is_for_all = forms.BooleanField(
        label=gettext_lazy("Everybody with an account may book it"),
        required=False,
        help_text=gettext_lazy("Otherwise those whom you advise."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"zone": user.time_zone, "language": get_language(), "spoken": [get_language()]} | (self.initial or {})


class BookForm(ActionForm):
    about = text("about", model=Booking, label=gettext_lazy("What you would like to talk about"))
    language = written_in()
