"""What people write when they bring something into the resource bank; what the bank is asked for, and what coordinators answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from entrepreneurs import places
from entrepreneurs.attachments import accept
from entrepreneurs.forms.conversations import FilesInput
from entrepreneurs.forms.profiles import challenges, several
from entrepreneurs.vocabulary import SPOKEN
from events.forms.events import text
from events.forms.translating import WAYS
from hub import languages, limits
from hub.forms import ActionForm
from hub.models import Organisation, Programme, Provenance
from learning import links
from learning.models import Level, Licence, Resource, ResourceText
from learning.models.resources import EVERYWHERE, writing_for

MOST_LOOKS = 60  # an hour, of one person
PATIENCE = 8  # seconds, while somebody waits for the page


class TooManyLooks(ValidationError):
    def __init__(self):
        super().__init__(gettext_lazy("That was a lot of addresses in an hour. Your text is still here: come back with it a little later."))


class OneFileInput(FilesInput):
    allow_multiple_selected = False


def lands() -> list[tuple[str, str]]:
    return sorted(((code, countries.name(code)) for code in places.COUNTRIES), key=lambda land: land[1])


class WhomForm(ActionForm):
    """Whom and what something is for, and in whose name it is published."""

    spoken = several(gettext_lazy("Languages it is in"), lambda: SPOKEN.items())
    countries = several(gettext_lazy("Countries it is about"), lands)
    level = forms.ChoiceField(label=gettext_lazy("Whom it suits"), choices=Level.choices, widget=forms.RadioSelect)
    topics = several(gettext_lazy("Challenges it helps with"), list)
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=gettext_lazy("Programme"), required=False, empty_label=gettext_lazy("None in particular")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("In whose name it is published"),
        required=False,
        empty_label=gettext_lazy("None: a coordinator looks at it first"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["topics"].choices = challenges()  # read once, and not for each look at them
        self.fields["countries"].help_text = _("Nothing chosen is everywhere.")
        among = Organisation.objects.listed()
        if user.has_perm("entrepreneurs.moderate"):
            self.fields["organisation"].empty_label = _("None: the coordinators of the hub")
        else:
            among = among.filter(pk__in=writing_for(user))
        self.fields["organisation"].queryset = among

    def clean_spoken(self):
        if not self.cleaned_data["spoken"]:
            raise ValidationError(_("Choose the languages that it is in."))
        return self.cleaned_data["spoken"]


class ResourceForm(WhomForm):
    title = text("title", model=ResourceText, required=True, label=gettext_lazy("Title"))
    description = text("description", model=ResourceText, rows=5, required=True, label=gettext_lazy("What it is, and for whom"))
    language = forms.ChoiceField(label=gettext_lazy("Title and description are written in"), choices=lambda: languages.NAMES.items())
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), choices=Licence.choices)
    is_checked = forms.BooleanField(
        label=gettext_lazy("I have looked at it today, and it is what I say here"),
        error_messages={"required": gettext_lazy("Look at it, and tick this. Whoever finds it here relies on that.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"language": get_language(), "spoken": [get_language()], "licence": Licence.RESERVED} | (self.initial or {})

    def clean(self):
        """The tick becomes the day of the action, and is not kept beside it."""
        facts = super().clean()
        facts.pop("is_checked", None)
        return facts


class LinkForm(ResourceForm):
    field_order = ("address", "is_sure", "title", "description", "language", "spoken", "countries", "level", "topics", "licence", "programme")

    address = forms.URLField(label=gettext_lazy("Address of the page"), max_length=500, assume_scheme="https")
    is_sure = forms.BooleanField(
        label=gettext_lazy("I have opened it in my browser just now, and it is there"), required=False, widget=forms.HiddenInput
    )

    def clean(self):
        facts = super().clean()
        is_sure = facts.pop("is_sure", False)
        address = facts.get("address")
        if address and address != self.initial.get("address"):
            self.check(address, is_sure=is_sure)
        return facts

    def check(self, address: str, *, is_sure: bool) -> None:
        limits.spend(f"looks-of-{self.user.pk}", most=MOST_LOOKS, seconds=3600, refusal=TooManyLooks)
        if urlsplit(address).scheme not in links.PORTS or links.is_private(address):
            self.add_error("address", _("Only pages that everybody can reach belong here: an address that begins with https:// or http://."))
        elif not is_sure and (found := links.look(address, seconds=PATIENCE)).state.is_failure:
            self.add_error("address", self.complaint(found.state))
            self.fields["is_sure"].widget = forms.CheckboxInput()

    def complaint(self, state) -> str:
        if state == state.GONE:
            return _(
                "There is nothing at this address: whoever keeps it says so. Look for a slip in it. If you see the page, tick below that you do."
            )
        return _("Nothing answers at this address now. Look for a slip in it, or try again later. If you see the page, tick below that you do.")


class DocumentForm(ResourceForm):
    field_order = (
        "document",
        "is_accessible",
        "alternative",
        "title",
        "description",
        "language",
        "spoken",
        "countries",
        "level",
        "topics",
        "licence",
    )

    document = forms.FileField(label=gettext_lazy("File"), widget=OneFileInput)
    is_accessible = forms.TypedChoiceField(
        label=gettext_lazy("Can everybody read it, with a screen reader too?"),
        choices=[("yes", gettext_lazy("Yes: it has headings, an order, and texts for its pictures")), ("no", gettext_lazy("No, or I do not know"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether everybody can read it. If you do not know, say so.")},
    )
    alternative = text(
        "alternative",
        model=ResourceText,
        rows=6,
        label=gettext_lazy("What is in it, in plain text"),
        help_text=gettext_lazy("Needed for every picture, and for every file that not everybody can read."),
    )

    def __init__(self, *args, known=None, **kwargs):
        """`known` is the file that is there already, and stays unless another one comes."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["document"].required = known is None
        self.fields["document"].help_text = _("10 MB at most: PDF, office documents without macros, plain text, or a picture.")
        self.fields["licence"].choices = [choice for choice in Licence.choices if choice[0] != Licence.RESERVED]
        if self.initial.get("licence") == Licence.RESERVED:
            self.initial["licence"] = Licence.BY

    def clean_document(self):
        """What it is, is told by what is in it: Refused says why it is not kept."""
        upload = self.cleaned_data["document"]
        return accept(upload) if upload else None

    def clean(self):
        facts = super().clean()
        given = facts.get("document") or self.known
        is_picture = bool(given and given.kind.startswith("image/"))
        if given and not facts.get("alternative") and (is_picture or facts.get("is_accessible") is False):
            self.add_error("alternative", self.missing(is_picture=is_picture))
        return facts

    def missing(self, *, is_picture: bool) -> str:
        if is_picture:
            return _("Say in words what the picture shows: not everybody sees it.")
        return _("Say in plain text what is in the file: not everybody can read it.")


FORMS = {Resource.Kind.LINK: LinkForm, Resource.Kind.DOCUMENT: DocumentForm}


def initial_of(resource: Resource) -> dict[str, Any]:
    words = resource.by_language[resource.language]
    facts = {name: getattr(resource, name) for name in ("language", "licence", "level", "programme", "organisation", "address")}
    facts |= {name: getattr(words, name) for name in ("title", "description", "alternative")}
    facts |= {"spoken": resource.spoken, "topics": resource.chosen("topic")}
    facts["countries"] = [code for code in resource.chosen("country") if code != EVERYWHERE]
    if hasattr(resource, "document"):
        facts["is_accessible"] = "yes" if resource.document.is_accessible else "no"
    return facts


class WordsForm(ActionForm):
    """What is told of a resource in another language; without a title it is not told in it."""

    title = text("title", model=ResourceText, label=gettext_lazy("Title"))
    description = text("description", model=ResourceText, rows=5, label=gettext_lazy("What it is, and for whom"))
    alternative = text("alternative", model=ResourceText, rows=6, label=gettext_lazy("What is in it, in plain text"))
    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect, initial=Provenance.PERSON)

    def __init__(self, *args, original: ResourceText, **kwargs):
        super().__init__(*args, **kwargs)
        self.original = original
        if not original.alternative:
            del self.fields["alternative"]

    def clean(self):
        facts = super().clean()
        if facts.get("title") and not facts.get("description"):
            self.add_error("description", _("Say this in the other language too, or leave both empty."))
        return facts

    def beside(self):
        """Each field with the words that it translates."""
        for field in self:
            yield field, getattr(self.original, field.name, "") if field.name != "provenance" else ""


class ReturnForm(ActionForm):
    because = forms.CharField(
        label=gettext_lazy("What has to be otherwise"),
        max_length=Resource._meta.get_field("returned_because").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Whoever sent it reads this, and can send it again."),
        error_messages={"required": gettext_lazy("Say why, so that they can mend it.")},
    )
