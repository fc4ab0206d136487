"""What is written in a cell of the comparison, and decided about it; and which countries are compared."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.translating import WAYS
from hub.forms import ActionForm
from hub.models import Organisation
from learning.actions.countries import WithoutSource, require_source
from learning.models import ComparisonCell
from learning.models.countries import LONGEST, coordinates, writing

COORDINATOR = "coordinator"
SOURCE = ("source_title", "source_url", "source_print", "dated_on", "seen_on")


class VersionField(forms.IntegerField):
    """The key of the version that stood there when the form was made; none if nothing did."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, min_value=1)


class StatementForm(ActionForm):
    """A source is asked for when it is published, and when it is handed in; a draft may wait for it."""

    text = forms.CharField(
        label=gettext_lazy("What is known"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        help_text=gettext_lazy("Two to five plain sentences, and nothing that the source does not say."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language you write in"), choices=settings.LANGUAGES)
    source_title = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": gettext_lazy("Name the source: without one, this cannot be published.")},
        help_text=gettext_lazy("An act, a register, a report: by its name, as it is printed. Needed to publish."),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Its address on the web"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    source_print = forms.CharField(
        label=gettext_lazy("Or where it is printed"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Such as the publisher, the year and the page, if it is not on the web."),
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Date of the source"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    seen_on = forms.DateField(
        label=gettext_lazy("Seen on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day on which you looked it up. One of the two days is needed to publish."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("In whose name"))
    is_named = forms.BooleanField(label=gettext_lazy("Show my name beside it, to everybody and also later in the history"), required=False)
    base = VersionField()

    def __init__(self, *args, cell: ComparisonCell, author, is_draft: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_draft, self.fields["source_title"].required = is_draft, not is_draft
        mine = [one.organisation for one in writing(author)]
        self.places = {str(one.pk): one for one in mine if cell.country in one.countries}
        self.verified = [one for one in self.places.values() if one.is_verified]
        self.speaks_for_hub = coordinates(author)
        hub = [(COORDINATOR, _("The coordinators of the hub"))] if self.speaks_for_hub else []
        self.fields["organisation"].choices = [*((key, one.name) for key, one in self.places.items()), *hub]

    @property
    def may_publish(self) -> bool:
        return self.speaks_for_hub or bool(self.verified)

    @property
    def may_hand_in(self) -> bool:
        return len(self.verified) < len(self.places)

    def clean(self):
        """All that a source lacks is said at once."""
        if not self.is_draft:
            try:
                require_source(**{name: self.cleaned_data.get(name) for name in SOURCE})
            except WithoutSource as refusal:
                for name, errors in refusal.error_dict.items():
                    if name not in self.errors:
                        self.add_error(name, errors)
        return self.cleaned_data

    def clean_organisation(self) -> Organisation | None:
        return self.places.get(self.cleaned_data["organisation"])

    def day_not_to_come(self, name: str):
        day = self.cleaned_data[name]
        if day and day > localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_seen_on(self):
        return self.day_not_to_come("seen_on")

    def clean_dated_on(self):
        return self.day_not_to_come("dated_on")


class TranslationForm(ActionForm):
    text = forms.CharField(label=gettext_lazy("What is known"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}))
    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect)


class ReasonForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Its author reads this."),
    )


class WithdrawForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("Everybody reads this in the history."),
    )
