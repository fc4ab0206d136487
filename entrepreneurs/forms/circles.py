"""What people fill in in circles."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entrepreneurs.forms.conversations import LanguageField
from entrepreneurs.forms.profiles import several
from entrepreneurs.forms.workspaces import day, line, lines
from entrepreneurs.models import Circle, CircleEntry, CircleInvitation, CircleMember, User
from entrepreneurs.vocabulary import SPOKEN
from hub.forms import ActionForm
from hub.models import Programme

RHYTHMS = (1, 2, 3, 4)  # weeks from one meeting to the next
TERMS = (6, 8, 12, 16, 24)  # weeks


def weeks(number: int) -> str:
    return ngettext("%(number)d week", "%(number)d weeks", number) % {"number": number}


def every(number: int) -> str:
    return ngettext("Every week", "Every %(number)d weeks", number) % {"number": number}


def numbers(label, choices, *, words, initial: int, **facts) -> forms.TypedChoiceField:
    named = [(number, lazy(words, str)(number)) for number in choices]
    return forms.TypedChoiceField(label=label, choices=named, coerce=int, initial=initial, **facts)


class CircleForm(ActionForm):
    name = line(Circle, "name", label=gettext_lazy("What the circle is called"))
    purpose = lines(
        Circle,
        "purpose",
        rows=4,
        label=gettext_lazy("What you would like to learn from each other"),
        help_text=gettext_lazy("Those whom you invite read it. If others may ask to join, all members of the hub do."),
    )
    language = LanguageField()
    spoken = several(gettext_lazy("Languages spoken there"), lambda: SPOKEN.items())
    weeks_between = numbers(gettext_lazy("How often you meet"), RHYTHMS, words=every, initial=2)
    weeks = numbers(
        gettext_lazy("How long it lasts"), TERMS, words=weeks, initial=12, help_text=gettext_lazy("Then you look back together, and can renew it.")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=gettext_lazy("Programme"), required=False, empty_label=gettext_lazy("None of them")
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Others may ask to join"),
        required=False,
        help_text=gettext_lazy("It is listed for members of the hub as long as a seat is free. Who is in it is not shown there."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.all()
        self.fields["spoken"].required = True

    @classmethod
    def initial_of(cls, circle: Circle) -> dict:
        return {name: getattr(circle, name) for name in cls.base_fields}


class FormCircleForm(CircleForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.shown_name


class InviteForm(ActionForm):
    user = PersonField(
        User.objects.none(),
        label=gettext_lazy("Whom you invite"),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("People whom you are connected with."),
    )
    message = lines(CircleInvitation, "message", rows=3, label=gettext_lazy("Your message"), required=False)
    language = LanguageField()
    as_facilitator = forms.BooleanField(
        label=gettext_lazy("To facilitate it"),
        required=False,
        help_text=gettext_lazy(
            "One or two people can see to it that everybody has their turn: by experience or by profession, with the same rights."
        ),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class JoinForm(ActionForm):
    message = lines(
        CircleInvitation,
        "message",
        rows=4,
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Say who you are, and what you would like to give and to learn. Those who are in the circle read it."),
    )
    language = LanguageField()


class LogForm(ActionForm):
    gave = lines(CircleEntry, "gave", rows=4, label=gettext_lazy("What I gave"), required=False)
    learned = lines(CircleEntry, "learned", rows=4, label=gettext_lazy("What I learned"), required=False)
    language = LanguageField()

    def clean(self):
        facts = super().clean()
        if not (facts.get("gave") or facts.get("learned")):
            raise forms.ValidationError(_("Write what you gave, or what you learned: one of them is enough."))
        return facts


class WriteLogForm(LogForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    meeting = forms.UUIDField(widget=forms.HiddenInput, required=False)


def in_three_weeks():
    return timezone.localdate() + timedelta(weeks=3)


class BreakForm(ActionForm):
    until = day(gettext_lazy("Until when"), initial=in_three_weeks)


class ByForm(ActionForm):
    by = forms.ChoiceField(
        label=gettext_lazy("I facilitate"), choices=[("", gettext_lazy("I would rather not say")), *CircleMember.By.choices], required=False
    )
