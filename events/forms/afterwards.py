"""What people say of an event that is over."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.profiles import written_in
from events.feedback import WORTH
from events.forms.events import text
from events.models import EventFeedback
from hub.forms import ActionForm


class FeedbackForm(ActionForm):
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Was it worth your time?"),
        choices=[*WORTH.items(), ("", gettext_lazy("I would rather not say"))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    helped = text("helped", model=EventFeedback, rows=4, label=gettext_lazy("What helped you?"))
    missing = text("missing", model=EventFeedback, rows=4, label=gettext_lazy("What was missing?"))
    language = written_in()

    @staticmethod
    def initial_of(given: EventFeedback | None, *, language: str) -> dict:
        if given is None:
            return {"language": language, "rating": ""}
        return {name: getattr(given, name) for name in ("helped", "missing", "language")} | {"rating": given.rating or ""}

    def clean(self):
        facts = super().clean()
        if not self.errors and not (facts["rating"] or facts["helped"] or facts["missing"]):
            raise ValidationError(_("Answer one of the questions at least."))
        return facts
