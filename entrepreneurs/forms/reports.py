"""What people fill in to report something, and moderators to decide about it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.actions.moderation import possible
from entrepreneurs.forms.conversations import text_field
from entrepreneurs.models import Decision, Report
from entrepreneurs.models.reports import Reason
from hub.forms import ActionForm


class ReportForm(ActionForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes nearest.")},
    )
    text = text_field(
        gettext_lazy("What should moderators know?"), most=Report._meta.get_field("text").max_length, rows=4, required=False, strip=True
    )
    blocks = forms.BooleanField(
        label=gettext_lazy("Block this person too"),
        required=False,
        help_text=gettext_lazy("Nothing passes between you two any more. You can take it back under Messages."),
    )


class DecisionForm(ActionForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you do?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    reason = text_field(
        gettext_lazy("Why?"),
        most=Decision._meta.get_field("reason").max_length,
        rows=4,
        help_text=gettext_lazy("Only moderators read this. It stays as you write it."),
    )
    closes = forms.BooleanField(
        label=gettext_lazy("That settles it: close the report"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Whoever reported it is told by mail that something was done, and not what."),
    )

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, **kwargs)
        offered = possible(report)
        self.fields["kind"].choices = [choice for choice in Decision.Kind.choices if choice[0] in offered]
        if report.closed_at:
            self.fields["closes"].widget = forms.HiddenInput()
            self.initial |= {"kind": offered[0], "closes": False}
