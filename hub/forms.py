"""Forms that end in an action, how every form of the hub is drawn, and whether a script sent it."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms drawn by templates/forms/, like the rest of the page."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class ActionForm(forms.Form):
    result = None

    def perform(self, action, *args, **facts) -> bool:
        """True if the input is valid and the action took it; if not, the page shows why and what was written."""
        if self.is_valid():
            try:
                self.result = action(*args, **facts, **self.cleaned_data)
            except ValidationError as refusal:
                self.add_error(None, refusal)
        return self.is_valid()


def wants_json(request) -> bool:
    """Whether a page's script asks, which shows the answer itself."""
    return request.headers.get("Accept") == "application/json"
