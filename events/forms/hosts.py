"""Asking somebody to lead an event too."""

from django import forms
from django.utils.translation import gettext_lazy

from entrepreneurs.models import User
from events.forms.rows import PeopleField
from events.models import Host
from hub.forms import ActionForm


class HostForm(ActionForm):
    user = PeopleField(
        User.objects.none(),
        label=gettext_lazy("Who"),
        empty_label=gettext_lazy("Choose somebody"),
        help_text=gettext_lazy("People whom you are connected with here. They lead it with the same rights once they have said yes."),
    )
    by = forms.ChoiceField(label=gettext_lazy("Leads it"), choices=[("", gettext_lazy("I would rather not say")), *Host.By.choices], required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
