"""What somebody says of a piece that they keep, pieces of their own, and to whom they show it."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs import photos
from entrepreneurs.attachments import Accepted, accept
from entrepreneurs.forms.profiles import written_in
from entrepreneurs.models import User
from events.forms.events import day_field
from events.forms.events import text as words
from hub.forms import ActionForm
from learning import sharing
from learning.actions.portfolio_shares import EVERYONE
from learning.forms.resources import OneFileInput
from learning.forms.story_consents import to_come
from learning.models import PortfolioItem

NOT_SAID = {"document", "client_id"}  # with which a form does not begin


class PieceForm(ActionForm):
    """Of something that was made elsewhere."""

    title = words(
        "title",
        model=PortfolioItem,
        label=gettext_lazy("A title of my own"),
        help_text=gettext_lazy("Left empty, it is called as it is where I made it."),
    )
    note = words(
        "note",
        model=PortfolioItem,
        rows=4,
        label=gettext_lazy("Why I keep this"),
        help_text=gettext_lazy("What it shows, what I learnt, what I would do otherwise. Readers see it, too."),
    )
    language = written_in()

    def __init__(self, *args, item: PortfolioItem | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        known = {name: getattr(item, name) for name in self.fields if name not in NOT_SAID} if item else {}
        self.initial = {"language": get_language()} | known | (self.initial or {})


class OwnPieceForm(PieceForm):
    """All that a piece of one's own says. A picture is drawn anew, and small; any other file is looked at."""

    field_order = ("title", "text", "address", "document", "no_file", "alternative", "note", "language")

    title = words("title", model=PortfolioItem, required=True, label=gettext_lazy("Title"))
    text = words(
        "text",
        model=PortfolioItem,
        rows=8,
        label=gettext_lazy("What I made"),
        help_text=gettext_lazy("An empty line begins a new paragraph. Names of private people do not belong here."),
    )
    address = forms.URLField(label=gettext_lazy("Where one can read more"), max_length=300, required=False, assume_scheme="https")
    document = forms.FileField(
        label=gettext_lazy("A picture or a file"),
        required=False,
        widget=OneFileInput,
        help_text=gettext_lazy("JPEG, PNG, WebP, PDF, text or an office document, 10 MB at most. Where a picture was taken, and when, is not kept."),
    )
    alternative = words(
        "alternative",
        model=PortfolioItem,
        label=gettext_lazy("What is to be seen in the picture"),
        help_text=gettext_lazy("For those who do not see it. Without it, a picture is not taken."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.item is None:
            self.initial["client_id"] = uuid4()
        else:
            del self.fields["client_id"]
            if hasattr(self.item, "document"):
                self.fields["no_file"] = forms.BooleanField(label=_("Take the file away"), required=False)
                self.order_fields(self.field_order)

    def clean_client_id(self):
        return self.cleaned_data["client_id"] or uuid4()

    def clean_document(self) -> Accepted | None:
        upload = self.cleaned_data["document"]
        if not upload:
            return None
        accepted = accept(upload)
        return smaller(upload, accepted) if accepted.kind.startswith("image/") else accepted

    def clean(self):
        facts = super().clean()
        has_file = facts.get("document") or (hasattr(self.item, "document") and not facts.get("no_file"))
        if not self.errors and not (facts.get("text") or facts.get("address") or has_file):
            raise ValidationError(_("There is nothing here yet. Write something, and save it then."))
        return facts


def smaller(upload, accepted: Accepted) -> Accepted:
    """A picture for weak lines: 800 points at most."""
    upload.seek(0)
    return Accepted(f"{accepted.name.rpartition('.')[0]}.webp", "image/webp", photos.logo(upload).read())


class ShowForm(ActionForm):
    """To whom a piece is shown, or the whole."""

    whom = forms.ChoiceField(label=gettext_lazy("To whom"))
    until = day_field(gettext_lazy("Until which day"))

    def __init__(self, *args, user: User, item: PortfolioItem | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = [*sharing.choices(user), (_("Everyone"), [(EVERYONE, _("Everyone who has the link, without an account too"))])]
        self.fields["until"].required = False
        self.fields["until"].help_text = _("Left empty, it holds until you take it back, which you can on any day.")
        if item is None:
            self.fields["covers_later"] = tick(
                _("Also what I keep later"), _("Otherwise they see what stands in it today, and you are asked each time.")
            )
        self.fields["may_be_found"] = tick(
            _("Search engines may find it"), _("Only for everyone. Otherwise it is found by those alone to whom you give the link.")
        )
        if not user.said_adult_at:
            self.fields["is_adult"] = tick(_("I am 18 or older"), _("Only for everyone."))

    def clean_until(self):
        return to_come(self.cleaned_data["until"])


def tick(label: str, help_text: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)
