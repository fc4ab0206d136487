"""What the list of networks is asked for, and what is filled in to make one, tell of it and say what it does next."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entrepreneurs import places
from entrepreneurs.actions.networks import NotAboutThat
from entrepreneurs.forms.conversations import LanguageField
from entrepreneurs.forms.directory import ANY, one_of
from entrepreneurs.forms.profiles import challenges, several
from entrepreneurs.forms.workspaces import day, line, lines
from entrepreneurs.models import Network, NetworkStep, NetworkText
from entrepreneurs.vocabulary import SECTORS
from hub.forms import ActionForm
from hub.models import Provenance

WAYS = [
    (Provenance.PERSON, gettext_lazy("By a person")),
    (Provenance.REVIEWED, gettext_lazy("By machine, and a person has gone over it")),
    (Provenance.MACHINE, gettext_lazy("By machine, and nobody has gone over it yet")),
]


def lands() -> list[tuple[str, str]]:
    return sorted(((code, places.place_at(code).name) for code in places.COUNTRIES), key=lambda one: one[1])


class NetworksForm(forms.Form):
    """Each filter narrows what the others have found. One whose value nobody offers filters nothing."""

    kind = one_of(gettext_lazy("Kind"), lambda: Network.Kind.choices)
    sector = one_of(gettext_lazy("Sector"), lambda: SECTORS.items())
    challenge = forms.ChoiceField(label=pgettext_lazy("one of several", "Challenge"), required=False)
    country = one_of(gettext_lazy("Country"), lands)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["challenge"].choices = [ANY, *challenges()]  # read once, and not for each look at them

    def chosen(self) -> dict[str, str]:
        """The filters that are set, and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class SubjectsForm(ActionForm):
    kind = forms.ChoiceField(label=gettext_lazy("What holds it together"), choices=Network.Kind.choices, widget=forms.RadioSelect)
    sectors = several(gettext_lazy("Sectors"), lambda: SECTORS.items())
    challenges = several(gettext_lazy("Challenges"), list)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["challenges"].choices = challenges()
        self.fields["kind"].help_text = _("By sector: one sector. By challenge: one challenge. Across sectors: two or more sectors or challenges.")

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("kind"):
            self.check(facts["kind"], len(facts.get("sectors", ())), len(facts.get("challenges", ())))
        return facts

    def check(self, kind: str, sectors: int, challenges: int) -> None:
        wanted = {"sector": (sectors, challenges) == (1, 0), "challenge": (sectors, challenges) == (0, 1), "across": sectors + challenges > 1}
        if not wanted[kind]:
            raise ValidationError(NotAboutThat().message)


def name() -> forms.CharField:
    return line(NetworkText, "name", label=gettext_lazy("What it is called"))


def lead() -> forms.CharField:
    return lines(NetworkText, "lead", rows=2, label=gettext_lazy("What it is, in one or two sentences"))


def about() -> forms.CharField:
    return lines(NetworkText, "about", rows=8, label=gettext_lazy("What it is for, and how you work"), required=False)


class MakeForm(SubjectsForm):
    field_order = ("name", "lead", "kind", "sectors", "challenges", "about", "language")

    name = name()
    lead = lead()
    about = about()
    language = LanguageField()


class WordsForm(ActionForm):
    """In one language; how it was translated is asked where it is not the first."""

    name = name()
    lead = lead()
    about = about()
    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect)

    def __init__(self, *args, is_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["provenance"]


class NotYetForm(ActionForm):
    reason = lines(
        Network, "declined_because", rows=4, label=gettext_lazy("What is missing"), help_text=gettext_lazy("They read it, and can ask again.")
    )


class StepForm(ActionForm):
    body = line(NetworkStep, "body", label=gettext_lazy("What you do next"))
    day = day(gettext_lazy("By which day"), required=False)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_day(self):
        chosen = self.cleaned_data["day"]
        if chosen and chosen < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return chosen
