"""What people fill in about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What sign-up asks beside the address: a name to be called by, which may stay empty."""

    name = forms.CharField(label=_("What may we call you?"), max_length=80, required=False)

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.language = request.LANGUAGE_CODE
        user.save(update_fields=["name", "language"])
