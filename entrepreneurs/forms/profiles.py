"""The sections of a profile, each a form: what is in one is saved without the others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from entrepreneurs import places
from entrepreneurs.actions import profiles as actions
from entrepreneurs.models import Precision, Profile, Visibility
from entrepreneurs.photos import MOST_BYTES, READ, portrait
from entrepreneurs.vocabulary import HELP, ROLES, SECTORS, SPOKEN, TAGS
from hub import languages
from hub.forms import ActionForm
from hub.models import Topic

Choices = list[tuple[str, Any]]
RATHER_NOT = gettext_lazy("I would rather not say")
LANGUAGES_LABEL = gettext_lazy("Languages I speak")
SENTENCE_LABEL = gettext_lazy("What I do, or want to do, in one sentence")
VISIBILITY_LABEL = gettext_lazy("Who sees my profile")


def challenges() -> Choices:
    """The challenges that the hub knows, by slug, in the active language; one query."""
    return list(Topic.objects.filter(locale__language_code=get_language()).values_list("slug", "name"))


def regions() -> Choices:
    """Countries and their regions, by key, the countries by their names in the active language."""
    lands = sorted((countries.name(code), code) for code in places.COUNTRIES)
    return [(name, [(code, _("%(country)s, all of it") % {"country": name}), *inside(code)]) for name, code in lands]


def inside(country: str) -> Choices:
    return [(region.key, region.name) for region in places.gazetteer().regions[country]]


def several(label, choices) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}))


def text(name: str, *, rows: int = 0, **facts: Any) -> forms.CharField:
    """As long as the profile's field allows."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(**{"max_length": Profile._meta.get_field(name).max_length, "required": False, "widget": widget} | facts)


def written_in() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("I write in"), choices=lambda: languages.NAMES.items())


def visibility() -> forms.ChoiceField:
    return forms.ChoiceField(label=VISIBILITY_LABEL, choices=Visibility.choices, initial=Visibility.MEMBERS, widget=forms.RadioSelect)


def adult() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("I am 18 or older"),
        required=False,
        help_text=gettext_lazy("Whoever can be found by people they do not know is an adult, and your word is enough. Learning is for everybody."),
    )


class SectionForm(ActionForm):
    """One section. `title` heads its page, and `invitation` is what its owner reads while it is empty; others read nothing."""

    title = invitation = ""
    lead = ""
    action = staticmethod(actions.change_profile)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if user.said_adult_at:
            self.fields.pop("is_adult", None)

    @classmethod
    def initial_of(cls, profile: Profile) -> dict[str, Any]:
        return {name: value_of(profile, name) for name in cls.base_fields if name not in {"is_adult", "photo"}}

    @classmethod
    def told(cls, profile: Profile) -> list[str]:
        """What is in it, in words, a line for each field that is not empty."""
        form = cls(user=profile.user, initial=cls.initial_of(profile))
        lines = [in_words(field, form.initial.get(name)) for name, field in form.fields.items()]
        return [line for line in lines if line]


def value_of(profile: Profile, name: str) -> Any:
    if name in actions.FACETS:
        return profile.chosen(actions.FACETS[name])
    return profile.user.name if name == "name" else getattr(profile, name)


def in_words(field: forms.Field, value: Any) -> str:
    if not isinstance(field, forms.ChoiceField):
        return value or ""
    labels = dict(flatten_choices(field.choices))
    return ", ".join(str(labels[each]) for each in (value if isinstance(value, list) else [value]) if each and each in labels)


class WhereForm(SectionForm):
    where = forms.ChoiceField(label=gettext_lazy("Where I live"), choices=lambda: [("", RATHER_NOT), *regions()], required=False)
    place = text("place", label=gettext_lazy("Place"), help_text=gettext_lazy("Your municipality, or the nearest town or village."))

    def clean(self):
        facts = super().clean()
        if facts.get("place") and not facts.get("where") and not self.errors:
            self.add_error("where", _("Choose the region that the place is in, or leave the place empty."))
        return facts


class PlaceForm(WhereForm):
    title = gettext_lazy("Where I live")
    invitation = gettext_lazy("Say where you live, and people near you can find you.")
    lead = gettext_lazy("You choose how exactly others see it. Nothing more exact is shown on a page or on the map, or found by a filter.")

    precision = forms.ChoiceField(label=gettext_lazy("What of it others see"), choices=Precision.choices, widget=forms.RadioSelect)


class BeginForm(WhereForm):
    """Two minutes: enough to be found and greeted by."""

    title = gettext_lazy("Tell others who you are")
    lead = gettext_lazy("A few things, and you can be found. The rest can wait, and everything can be changed.")
    field_order = ("name", "sentence", "language", "where", "place", "languages", "visibility", "is_adult")

    name = forms.CharField(
        label=gettext_lazy("What may we call you?"),
        max_length=80,
        help_text=gettext_lazy("It need not be the name in your passport."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    sentence = text("sentence", label=SENTENCE_LABEL)
    language = written_in()
    languages = several(LANGUAGES_LABEL, lambda: SPOKEN.items())
    visibility = visibility()
    is_adult = adult()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].help_text = _("Others see your region and nothing nearer, until you choose otherwise.")


class AboutForm(SectionForm):
    title = gettext_lazy("About me")
    invitation = gettext_lazy("A few words about you help others to begin a conversation.")
    lead = gettext_lazy("Please write nothing about your health, your status in the country or why you came. Nobody here asks for it.")

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"})
    )
    role = forms.ChoiceField(label=gettext_lazy("What I am here"), choices=lambda: [("", RATHER_NOT), *ROLES.items()], required=False)
    sentence = text("sentence", label=SENTENCE_LABEL)
    about = text("about", rows=6, label=gettext_lazy("More about me"))
    meeting = text(
        "meeting", label=gettext_lazy("How I like to be met"), help_text=gettext_lazy("In writing, by video, on a walk; mornings or evenings.")
    )
    language = written_in()


class LanguagesForm(SectionForm):
    title = LANGUAGES_LABEL
    invitation = gettext_lazy("Say which languages you speak; a little is enough.")

    languages = several(LANGUAGES_LABEL, lambda: SPOKEN.items())


class EnterpriseForm(SectionForm):
    title = gettext_lazy("My enterprise")
    invitation = gettext_lazy("Have you an enterprise, or the idea of one? Say what it does.")

    enterprise = text("enterprise", label=gettext_lazy("Its name"))
    enterprise_does = text("enterprise_does", rows=4, label=gettext_lazy("What it does"))
    sectors = several(gettext_lazy("Sectors"), lambda: SECTORS.items())


class ChallengesForm(SectionForm):
    title = gettext_lazy("Challenges I work on")
    invitation = gettext_lazy("Which challenge do you work on? Others have the same one across the border.")

    challenges = several(gettext_lazy("Challenges I work on"), challenges)


class HelpForm(SectionForm):
    title = gettext_lazy("What I offer, and what I need")
    invitation = gettext_lazy("Everybody has something to give and something to ask for.")

    offers = several(gettext_lazy("I offer"), lambda: HELP.items())
    offer = text("offer", label=gettext_lazy("In my own words: what I offer"))
    needs = several(gettext_lazy("I need"), lambda: HELP.items())
    need = text("need", label=gettext_lazy("In my own words: what I need"))


class TagsForm(SectionForm):
    title = gettext_lazy("If you want to say more of yourself")
    invitation = gettext_lazy("Some things are yours to tell or not to tell. Nothing of it is needed.")
    lead = gettext_lazy("You need not say anything here. Nobody can search for it, and what you do not say is not kept.")
    action = staticmethod(actions.change_tags)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", RATHER_NOT), ("connections", _("Yes, for my connections")), ("all", _("Yes, for all who see my profile"))]
        for value, label in TAGS.items():
            self.fields[value] = forms.ChoiceField(label=label, choices=choices, required=False)

    @classmethod
    def initial_of(cls, profile):
        return {tag.value: "all" if tag.is_for_all else "connections" for tag in profile.tags.all()}


class VisibilityForm(SectionForm):
    title = VISIBILITY_LABEL

    visibility = visibility()
    is_adult = adult()


class PhotoForm(SectionForm):
    title = gettext_lazy("My photo")
    invitation = gettext_lazy("A face is easier to write to. A drawing will do as well.")
    lead = gettext_lazy("We cut it square, and take out what cameras write into pictures, such as when and where. Whoever sees your profile sees it.")
    action = staticmethod(actions.change_photo)

    photo = forms.FileField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": ",".join(f"image/{kind.lower()}" for kind in READ)}),
        error_messages={name: gettext_lazy("There is no picture in it yet. Choose one first.") for name in ("required", "empty")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = _("A JPEG, PNG or WebP file of %(size)d MB at most.") % {"size": MOST_BYTES // 1024**2}

    def clean_photo(self):
        return portrait(self.cleaned_data["photo"])


SECTIONS: dict[str, type[SectionForm]] = {
    "about": AboutForm,
    "photo": PhotoForm,
    "place": PlaceForm,
    "languages": LanguagesForm,
    "enterprise": EnterpriseForm,
    "challenges": ChallengesForm,
    "help": HelpForm,
    "more": TagsForm,
    "visibility": VisibilityForm,
}
