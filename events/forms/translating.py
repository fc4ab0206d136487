"""Translating what is told of an event: a field for each of its words, with the original beside it."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy

from events.actions.events import change_words
from events.actions.hosts import translate
from events.forms.events import text
from events.models import Asked, Event, Followed, Item
from hub.forms import ActionForm
from hub.models import Provenance

PLAIN = {"title": 0, "lead": 3, "about": 8, "access": 3}  # rows of its field
WAYS = [
    (Provenance.PERSON, gettext_lazy("By a person")),
    (Provenance.REVIEWED, gettext_lazy("By machine, and a person has gone over it")),
    (Provenance.MACHINE, gettext_lazy("By machine, and nobody has gone over it yet")),
]


ROWS = {"item": (Item, "titles"), "asked": (Asked, "texts"), "said": (Followed, "saids"), "did": (Followed, "dids")}
MOST = 400  # characters of one of them


class TranslateForm(ActionForm):
    """Points of the running order, questions, and what was said and done are fields by their keys: `item-7`, `asked-3`, `said-2`, `did-2`."""

    def __init__(self, *args, event: Event, into: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.into = event, into
        self.original = event.texts.get(language=event.language)
        there = event.texts.filter(language=into).first()
        for name, rows in PLAIN.items():
            if getattr(self.original, name):
                label = self.original._meta.get_field(name).verbose_name.capitalize()
                self.fields[name] = text(name, rows=rows, required=name == "title", label=label)
                self.initial[name] = getattr(there, name, "")
        for name, texts, label in self.rows():
            self.fields[name] = forms.CharField(max_length=MOST, required=False, label=str(label).capitalize())
            self.initial[name] = texts.get(into, "")
        self.fields["provenance"] = forms.ChoiceField(
            label=gettext_lazy("How it was translated"),
            choices=WAYS,
            widget=forms.RadioSelect,
            initial=getattr(there, "provenance", Provenance.PERSON),
        )

    def rows(self) -> Iterator[tuple]:
        """The name of each row's field, its words by language, and what it is."""
        for prefix, (model, field) in ROWS.items():
            label = model._meta.get_field(field).verbose_name if model is Followed else model._meta.verbose_name
            rows = model.objects.filter(event=self.event)
            yield from ((f"{prefix}-{row.pk}", texts, label) for row in rows if (texts := getattr(row, field)).get(self.event.language))

    def beside(self) -> Iterator[tuple]:
        """Each field with the words that it translates."""
        originals = {name: texts[self.event.language] for name, texts, _label in self.rows()}
        for field in self:
            yield field, originals.get(field.name) or getattr(self.original, field.name, "") if field.name != "provenance" else ""

    @transaction.atomic
    def save(self, **said: str) -> None:
        texts = {what: {} for what in ROWS.values()}
        for name, _texts, _label in self.rows():
            prefix, _hyphen, key = name.partition("-")
            texts[ROWS[prefix]][int(key)] = said[name]
        plain = {name: text for name, text in said.items() if name in PLAIN}
        change_words(self.event, language=self.into, provenance=said["provenance"], **plain)
        translate(self.event, language=self.into, texts=texts)
