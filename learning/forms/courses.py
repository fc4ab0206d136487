"""What learners fill in beside their answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.forms import ActionForm
from learning.models import Enrolment


class FeedbackForm(ActionForm):
    helped = forms.CharField(label=_("What helped you?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    unclear = forms.CharField(label=_("What was unclear?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def clean(self):
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Write a sentence in one of the two boxes."))
        return self.cleaned_data


class PaceForm(ActionForm):
    pace = forms.ChoiceField(label=_("Pace"), choices=Enrolment.Pace.choices)
