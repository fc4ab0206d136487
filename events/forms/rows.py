"""Lists of an event that its hosts keep: speakers, the running order, questions at registration. Rows left empty are not there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.forms.events import text
from events.models import Event, Item, Speaker

MOST_FOLLOWED = 400  # characters
SPARE = 3  # empty rows at the end


class PeopleField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.shown_name


class Row(forms.Form):
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    heart = ""  # the field without which there is no row

    def __init__(self, *args, event: Event, people, **kwargs):
        super().__init__(*args, **kwargs)

    def has_changed(self) -> bool:
        """An empty row is none, whatever stands chosen in it."""
        return bool(self.data.get(self.add_prefix(self.heart), "").strip() or self.initial.get("id"))


class SpeakerRow(Row):
    heart = "name"

    name = text("name", model=Speaker, label=gettext_lazy("Name"))
    role = text("role", model=Speaker, label=gettext_lazy("Role"))
    organisation = text("organisation", model=Speaker, label=gettext_lazy("Organisation"))
    standing = forms.ChoiceField(label=gettext_lazy("Confirmed"), choices=Speaker.Standing.choices)
    user = PeopleField(User.objects.none(), label=gettext_lazy("Account here"), required=False, empty_label=gettext_lazy("None of my connections"))

    def __init__(self, *args, event: Event, people, **kwargs):
        super().__init__(*args, event=event, people=people, **kwargs)
        known = event.speakers.exclude(user=None).values("user")
        self.fields["user"].queryset = User.objects.filter(pk__in=people) | User.objects.filter(pk__in=known)


class ItemRow(Row):
    heart = "title"

    title = forms.CharField(label=gettext_lazy("What happens"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=24 * 60, initial=10)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Item.Kind.choices, initial=Item.Kind.TALK)
    speaker = forms.ModelChoiceField(Speaker.objects.none(), label=gettext_lazy("Speaker"), required=False, empty_label=gettext_lazy("Nobody named"))

    def __init__(self, *args, event: Event, people, **kwargs):
        super().__init__(*args, event=event, people=people, **kwargs)
        self.fields["speaker"].queryset = event.speakers.all()


class AskedRow(Row):
    heart = "text"

    text = forms.CharField(label=gettext_lazy("Question"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    is_required = forms.BooleanField(label=gettext_lazy("Has to be answered"), required=False)


class FollowedRow(Row):
    heart = "said"

    said = text("said", rows=2, max_length=MOST_FOLLOWED, label=gettext_lazy("You said"))
    did = text("did", rows=2, max_length=MOST_FOLLOWED, label=gettext_lazy("We did"))


class Rows(BaseFormSet):
    """All rows of a list. One whose heart was emptied is taken away; ORDER says where a row goes."""

    deletion_widget = forms.HiddenInput
    ordering_widget = forms.NumberInput(attrs={"class": "figures", "min": 1})

    def kept(self) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.ordered_forms]
        return [row for row in rows if row.get(self.form.heart)]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].label = gettext_lazy("No.")


def rows_of(row: type[Row]):
    return formset_factory(row, formset=Rows, extra=SPARE, can_order=True, max_num=60, absolute_max=80)
