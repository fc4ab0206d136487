"""What people fill in to come to know each other, and to talk."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.attachments import MOST_FILES, Accepted, accept
from entrepreneurs.models import Connection, Message, User
from entrepreneurs.models.attachments import KINDS
from entrepreneurs.models.conversations import MOST_TEXT
from hub.forms import ActionForm


def text_field(label, *, most: int, rows: int, **facts) -> forms.CharField:
    attributes = {"rows": rows, "dir": "auto", "maxlength": False}
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs=attributes),
        validators=[at_most(most)],
        error_messages={"required": gettext_lazy("There is nothing here yet. Write something, and send it then.")},
        **facts,
    )


def at_most(most: int):
    def check(text: str) -> None:
        if len(text) > most:
            facts = {"length": len(text), "most": most}
            raise ValidationError(_("This is %(length)d characters long, and %(most)d are the most that can be sent. Shorten it a little.") % facts)

    return check


class FilesInput(forms.FileInput):
    """Phones that take pictures in a format of their own turn them into one of these."""

    allow_multiple_selected = True

    def __init__(self):
        super().__init__(attrs={"accept": ",".join([*KINDS, *(f".{ending}" for ending in KINDS.values())])})


class FilesField(forms.FileField):
    """Any number of files that are safe to send on; one that is not is told by its name."""

    widget = FilesInput

    def clean(self, data, initial=None) -> list[Accepted]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("%(most)d files at most go with a message. Send the rest with another.") % {"most": MOST_FILES})
        accepted, refused = [], []
        for upload in uploads:
            try:
                accepted.append(accept(upload))
            except ValidationError as refusal:
                refused.append(refusal)
        if refused:
            raise ValidationError(refused)
        return accepted


class LanguageField(forms.ChoiceField):
    """The language somebody writes in; the page's, unless they say otherwise."""

    def __init__(self):
        super().__init__(label=gettext_lazy("Written in"), choices=lambda: settings.LANGUAGES, initial=get_language)


class MessageForm(ActionForm):
    body = text_field(gettext_lazy("Your message"), most=MOST_TEXT, rows=3)
    language = LanguageField()
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    files = FilesField(label=gettext_lazy("Files to send with it"), required=False)
    reply_to = forms.ModelChoiceField(Message.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, readable=Message.objects.none, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("reply_to"):
            self.fields["reply_to"].queryset = readable()


class ChangeForm(ActionForm):
    body = text_field(gettext_lazy("Your message"), most=MOST_TEXT, rows=5)


class AskForm(ActionForm):
    message = text_field(
        gettext_lazy("Your message"),
        most=Connection._meta.get_field("message").max_length,
        rows=5,
        help_text=gettext_lazy("Say who you are, and why you would like to talk. It begins your conversation, if the answer is yes."),
    )
    language = LanguageField()


class AdultForm(ActionForm):
    """Asked once, before somebody writes to others for the first time."""

    is_adult = forms.BooleanField(
        label=gettext_lazy("I am 18 or older"),
        help_text=gettext_lazy("Writing to each other is for adults, and your word is enough. Learning is for everybody."),
        error_messages={"required": gettext_lazy("Tick this if it is so. If you are younger, all courses are open to you.")},
    )


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user):
        return user.shown_name


class GroupForm(ActionForm):
    title = forms.CharField(label=gettext_lazy("What the group is called"), max_length=120)
    members = PeopleField(
        User.objects.none(),
        label=gettext_lazy("Who is in it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People whom you are connected with."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people

    def clean_members(self):
        return list(self.cleaned_data["members"])
