"""Polls: what hosts ask, in the languages of their event, and what everybody answers."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.forms.conversations import LanguageField
from events.models import Event, Poll
from events.models.polls import MOST_FREE_TEXT, MOST_STEPS, Ballot, HallVote, Vote
from hub import languages
from hub.forms import ActionForm

MOST_OPTIONS = 12
MOST_TITLE = 200
BALLOTS = {"vote": Vote, "ballot": Ballot, "hall": HallVote}


def languages_of(event: Event) -> list[str]:
    """In which its polls are written: the one it was first written in, and all that are spoken or interpreted there."""
    return list(dict.fromkeys([event.language, *event.spoken, *event.interpreted]))


class PollForm(ActionForm):
    """The words once for each language: a title, options one a line in the same order, and for a scale the words at its ends."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of answer"), choices=Poll.Kind.choices)
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("Anonymous"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Nobody, not even you, can find out who answered what; and nobody can change their answer."),
    )
    steps = forms.IntegerField(label=gettext_lazy("Steps of the scale"), required=False, initial=5, min_value=2, max_value=MOST_STEPS)

    def __init__(self, *args, event: Event, poll: Poll | None = None, **kwargs):
        super().__init__(*args, initial=kept(poll) if poll else None, **kwargs)
        self.languages = languages_of(event)
        for code in self.languages:
            self.add_words(code, is_first=code == event.language)

    def add_words(self, code: str, *, is_first: bool) -> None:
        attributes = {"lang": code, "dir": "auto"}
        text, lines = forms.TextInput(attrs=attributes), forms.Textarea(attrs=attributes | {"rows": 4})
        labels = [_("Question"), _("Options, one a line"), _("Word at the low end of the scale"), _("Word at the high end of the scale")]
        title, options, low, high = (f"{label} ({languages.NAMES.get(code, code)})" for label in labels)
        self.fields[f"title_{code}"] = forms.CharField(label=title, max_length=MOST_TITLE, required=is_first, widget=text)
        self.fields[f"options_{code}"] = forms.CharField(label=options, required=False, widget=lines)
        self.fields[f"low_{code}"] = forms.CharField(label=low, max_length=60, required=False, widget=forms.TextInput(attrs=attributes))
        self.fields[f"high_{code}"] = forms.CharField(label=high, max_length=60, required=False, widget=forms.TextInput(attrs=attributes))

    def words(self, name: str) -> dict[str, str]:
        said = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: text for code, text in said.items() if text}

    def clean(self) -> dict:
        kind = self.cleaned_data.get("kind")
        facts = {"kind": kind, "is_anonymous": self.cleaned_data.get("is_anonymous"), "titles": self.words("title"), "options": [], "steps": None}
        is_scale = kind == Poll.Kind.SCALE
        facts |= {"lows": self.words("low") if is_scale else {}, "highs": self.words("high") if is_scale else {}}
        if is_scale:
            return facts | {"steps": self.cleaned_data.get("steps") or 5}
        return facts | ({"options": self.options()} if kind in {Poll.Kind.ONE, Poll.Kind.SEVERAL} else {})

    def options(self) -> list[dict[str, str]]:
        """By language, line by line: each language has as many as the first, or none."""
        lines = {code: [line.strip()[:MOST_TITLE] for line in text.splitlines() if line.strip()] for code, text in self.words("options").items()}
        first, *others = self.languages
        number = len(lines.get(first, []))
        if not 2 <= number <= MOST_OPTIONS:
            self.add_error(f"options_{first}", _("Write two to %(most)d options, each in a line of its own.") % {"most": MOST_OPTIONS})
        for code in others:
            if code in lines and len(lines[code]) != number:
                self.add_error(f"options_{code}", _("Here are %(here)d lines, and there %(there)d.") % {"here": len(lines[code]), "there": number})
        return [{code: texts[place] for code, texts in lines.items() if place < len(texts)} for place in range(number)]


def kept(poll: Poll) -> dict:
    """A poll as its form shows it."""
    facts = {"kind": poll.kind, "is_anonymous": poll.is_anonymous, "steps": poll.options.count() or 5}
    for name, words in (("title", poll.titles), ("low", poll.lows), ("high", poll.highs)):
        facts |= {f"{name}_{code}": text for code, text in words.items()}
    options = list(poll.options.all())
    codes = {code for option in options for code in option.titles}
    return facts | {f"options_{code}": "\n".join(option.titles.get(code, "") for option in options) for code in codes}


class VoteForm(ActionForm):
    options = forms.TypedMultipleChoiceField(coerce=int, required=False)
    text = forms.CharField(
        max_length=MOST_FREE_TEXT,
        required=False,
        error_messages={"max_length": gettext_lazy("%(limit_value)d characters are the most that can be sent. Shorten it a little.")},
    )
    language = LanguageField()

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["options"].choices = [(option.pk, str(option)) for option in poll.options.all()]
        self.fields["language"].required = poll.is_text


class HallForm(ActionForm):
    """How many in the hall are for what; and what they say, one a line."""

    texts = forms.CharField(label=gettext_lazy("What people in the hall say, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = list(poll.options.all())
        if self.options:
            del self.fields["texts"]
        for option in self.options:
            self.fields[f"option_{option.pk}"] = forms.IntegerField(label=str(option.title), required=False, min_value=0, max_value=100_000)

    def clean(self) -> dict:
        given = {option: self.cleaned_data.get(f"option_{option.pk}") for option in self.options}
        texts = [line.strip()[:MOST_FREE_TEXT] for line in self.cleaned_data.get("texts", "").splitlines() if line.strip()]
        counts = {option: count for option, count in given.items() if count is not None}
        return {"counts": counts, "texts": texts, "language": get_language() if texts else ""}


class GroupTextsForm(ActionForm):
    """Answers that say the same, and their heading. They are named "vote:7", "ballot:<key>", "hall:3"."""

    title = forms.CharField(label=gettext_lazy("Heading"), max_length=120, required=False)
    language = LanguageField()
    chosen = forms.CharField(required=False)

    def clean_chosen(self) -> dict[type, list[str]]:
        return sorted_out(self.data.getlist("chosen"))


def sorted_out(names: Iterable[str]) -> dict[type, list]:
    """Keys by what they are keys of; what is no key is refused."""
    found: dict[type, list] = {}
    for name in names:
        kind, _is, key = name.partition(":")
        if kind not in BALLOTS:
            raise ValidationError(_("Choose answers from the list."))
        found.setdefault(BALLOTS[kind], []).append(BALLOTS[kind]._meta.pk.to_python(key))
    return found
