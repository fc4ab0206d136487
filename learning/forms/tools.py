"""Sharing a tool, and commenting on it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import written_in
from hub.forms import ActionForm
from learning import sharing
from learning.models import Sheet
from learning.models.tools import MOST_COMMENT


class ShareForm(ActionForm):
    """With one person, or one group."""

    whom = forms.ChoiceField(label=gettext_lazy("With whom"))
    can_edit = forms.BooleanField(
        label=gettext_lazy("They may also change it"),
        required=False,
        help_text=gettext_lazy("Otherwise they read it and comment. Every version is kept, and you can bring an earlier one back."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = list(sharing.choices(user))


class CommentForm(ActionForm):
    section = forms.ChoiceField(label=gettext_lazy("What it is about"), required=False)
    body = forms.CharField(label=gettext_lazy("Comment"), max_length=MOST_COMMENT, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))
    language = written_in()
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        parts = [(section.name, section.title) for section in sheet.tool.sections(sheet.content)]
        self.fields["section"].choices = [("", _("All of it")), *parts]
