"""What is filled in to come to an event, and what hosts fill in of those who come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.me import time_zones
from entrepreneurs.forms.profiles import written_in
from events.forms.events import text
from events.forms.notes import MAY_BE_NOTED
from events.models import AskedAnswer, Event, Guest, Registration
from events.models.afterwards import is_noted
from hub.forms import ActionForm

MOST_INVITED = 100  # at once


LAST = ("may_be_noted", "may_record_attendance")


class RegisterForm(ActionForm):
    """What the hosts ask, whether attendance may be recorded, and of a focus group, whether what is said may be noted."""

    may_record_attendance = forms.BooleanField(
        label=gettext_lazy("It may be recorded that I was there"),
        required=False,
        help_text=gettext_lazy("Then it counts for a course that asks for it. You can change your mind in the room."),
    )

    may_be_noted = forms.BooleanField(
        label=MAY_BE_NOTED,
        required=False,
        help_text=gettext_lazy("The hosts write down what is said in the group, and not by whom. You can take this back at any time."),
    )

    def __init__(self, *args, event: Event, seat: Registration | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_noted(event) or (seat and seat.is_standing):
            del self.fields["may_be_noted"]
        self.asked = {f"asked_{asked.pk}": asked for asked in event.asked.all()}
        known = {answer.asked_id: answer.text for answer in seat.answers.all()} if seat else {}
        for name, asked in self.asked.items():
            self.fields[name] = text("text", model=AskedAnswer, rows=2, label=asked.text, required=asked.is_required)
            self.initial[name] = known.get(asked.pk, "")
        self.order_fields([*(name for name in self.fields if name not in LAST), *LAST])

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        answers = {asked.pk: facts.pop(name) for name, asked in self.asked.items() if name in facts}
        return facts | {"answers": answers}


class GuestForm(RegisterForm):
    """The same, of somebody without an account."""

    name = text("name", model=Guest, label=gettext_lazy("What may we call you?"), required=True)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("We send a code to it. The hosts see it; nobody else does."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    organisation = text("organisation", model=Guest, label=gettext_lazy("For whom do you come? A municipality, a company, an association"))
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Your clock: the nearest place"), choices=time_zones, widget=forms.Select(attrs={"data-own-zone": ""})
    )

    def clean(self) -> dict[str, Any]:
        """As `actions.guests.ask_code` takes it: what is kept until the address is proven."""
        facts = super().clean()
        return {"email": facts.pop("email", ""), "said": facts}


class ReturnForm(ActionForm):
    """A guest who is registered already, in another browser."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean(self) -> dict[str, Any]:
        return {"email": super().clean().get("email", ""), "said": {}}


class CodeForm(ActionForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "figures"}),
    )


class InviteForm(ActionForm):
    emails = forms.CharField(
        label=gettext_lazy("Their e-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
        help_text=gettext_lazy("One in each line, or with commas between them."),
    )
    language = written_in()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].label = _("Language of the invitation")

    def clean_emails(self) -> list[str]:
        found = self.cleaned_data["emails"].replace(",", " ").replace(";", " ").split()
        if len(found) > MOST_INVITED:
            raise ValidationError(_("Invite at most %(most)d at once.") % {"most": MOST_INVITED})
        for address in found:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(_("This is no e-mail address: %(address)s") % {"address": address[:80]}) from None
        return found
