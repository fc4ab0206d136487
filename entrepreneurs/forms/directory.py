"""What the directory is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy, ngettext_lazy

from entrepreneurs.forms.profiles import challenges, regions
from entrepreneurs.vocabulary import HELP, ROLES, SECTORS, SPOKEN

ANY = ("", gettext_lazy("Any"))
DISTANCES = (50, 100, 250, 500)


def one_of(label, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: [ANY, *choices()], required=False)


class DirectoryForm(forms.Form):
    """Each filter narrows what the others have found. One whose value nobody offers filters nothing."""

    where = one_of(gettext_lazy("Country or region"), regions)
    near = one_of(
        gettext_lazy("Near me"), lambda: [(str(km), ngettext_lazy("within %(km)d km", "within %(km)d km", km) % {"km": km}) for km in DISTANCES]
    )
    language = one_of(gettext_lazy("Speaks"), lambda: SPOKEN.items())
    challenge = forms.ChoiceField(label=gettext_lazy("Works on"), required=False)
    sector = one_of(gettext_lazy("Sector"), lambda: SECTORS.items())
    offer = one_of(gettext_lazy("Offers"), lambda: HELP.items())
    need = one_of(gettext_lazy("Needs"), lambda: HELP.items())
    role = one_of(gettext_lazy("Is here as"), lambda: ROLES.items())

    def __init__(self, *args, has_home: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["challenge"].choices = [ANY, *challenges()]  # read once, and not for each look at them
        if not has_home:
            del self.fields["near"]

    def chosen(self) -> dict[str, str]:
        """The filters that are set, and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
