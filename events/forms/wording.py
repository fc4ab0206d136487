"""Forms whose words are written once for each language of an event."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from events.models import Event
from hub import languages
from hub.forms import ActionForm

MOST_TITLE = 200


def languages_of(event: Event) -> list[str]:
    """In which they are written: the one it was first written in, and all that are spoken or interpreted there."""
    return list(dict.fromkeys([event.language, *event.spoken, *event.interpreted]))


class WordsForm(ActionForm):
    """Its fields are named by what they hold and their language: title_nb, title_uk. The first language is the one that others follow."""

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = languages_of(event)
        for code in self.languages:
            self.add_words(code, is_first=code == event.language)

    def add_words(self, code: str, *, is_first: bool) -> None:
        raise NotImplementedError

    def add_word(self, name: str, label: str, code: str, *, most: int = MOST_TITLE, required: bool = False) -> None:
        widget = forms.TextInput(attrs={"lang": code, "dir": "auto"})
        self.fields[f"{name}_{code}"] = forms.CharField(label=in_language(label, code), max_length=most, required=required, widget=widget)

    def add_lines(self, name: str, label: str, code: str) -> None:
        widget = forms.Textarea(attrs={"lang": code, "dir": "auto", "rows": 4})
        self.fields[f"{name}_{code}"] = forms.CharField(label=in_language(label, code), required=False, widget=widget)

    def words(self, name: str) -> dict[str, str]:
        said = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: text for code, text in said.items() if text}

    def lines(self, name: str, *, most: int, refusal: str) -> list[dict[str, str]]:
        """By language, line by line: two to `most` of them, and each language has as many as the first, or none."""
        lines = {code: [line.strip()[:MOST_TITLE] for line in text.splitlines() if line.strip()] for code, text in self.words(name).items()}
        first, *others = self.languages
        number = len(lines.get(first, []))
        if not 2 <= number <= most:
            self.add_error(f"{name}_{first}", refusal % {"most": most})
        for code in others:
            if code in lines and len(lines[code]) != number:
                self.add_error(f"{name}_{code}", _("Here are %(here)d lines, and there %(there)d.") % {"here": len(lines[code]), "there": number})
        return [{code: texts[place] for code, texts in lines.items() if place < len(texts)} for place in range(number)]


def in_language(label: str, code: str) -> str:
    return f"{label} ({languages.NAMES.get(code, code)})"
