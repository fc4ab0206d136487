"""Saving a search."""

from django import forms
from django.conf import settings

from hub.forms import ActionForm


class SaveForm(ActionForm):
    asked = forms.CharField(max_length=4000, widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
