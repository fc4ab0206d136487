"""Asking somebody whether a story may be told, writing down what they signed, and answering oneself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entrepreneurs.forms.conversations import LanguageField
from entrepreneurs.forms.profiles import several
from entrepreneurs.models import Membership, User
from events.forms.events import day_field
from hub.forms import ActionForm
from learning.models import Story, StoryConsent

Role, How = StoryConsent.Role, StoryConsent.How
COVERED = {
    "words": pgettext_lazy("agreeing to a story", "The words"),
    "name": pgettext_lazy("agreeing to a story", "The name"),
    "picture": pgettext_lazy("agreeing to a story", "The picture"),
}
IN_FIRST_PERSON = {
    "words": gettext_lazy("I agree that this is told"),
    "name": gettext_lazy("I agree that the name stands beside it"),
    "picture": gettext_lazy("I agree that the picture is shown"),
}


def role_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Who that is"), choices=Role.choices, widget=forms.RadioSelect, initial=Role.TOLD)


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.shown_name


class AskForm(ActionForm):
    """Somebody of the organisation's, or anybody by their address."""

    role = role_field()
    member = MemberField(
        User.objects.none(),
        label=gettext_lazy("Somebody who belongs to the organisation"),
        required=False,
        empty_label=gettext_lazy("Somebody else, by mail"),
    )
    name = forms.CharField(
        label=gettext_lazy("Their name"), max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    language = LanguageField()

    def __init__(self, *args, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.accepted().filter(organisation=story.organisation).values("user")
        self.fields["member"].queryset = User.objects.filter(pk__in=members, is_active=True)
        self.fields["language"].label = _("The language they read best")

    def clean(self):
        facts = super().clean()
        if not facts.get("member"):
            for name, words in (
                ("name", _("Say who it is, or choose somebody above.")),
                ("email", _("Say where to write to, or choose somebody above.")),
            ):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return facts


class RecordForm(ActionForm):
    """What somebody has signed who has no account, or wants none."""

    name = forms.CharField(label=gettext_lazy("Who agreed"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}))
    role = role_field()
    how = forms.ChoiceField(
        label=gettext_lazy("How they agreed"),
        choices=[kind for kind in How.choices if kind[0] != How.HUB],
        widget=forms.RadioSelect,
        initial=How.PAPER,
    )
    agreed_on = day_field(gettext_lazy("On which day"))
    agrees_to = several(gettext_lazy("To what"), list)
    until = day_field(gettext_lazy("Until which day"))
    note = forms.CharField(
        label=gettext_lazy("Where the paper or the mail is kept"),
        max_length=StoryConsent._meta.get_field("note").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("So that somebody can look, years from now. Readers do not see it."),
    )

    def __init__(self, *args, story: Story, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agrees_to"].choices = [(what, COVERED[what]) for what in shown_in(story)]
        self.fields["until"].required = False
        self.fields["until"].help_text = _("Left empty, it holds until they withdraw it.")

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def clean_agrees_to(self):
        return with_words(self.cleaned_data["agrees_to"])

    def clean_until(self):
        return to_come(self.cleaned_data["until"])


def shown_in(story: Story) -> list[str]:
    return ["words", *(["name"] if story.person_name else []), *(["picture"] if story.picture else [])]


def with_words(what: list[str]) -> list[str]:
    if "words" not in what:
        raise ValidationError(_("Without the words, nothing can be told: tick them, or leave the whole form."))
    return what


def to_come(day):
    if day and day < timezone.localdate():
        raise ValidationError(_("This day has passed. Choose one to come, or leave it empty."))
    return day


def initial_of(consent: StoryConsent) -> dict[str, Any]:
    kept = ("name", "role", "how", "agreed_on", "until", "note")
    return {name: getattr(consent, name) for name in kept} | {"agrees_to": consent.covered}


class AgreeForm(ActionForm):
    """Of all that is shown, what one agrees to, and until when."""

    agrees_to = forms.MultipleChoiceField(
        label=gettext_lazy("What I agree to"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
        help_text=gettext_lazy("What you do not tick is not shown. Take your time: nothing is shown before you say so."),
    )
    until = day_field(gettext_lazy("Until which day"))

    def __init__(self, *args, consent: StoryConsent, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agrees_to"].choices = [(what, IN_FIRST_PERSON[what]) for what in consent.asked_for]
        self.fields["until"].required = False
        self.fields["until"].help_text = _("Left empty, it holds until you withdraw it, which you can on any day.")
        if not user.said_adult_at:
            self.fields["is_adult"] = forms.BooleanField(
                label=_("I am 18 or older"), error_messages={"required": _("If you are younger, a guardian agrees for you.")}
            )

    def clean_agrees_to(self):
        return with_words(self.cleaned_data["agrees_to"])

    def clean_until(self):
        return to_come(self.cleaned_data["until"])

    def clean(self):
        facts = super().clean()
        facts.pop("is_adult", None)
        return facts
