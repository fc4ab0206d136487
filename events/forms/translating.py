"""Translating what is told of an event: a field for each of its words, with the original beside it."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy

from events.actions.events import change_words
from events.actions.hosts import translate
from events.forms.events import text
from events.models import Event
from hub.forms import ActionForm
from hub.models import Provenance

PLAIN = {"title": 0, "lead": 3, "about": 8, "access": 3}  # rows of its field
WAYS = [
    (Provenance.PERSON, gettext_lazy("By a person")),
    (Provenance.REVIEWED, gettext_lazy("By machine, and a person has gone over it")),
    (Provenance.MACHINE, gettext_lazy("By machine, and nobody has gone over it yet")),
]


class TranslateForm(ActionForm):
    """Points of the running order and questions are fields by their keys: `item-7`, `asked-3`."""

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
        for prefix, row, texts in self.rows():
            name = f"{prefix}-{row.pk}"
            self.fields[name] = forms.CharField(max_length=200, required=False, label=row._meta.verbose_name.capitalize())
            self.initial[name] = texts.get(into, "")
        self.fields["provenance"] = forms.ChoiceField(
            label=gettext_lazy("How it was translated"),
            choices=WAYS,
            widget=forms.RadioSelect,
            initial=getattr(there, "provenance", Provenance.PERSON),
        )

    def rows(self) -> Iterator[tuple]:
        yield from (("item", item, item.titles) for item in self.event.items.all() if item.titles.get(self.event.language))
        yield from (("asked", asked, asked.texts) for asked in self.event.asked.all() if asked.texts.get(self.event.language))

    def beside(self) -> Iterator[tuple]:
        """Each field with the words that it translates."""
        originals = {f"{prefix}-{row.pk}": texts[self.event.language] for prefix, row, texts in self.rows()}
        for field in self:
            yield field, originals.get(field.name) or getattr(self.original, field.name, "") if field.name != "provenance" else ""

    @transaction.atomic
    def save(self, **said: str) -> None:
        by_key = {prefix: {row.pk: said[f"{prefix}-{row.pk}"] for kind, row, _texts in self.rows() if kind == prefix} for prefix in ("item", "asked")}
        plain = {name: text for name, text in said.items() if name in PLAIN}
        change_words(self.event, language=self.into, provenance=said["provenance"], **plain)
        translate(self.event, language=self.into, items=by_key["item"], asked=by_key["asked"])
