"""Polls: what hosts ask, in the languages of their event, and what everybody answers."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entrepreneurs.forms.conversations import LanguageField
from events.forms.wording import WordsForm
from events.models import Event, Poll
from events.models.polls import MOST_FREE_TEXT, MOST_STEPS, Ballot, HallVote, Vote
from hub.forms import ActionForm

MOST_OPTIONS = 12
ASKED_OF = {  # some kinds alone, by the beginnings of the fields' names
    "one several": (("options",), gettext_lazy("With one choice or several: the options")),
    "scale": (("steps", "low", "high"), gettext_lazy("With a scale: its steps, and the words at its ends")),
}
BALLOTS = {"vote": Vote, "ballot": Ballot, "hall": HallVote}


class PollForm(WordsForm):
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
        super().__init__(*args, event=event, initial=kept(poll) if poll else None, **kwargs)

    def add_words(self, code: str, *, is_first: bool) -> None:
        self.add_word("title", _("Question"), code, required=is_first)
        self.add_lines("options", _("Options, one a line"), code)
        self.add_word("low", _("Word at the low end of the scale"), code, most=60)
        self.add_word("high", _("Word at the high end of the scale"), code, most=60)

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The kinds that are asked for it, a heading, and the fields; first what is asked of every kind."""
        rest = {field.name: field for field in self}
        parts = []
        for kinds, (names, heading) in ASKED_OF.items():
            parts.append((kinds, heading, [rest.pop(name) for name in list(rest) if name.partition("_")[0] in names]))
        return [("", "", list(rest.values())), *parts]

    def clean(self) -> dict:
        kind = self.cleaned_data.get("kind")
        facts = {"kind": kind, "is_anonymous": self.cleaned_data.get("is_anonymous"), "titles": self.words("title"), "options": [], "steps": None}
        is_scale = kind == Poll.Kind.SCALE
        facts |= {"lows": self.words("low") if is_scale else {}, "highs": self.words("high") if is_scale else {}}
        if is_scale:
            return facts | {"steps": self.cleaned_data.get("steps") or 5}
        return facts | ({"options": self.options()} if kind in {Poll.Kind.ONE, Poll.Kind.SEVERAL} else {})

    def options(self) -> list[dict[str, str]]:
        return self.lines("options", most=MOST_OPTIONS, refusal=_("Write two to %(most)d options, each in a line of its own."))


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
