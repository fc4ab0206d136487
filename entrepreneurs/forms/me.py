"""What people fill in about themselves."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries.fields import Country, CountryField

from entrepreneurs.models import User
from hub.forms import ActionForm

AREAS = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


@cache
def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """All places with a clock, by area, Europe first."""
    places = [zone.split("/", 1) for zone in available_timezones() if zone.split("/")[0] in AREAS]
    places.sort(key=lambda place: (place[0] != "Europe", place))
    by_area = groupby(places, key=lambda place: place[0])
    return [(area, [(f"{area}/{place}", place.replace("_", " ")) for _area, place in found]) for area, found in by_area]


class SignupForm(forms.Form):
    """What sign-up asks beside the address: a name to be called by, which may stay empty."""

    field_order = ("email", "name", "password1")

    name = forms.CharField(
        label=gettext_lazy("What may we call you?"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "nickname"})
    )

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])


class FactsForm(ActionForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        required=False,
        help_text=User._meta.get_field("name").help_text,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of mail and pages"), choices=lambda: settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=gettext_lazy("Your clock: the nearest place"), choices=time_zones)
    country = CountryField(blank=True, blank_label=gettext_lazy("I would rather not say")).formfield(
        label=gettext_lazy("Country where you live"),
        required=False,
        help_text=gettext_lazy("Only counted, never shown with your name."),
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )

    @classmethod
    def of(cls, user: User) -> "FactsForm":
        return cls(initial={"name": user.name, "language": user.language, "time_zone": user.time_zone, "country": Country(user.country).code})


class ErasureForm(ActionForm):
    """Erasing is confirmed by typing a word, so that nobody does it by a slip of the finger."""

    word = forms.CharField(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Type the word “%(word)s” to confirm") % {"word": confirmation()}

    def clean_word(self):
        if self.cleaned_data["word"].strip().casefold() != confirmation().casefold():
            raise ValidationError(_("Nothing has been erased. If you are sure, type “%(word)s”.") % {"word": confirmation()})
        return self.cleaned_data["word"]


def confirmation() -> str:
    return _("erase")
