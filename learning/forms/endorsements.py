"""What somebody fills in who has tried a practice."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from entrepreneurs import places
from entrepreneurs.forms.conversations import text_field
from entrepreneurs.models import User
from hub.forms import ActionForm
from hub.models import Organisation
from learning.forms.practices import OrganisationField
from learning.forms.resources import lands
from learning.models import Endorsement
from learning.models.resources import writing_for


class EndorsementForm(ActionForm):
    text = text_field(
        gettext_lazy("What happened when you tried it?"),
        most=Endorsement._meta.get_field("body").max_length,
        rows=6,
        help_text=gettext_lazy("What you did of it, what came of it, and what was otherwise than it says. A few sentences are enough."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country where you tried it"), choices=lands)
    organisation = OrganisationField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation with which you tried it"),
        required=False,
        empty_label=gettext_lazy("None: I myself"),
    )
    language = forms.ChoiceField(label=gettext_lazy("I write in"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=writing_for(user))
        if not self.fields["organisation"].queryset.exists():
            del self.fields["organisation"]
        self.fields["country"].choices = [("", gettext_lazy("Choose one")), *lands()]
        lives_in = user.country.code if user.country and user.country.code in places.COUNTRIES else ""
        self.initial = {"language": get_language(), "country": lives_in} | (self.initial or {})


class RemoveForm(ActionForm):
    because = forms.CharField(
        label=gettext_lazy("Why is it taken away?"),
        max_length=Endorsement._meta.get_field("removed_because").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Whoever wrote it gets this by mail."),
        error_messages={"required": gettext_lazy("Say why: whoever wrote it is told.")},
    )
