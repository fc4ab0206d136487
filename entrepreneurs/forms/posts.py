"""What people fill in to post a need or an offer, to answer one, and to find what fits."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django_countries import countries

from entrepreneurs.forms.conversations import LanguageField, text_field
from entrepreneurs.forms.directory import one_of
from entrepreneurs.forms.profiles import challenges
from entrepreneurs.forms.workspaces import day
from entrepreneurs.models import Post
from entrepreneurs.models.conversations import MOST_TEXT
from entrepreneurs.models.posts import AT_MOST, last_day
from entrepreneurs.places import COUNTRIES
from entrepreneurs.vocabulary import HELP, SECTORS
from hub import languages
from hub.forms import ActionForm

NONE = ("", gettext_lazy("None in particular"))
KINDS = [(Post.Kind.NEED, gettext_lazy("I need something")), (Post.Kind.OFFER, gettext_lazy("I offer something"))]


def lands() -> list[tuple[str, str]]:
    return sorted(((code, countries.name(code)) for code in COUNTRIES), key=lambda land: land[1])


class PostsForm(forms.Form):
    """Each filter narrows what the others have found. One whose value nobody offers filters nothing."""

    kind = one_of(gettext_lazy("Needs and offers"), lambda: Post.Kind.choices)
    help = one_of(gettext_lazy("Kind of help"), lambda: HELP.items())
    where = one_of(gettext_lazy("Country"), lands)
    language = one_of(gettext_lazy("Written in"), lambda: languages.NAMES.items())

    def chosen(self) -> dict[str, str]:
        """The filters that are set, and can be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ChangePostForm(ActionForm):
    field_order = ("kind", "help", "title", "text", "sector", "challenge", "language", "until", "reach", "client_id")

    kind = forms.ChoiceField(
        label=gettext_lazy("Which is it?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    help = forms.ChoiceField(label=gettext_lazy("Kind of help"), choices=lambda: [("", gettext_lazy("Choose")), *HELP.items()])
    title = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=Post._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = text_field(
        gettext_lazy("What is it about?"),
        most=Post._meta.get_field("text").max_length,
        rows=6,
        help_text=gettext_lazy(
            "What exactly, when, and how much of it? Please write no telephone number and no address: whoever answers writes to you here."
        ),
    )
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), choices=lambda: [NONE, *SECTORS.items()], required=False)
    challenge = forms.ChoiceField(label=gettext_lazy("Challenge"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=lambda: languages.NAMES.items(), initial=get_language)
    until = day(gettext_lazy("Open until"), initial=last_day)
    reach = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        choices=Post.Reach.choices,
        initial=Post.Reach.MEMBERS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Your name stands with it, and as much of where you live as your profile shows them. Only members can answer."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["challenge"].choices = [NONE, *challenges()]  # read once, and not for each look at them
        self.fields["until"].help_text = _("Six months at most. It ends by itself; a week before we ask you whether it should go on.")

    @classmethod
    def initial_of(cls, post: Post) -> dict:
        return {name: getattr(post, name) for name in cls.base_fields}

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + AT_MOST:
            raise forms.ValidationError(_("Choose a day from today on, six months ahead at most."))
        return until


class PostForm(ChangePostForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ClosePostForm(ActionForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[(outcome.value, outcome.label) for outcome in Post.CHOSEN],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )


class AnswerForm(ActionForm):
    body = text_field(
        gettext_lazy("Your answer"),
        most=MOST_TEXT,
        rows=5,
        help_text=gettext_lazy("It begins a conversation that only you two read."),
    )
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
