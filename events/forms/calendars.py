"""What the list of events is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.directory import ANY, one_of
from entrepreneurs.forms.profiles import regions
from entrepreneurs.vocabulary import SPOKEN
from events.models import Kind
from hub.models import Programme

HOW = {"online": gettext_lazy("Online"), "place": gettext_lazy("At a place")}


class CalendarForm(forms.Form):
    """Each filter narrows what the others have found. One whose value nobody offers filters nothing."""

    kind = one_of(gettext_lazy("Kind of event"), lambda: Kind.choices)
    language = one_of(gettext_lazy("Language"), lambda: SPOKEN.items())
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    where = one_of(gettext_lazy("Country or region"), regions)
    how = one_of(gettext_lazy("How one takes part"), lambda: HOW.items())
    past = forms.BooleanField(label=gettext_lazy("Those that are over"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [ANY, *Programme.objects.values_list("key", "acronym")]  # read once, and not for each look at them

    def chosen(self) -> dict[str, str]:
        """The filters that are set, and can be."""
        self.is_valid()
        return {name: "1" if value is True else value for name, value in self.cleaned_data.items() if value}
