"""What people write of a practice: how it begins, the four questions and all that is optional, and what those who decide answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.attachments import accept
from entrepreneurs.forms.profiles import challenges, several
from entrepreneurs.models import Membership, User
from events.forms.events import text
from events.forms.translating import WAYS
from hub import entrecomp
from hub.forms import ActionForm
from hub.models import Organisation, Programme, Provenance
from learning import pdfs
from learning.actions.practices import taking_from
from learning.forms.resources import lands
from learning.models import Practice, PracticePage
from learning.models.practice_pages import QUESTIONS, WORDS
from learning.models.resources import writing_for

PDF = "application/pdf"
HELP = {
    "problem": gettext_lazy("For whom, and how it showed. Two or three sentences are enough."),
    "done": gettext_lazy("Step by step, so that somebody far away could do it too."),
    "changed": gettext_lazy("What is otherwise today, and what you have counted, heard or seen."),
    "warning": gettext_lazy("What went wrong, what was dearer or slower than you thought, and what you would not do again."),
}


class PdfField(forms.FileField):
    """A PDF, and nothing that only calls itself one."""

    def __init__(self, **facts: Any):
        super().__init__(**{"required": False, "widget": forms.FileInput(attrs={"accept": PDF})} | facts)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return None
        accepted = accept(upload)
        if accepted.kind != PDF:
            raise ValidationError(_("This is not a PDF, whatever it is called. Save it as a PDF first."))
        return accepted


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, organisation: Organisation) -> str:
        return f"{organisation.name}, {organisation.country.name}"


class BeginForm(ActionForm):
    """Whose it is, in which language, and the PDF if there is one: the rest of it is kept as a draft from here on."""

    organisation = OrganisationField(Organisation.objects.none(), label=gettext_lazy("Organisation"))
    language = forms.ChoiceField(label=gettext_lazy("I write in"), choices=lambda: settings.LANGUAGES)
    document = PdfField(
        label=gettext_lazy("PDF in which it is told"),
        help_text=gettext_lazy("10 MB at most. Its text is shown beside the questions, to be copied from."),
    )
    title = text(
        "title", model=PracticePage, max_length=160, label=gettext_lazy("Title"), help_text=gettext_lazy("Left empty, it is that of the PDF.")
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = taking_from(user)
        self.initial = {"language": get_language(), "organisation": first_of(user)} | (self.initial or {})

    def clean(self):
        facts = super().clean()
        document = facts.get("document")
        facts["title"] = facts.get("title") or (document and pdfs.read(document.content).title) or ""
        if not facts["title"] and not self.errors:
            self.add_error("title", _("Give it a title: what you would call it if somebody asked."))
        return facts | {"country": facts["organisation"].country if facts.get("organisation") else ""}


def first_of(user: User) -> int | None:
    """The organisation in whose name they write, if it is one."""
    found = writing_for(user).values_list("organisation", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def optional(name: str, **facts: Any) -> forms.Field:
    return Practice._meta.get_field(name).formfield(required=False, **facts)


class PracticeForm(ActionForm):
    """Four questions; everything else can be told later. `wish` is the button that was pressed: see actions.practices.send."""

    title = text("title", model=PracticePage, max_length=160, required=True, label=gettext_lazy("Title"))
    problem, done, changed, warning = (
        text(name, model=PracticePage, rows=rows, required=True, label=PracticePage._meta.get_field(name).verbose_name, help_text=HELP[name])
        for name, rows in zip(QUESTIONS, (4, 8, 5, 4), strict=True)
    )
    adaptation = text(
        "adaptation",
        model=PracticePage,
        rows=5,
        required=True,
        label=gettext_lazy("What did you change, and why?"),
        help_text=gettext_lazy("What is different here: the law, the distances, the money, the people. This is what others learn most from."),
        error_messages={"required": gettext_lazy("Say what is different here. If nothing is, offer a translation of the original instead.")},
    )
    document = PdfField(label=gettext_lazy("PDF in which it is told"))
    country = forms.ChoiceField(label=gettext_lazy("Country where it was done"), choices=lands)
    topics = several(gettext_lazy("Challenges it helps with"), list)
    setting = optional("setting", label=gettext_lazy("Where it was done"))
    size = optional("size", label=gettext_lazy("People who live there"))
    months = optional("months", label=gettext_lazy("Months from the idea to the first result"), max_value=600)
    euros = optional("euros", label=gettext_lazy("Money it took, in euros"), max_value=1_000_000_000)
    people = optional("people", label=gettext_lazy("People who carried it"), max_value=10_000)
    took = text("took", model=PracticePage, rows=3, label=gettext_lazy("What else it took"))
    evidence = optional("evidence", label=gettext_lazy("How it is known that it works"))
    competences = forms.MultipleChoiceField(
        label=gettext_lazy("Competences that it needed"),
        choices=entrecomp.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    contact = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Whom to ask"), required=False, empty_label=pgettext_lazy("nobody to be asked", "Nobody by name")
    )
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=gettext_lazy("Programme"), required=False, empty_label=gettext_lazy("None in particular")
    )
    licence = optional("licence", label=gettext_lazy("Licence"))
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish it later"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Left empty, it is published at once. The time is that of your own clock."),
    )
    wish = forms.ChoiceField(choices=[("send", ""), ("draft", "")], widget=forms.HiddenInput, required=False)

    def __init__(self, *args, practice: Practice, user: User, publishes: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.practice = practice
        self.fields["topics"].choices = challenges()
        self.fields["licence"].required = True
        self.fields["contact"].queryset = askable(practice, user)
        self.fields["contact"].label_from_instance = lambda person: person.shown_name
        left_out = [] if practice.adapted_from_id else ["adaptation"]
        left_out += [] if publishes else ["publish_at"]
        if practice.is_listed and not publishes:
            left_out = [name for name in self.fields if name not in (*WORDS, "wish")]  # facts of what is shown change with a decision alone
        for name in left_out:
            del self.fields[name]
        if self.data.get("wish") == "draft":
            for name in {*QUESTIONS, "adaptation"} & self.fields.keys():
                self.fields[name].required = False

    def clean_wish(self):
        return self.cleaned_data["wish"] or "send"

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment and moment < timezone.now():
            raise ValidationError(_("This moment has passed. Choose one to come, or leave it empty to publish at once."))
        return moment

    def needed(self):
        """What makes it publishable."""
        return [self[name] for name in ("title", *QUESTIONS, "adaptation", "topics", "country") if name in self.fields]

    def more(self):
        """What can be told later."""
        names = [field.name for field in self.needed()]
        return [field for field in self.visible_fields() if field.name not in names]

    @property
    def has_more(self) -> bool:
        """Whether something is wrong, or there already, in what can be told later."""
        return any(field.errors or (field.value() and field.name not in {"licence", "country"}) for field in self.more())


def askable(practice: Practice, user: User):
    """Oneself, and those whose name stands on the organisation's page anyway."""
    shown = Membership.objects.accepted().filter(organisation=practice.organisation_id, is_shown=True)
    chosen = {user.pk, practice.contact_id, practice.made_by_id} - {None}
    return User.objects.filter(pk__in=[*chosen, *shown.values_list("user", flat=True)], is_active=True)


def initial_of(practice: Practice) -> dict[str, Any]:
    """What those who write it said last, in the language they write it in."""
    facts = {name: getattr(practice.newest, name) for name in WORDS}
    kept = ("setting", "size", "months", "euros", "people", "evidence", "contact", "programme", "licence")
    facts |= {name: getattr(practice, name) for name in kept} | {"country": practice.country.code}
    return facts | {"topics": practice.chosen("topic"), "competences": practice.competences, "publish_at": practice.goes_live_at}


class TranslationForm(ActionForm):
    """A practice in another language: each field beside what it translates."""

    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect, initial=Provenance.PERSON)
    in_name_of = OrganisationField(
        Organisation.objects.none(), label=gettext_lazy("Translated by"), required=False, empty_label=gettext_lazy("No organisation")
    )

    def __init__(self, *args, original: PracticePage, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.original = original
        self.fields["in_name_of"].queryset = Organisation.objects.filter(pk__in=writing_for(user))
        if not self.fields["in_name_of"].queryset.exists():
            del self.fields["in_name_of"]
        words = {name: self.field_of(name) for name in WORDS if getattr(original, name)}
        self.fields = words | self.fields

    def field_of(self, name: str) -> forms.CharField:
        label = PracticePage._meta.get_field(name).verbose_name if name != "title" else _("Title")
        rows = 0 if name == "title" else min(12, 2 + len(getattr(self.original, name)) // 80)
        most = {"max_length": 160} if name == "title" else {}
        return text(name, model=PracticePage, rows=rows, label=label, required=name in ("title", *QUESTIONS), **most)

    def beside(self):
        """Each field with the words that it translates."""
        for field in self:
            yield field, getattr(self.original, field.name) if field.name in WORDS else ""


class ReturnForm(ActionForm):
    because = forms.CharField(
        label=gettext_lazy("What has to be otherwise"),
        max_length=Practice._meta.get_field("returned_because").max_length,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Whoever sent it gets this by mail, and can send it again."),
        error_messages={"required": gettext_lazy("Say why, so that they can mend it.")},
    )
