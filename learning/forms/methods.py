"""Writing a method or an assessment, row by row; reading one in; and saying whom it is for when it is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.vocabulary import SPOKEN
from events.forms.rows import SPARE, Rows
from events.forms.translating import WAYS
from hub.forms import ActionForm
from hub.models import Provenance
from learning import methods
from learning.forms.resources import WhomForm
from learning.methodfiles import read
from learning.models import ResourceText

LONG = {"aim": 3, "when": 3, "signs": 4, "online": 3, "few_languages": 3, "source": 2}  # rows of its field
HELP = {
    "group": gettext_lazy("Such as: 4 to 12, in pairs"),
    "minutes": gettext_lazy("In all. Left empty, the minutes of the steps are added up."),
    "signs": gettext_lazy("By what you see that it works, and that it does not"),
    "few_languages": gettext_lazy("What you do when people share few languages, or read little"),
    "source": gettext_lazy("Whose idea it was, and where one can read more"),
}


def words(name: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": LONG[name], "dir": "auto"}) if name in LONG else forms.TextInput(attrs={"dir": "auto"})
    facts = {"max_length": methods.TEXTS[name], "required": name in methods.REQUIRED, "help_text": HELP.get(name, "")}
    return forms.CharField(label=methods.LABELS[name], widget=widget, **facts)


def minutes(**facts: Any) -> forms.IntegerField:
    return forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=methods.MOST_MINUTES, required=False, **facts)


class LinesField(forms.CharField):
    """A list with an entry a line."""

    def __init__(self, **facts: Any):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}), **facts)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value) -> list[str]:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]


class MethodForm(ActionForm):
    """All but the steps and criteria, which are rows."""

    title, aim, when, group = (words(name) for name in ("title", "aim", "when", "group"))
    minutes = minutes(help_text=HELP["minutes"])
    materials = LinesField(label=methods.LABELS["materials"], help_text=gettext_lazy("One thing a line"))
    signs, online, few_languages, source, author = (words(name) for name in ("signs", "online", "few_languages", "source", "author"))
    levels = LinesField(label=methods.LABELS["levels"], help_text=gettext_lazy("One a line, two to five, from the lowest to the highest"))
    language = forms.ChoiceField(label=gettext_lazy("Written in"), choices=lambda: SPOKEN.items())
    licence = forms.ChoiceField(label=gettext_lazy("Licence"), choices=[(one.value, one.label) for one in methods.LICENCES])

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == methods.METHOD:
            del self.fields["levels"]


class Row(forms.Form):
    heart = "title"  # without it there is no row

    def has_changed(self) -> bool:
        """An empty row is none."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields if name != "ORDER")

    def clean(self):
        facts = super().clean()
        if not facts.get("title") and not self.errors and any(value for name, value in facts.items() if name != "ORDER"):
            self.add_error("title", _("Give it a title, or empty the whole row."))
        return facts


def row_title(label) -> forms.CharField:
    return forms.CharField(label=label, max_length=methods.STEP["title"], required=False, widget=forms.TextInput(attrs={"dir": "auto"}))


class StepRow(Row):
    title = row_title(gettext_lazy("Step"))
    text = forms.CharField(
        label=gettext_lazy("What happens"),
        max_length=methods.STEP["text"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    minutes = minutes()


class CriterionRow(Row):
    """With as many descriptions as there are levels."""

    title = row_title(gettext_lazy("Criterion"))

    def __init__(self, *args, levels: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        for number, level in enumerate(levels):
            widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
            self.fields[f"description_{number}"] = forms.CharField(label=level, max_length=methods.MOST_DESCRIPTION, required=False, widget=widget)


def rows_of(row: type[Row], *, most: int):
    return formset_factory(row, formset=Rows, extra=SPARE, can_order=True, max_num=most + SPARE, absolute_max=most + SPARE)


StepRows = rows_of(StepRow, most=methods.MOST_STEPS)
CriterionRows = rows_of(CriterionRow, most=methods.MOST_CRITERIA)


class Editor:
    """The form of a method and its rows, as one thing to be filled in."""

    def __init__(self, data, *, content: dict[str, Any]):
        self.was = content
        self.form = MethodForm(data, kind=content["kind"], initial=content)
        self.steps = StepRows(data, prefix="steps", initial=content["steps"])
        self.criteria = None
        if content["kind"] == methods.ASSESSMENT:
            rows = [{"title": one["title"]} | {f"description_{n}": text for n, text in enumerate(one["descriptions"])} for one in content["criteria"]]
            self.criteria = CriterionRows(data, prefix="criteria", initial=rows, form_kwargs={"levels": self.levels_in(data)})

    def levels_in(self, data) -> list[str]:
        """Those that are chosen now; rows have a field for each."""
        given = self.form.fields["levels"].clean(data.get("levels", "")) if data else self.was["levels"]
        return given[: methods.LEVELS[1]]

    @property
    def parts(self) -> list:
        return [part for part in (self.form, self.steps, self.criteria) if part is not None]

    @property
    def errors(self) -> bool:
        return bool(self.form.errors or any(part.total_error_count() for part in self.parts[1:]))

    def perform(self, action: Callable[..., Any]) -> bool:
        """As ActionForm's: True if everything is right and the action took it."""
        if not all([part.is_valid() for part in self.parts]):  # noqa: C419 (each is to say what is wrong with it)
            return False
        try:
            self.result = action(content=self.content)
        except ValidationError as refusal:
            self.form.add_error(None, refusal)
            return False
        return True

    @property
    def content(self) -> dict[str, Any]:
        steps = [{name: row[name] for name in ("title", "text", "minutes")} for row in self.steps.kept()]
        return self.was | self.form.cleaned_data | {"steps": steps} | ({"criteria": self.criteria_given} if self.criteria else {})

    @property
    def criteria_given(self) -> list[dict[str, Any]]:
        number = len(self.form.cleaned_data["levels"])
        return [{"title": row["title"], "descriptions": [row.get(f"description_{n}", "") for n in range(number)]} for row in self.criteria.kept()]


class MethodFileField(forms.FileField):
    """What is in it, strictly read; WrongFile says what is wrong, part by part."""

    def clean(self, data, initial=None):
        return read(super().clean(data, initial))


def method_file() -> MethodFileField:
    return MethodFileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text=gettext_lazy("A JSON file that was exported here, 1 MB at most"),
        error_messages={name: gettext_lazy("There is no file in it yet. Choose one first.") for name in ("required", "empty")},
    )


class ImportForm(ActionForm):
    file = method_file()


class TranslationForm(ActionForm):
    file = method_file()
    provenance = forms.ChoiceField(label=gettext_lazy("How it was translated"), choices=WAYS, widget=forms.RadioSelect, initial=Provenance.PERSON)


class PublishForm(WhomForm):
    field_order = ("description", "spoken", "countries", "level", "topics", "programme", "organisation")

    description = forms.CharField(
        label=gettext_lazy("What it is, and for whom"),
        max_length=ResourceText._meta.get_field("description").max_length,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("This stands in the bank, in the language of the method."),
    )
