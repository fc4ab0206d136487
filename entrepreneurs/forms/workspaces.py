"""What partners fill in in their workspace."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.attachments import Accepted, accept
from entrepreneurs.forms.conversations import FilesInput, LanguageField
from entrepreneurs.models import DocumentVersion, PartnerDecision, PartnerTask, SharedDocument, Workspace
from hub.forms import ActionForm
from hub.models import Organisation


def line(model, name: str, **facts: Any) -> forms.CharField:
    """As long as the model's field allows."""
    return forms.CharField(max_length=model._meta.get_field(name).max_length, widget=forms.TextInput(attrs={"dir": "auto"}), **facts)


def lines(model, name: str, *, rows: int, **facts: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(max_length=model._meta.get_field(name).max_length, widget=widget, **facts)


def day(label, **facts: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("There is no such day in the calendar. Write it as year-month-day, such as 2026-06-30.")},
        **facts,
    )


class OneFileInput(FilesInput):
    allow_multiple_selected = False


class OneFileField(forms.FileField):
    """A file that is safe to be kept; what it is, is told by what is in it."""

    widget = OneFileInput

    def clean(self, data, initial=None) -> Accepted:
        return accept(super().clean(data, initial))


class VersionForm(ActionForm):
    file = OneFileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Up to 10 MB: PDF, pictures, plain text, and office documents without macros."),
    )
    note = line(DocumentVersion, "note", label=gettext_lazy("What is new in it, or what it is for"), required=False)


class ShareForm(VersionForm):
    field_order = ("title", "file", "note", "language")

    title = line(SharedDocument, "title", label=gettext_lazy("Title"))
    language = LanguageField()


class DecisionForm(ActionForm):
    """`edition` is the one that somebody changes."""

    what = lines(PartnerDecision, "what", rows=4, label=gettext_lazy("What was decided"))
    follows = lines(PartnerDecision, "follows", rows=3, label=gettext_lazy("What follows from it"), required=False)
    decided_on = day(gettext_lazy("On which day"), initial=timezone.localdate)
    meeting = line(
        PartnerDecision,
        "meeting",
        label=gettext_lazy("At which meeting"),
        required=False,
        help_text=gettext_lazy("Its name, or the address of its page here."),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Who took part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = LanguageField()

    def __init__(self, *args, workspace: Workspace, **kwargs):
        super().__init__(*args, **kwargs)
        took_part = [organisation.pk for organisation in self.initial.get("organisations", [])]  # they may have left since
        self.fields["organisations"].queryset = Organisation.objects.filter(Q(pk__in=took_part) | Q(pk__in=workspace.partners.values("pk")))


class RewordForm(DecisionForm):
    edition = forms.IntegerField(widget=forms.HiddenInput)


class TaskForm(ActionForm):
    what = line(PartnerTask, "what", label=gettext_lazy("What is to be done"))
    who = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    due = day(gettext_lazy("By when"))
    note = lines(PartnerTask, "note", rows=3, label=gettext_lazy("Note"), required=False)
    language = LanguageField()

    def __init__(self, *args, workspace: Workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {f"person:{user.pk}": user for user in workspace.people}
        self.organisations = {f"organisation:{one.pk}": one for one in workspace.partners}
        self.fields["who"].choices = [("", _("Nobody yet")), *self.groups()]

    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        people = [(key, user.shown_name) for key, user in self.people.items()]
        organisations = [(key, one.name) for key, one in self.organisations.items()]
        return [group for group in ((_("Organisations"), organisations), (_("People"), people)) if group[1]]

    def clean(self) -> dict[str, Any]:
        """As the action takes it: a person, or an organisation, or nobody."""
        facts = super().clean()
        who = facts.pop("who", "")
        return facts | {"person": self.people.get(who), "organisation": self.organisations.get(who)}


class ChangeTaskForm(TaskForm):
    field_order = ("what", "who", "due", "state", "note", "language")

    state = forms.ChoiceField(label=gettext_lazy("How far it is"), choices=PartnerTask.State.choices)

    @classmethod
    def initial_of(cls, task: PartnerTask) -> dict[str, Any]:
        who = f"person:{task.person_id}" if task.person_id else f"organisation:{task.organisation_id}"
        return {"who": who} | {name: getattr(task, name) for name in ("what", "due", "note", "language", "state")}
