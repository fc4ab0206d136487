"""What organisations tell of themselves, and who is asked to belong to them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_countries import countries

from entrepreneurs import photos
from entrepreneurs.forms.conversations import LanguageField
from entrepreneurs.models import Joining, Membership
from entrepreneurs.models.organisation_pages import OrganisationPage
from entrepreneurs.vocabulary import SPOKEN
from hub.forms import ActionForm
from hub.models import Organisation, OrganisationKind

KIND_LABEL = gettext_lazy("What it is")


def kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=KIND_LABEL, choices=OrganisationKind.choices)


def country() -> forms.ChoiceField:
    """None is chosen for whoever forgets to."""
    return forms.ChoiceField(label=gettext_lazy("Country"), choices=lambda: [("", "–"), *countries_of()])


def countries_of() -> list:
    return list(countries)


def website() -> forms.URLField:
    return forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https", widget=forms.TextInput(attrs={"inputmode": "url"}))


def email() -> forms.EmailField:
    """As long as an invitation keeps it."""
    return forms.EmailField(label=gettext_lazy("E-mail address"), max_length=Joining._meta.get_field("email").max_length)


def several(label, choices, *, widget) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class OrganisationForm(ActionForm):
    """Four facts are enough to ask; everything else is told afterwards."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = kind()
    country = country()
    website = website()
    language = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].label = _("The language you work in most")


class BringForm(OrganisationForm):
    """By a coordinator, who knows it: the same facts, and who leads it."""

    email = email()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address of whoever leads it")
        self.fields["email"].help_text = _("They get a link by mail, in the language below, and lead the organisation here once they have said yes.")
        self.fields["language"].label = _("The language they work in most")
        self.order_fields(["name", "kind", "country", "website", "email", "language"])


class FactsForm(ActionForm):
    kind = kind()
    country = country()
    works_in = several(gettext_lazy("Works in these other countries"), countries_of, widget=forms.SelectMultiple(attrs={"size": 8}))
    languages = several(gettext_lazy("Languages it works in"), SPOKEN.items(), widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}))
    website = website()

    def clean_languages(self) -> str:
        return " ".join(self.cleaned_data["languages"])


class WordsForm(ActionForm):
    lead = forms.CharField(
        label=gettext_lazy("Your organisation in one or two sentences"),
        max_length=OrganisationPage._meta.get_field("lead").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    about = forms.CharField(
        label=gettext_lazy("What you do, where, and with whom"),
        max_length=OrganisationPage._meta.get_field("about").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class LogoForm(ActionForm):
    """A picture without words for those who do not see it is not taken."""

    logo = forms.FileField(
        label=gettext_lazy("Logo (JPEG, PNG or WebP)"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
    words = forms.CharField(
        label=gettext_lazy("What is on it, in words"),
        max_length=200,
        help_text=gettext_lazy("For those who do not see it: usually the name is enough."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_logo(self):
        return photos.logo(self.cleaned_data["logo"])


class InviteForm(ActionForm):
    email = email()
    role = forms.ChoiceField(label=pgettext_lazy("in an organisation", "Role"), choices=Membership.Role.choices)
    language = LanguageField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].label = _("The language they read best")


class DeclineForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("What is missing"),
        max_length=1000,
        help_text=gettext_lazy("They get it by mail, and can ask again."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        return f"{organisation.name}, {organisation.country.name}"


class MergeForm(ActionForm):
    into = OrganisationField(Organisation.objects.none(), label=gettext_lazy("It has become part of"))

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Organisation.objects.listed().exclude(pk=organisation.pk)
