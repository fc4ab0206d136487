"""Groups of a room: how hosts prepare them, and what groups write."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entrepreneurs.forms.conversations import LanguageField, at_most
from events.forms.wording import WordsForm
from events.models import Event, GroupRound
from events.models.groups import MOST_GROUPS, MOST_NOTE, MOST_REPORT
from events.video import validate_video
from hub.forms import ActionForm


class RoundForm(WordsForm):
    """What the groups talk about, and how people come into them. Of groups by theme there is one for each line."""

    way = forms.ChoiceField(
        label=gettext_lazy("How people come into groups"),
        choices=GroupRound.Way.choices,
        help_text=gettext_lazy(
            "Mixed: when you send people out, the hub spreads countries and languages evenly, and whoever comes late joins the smallest group. "
            "By choice and by theme, people go where they like."
        ),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many groups"),
        required=False,
        initial=4,
        min_value=1,
        max_value=MOST_GROUPS,
        help_text=gettext_lazy("Where groups have themes, there is one for each of them."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=480,
        help_text=gettext_lazy("People are told when to be back. Nobody is cut off: you call them back yourself."),
    )

    def __init__(self, *args, event: Event, round_: GroupRound | None = None, **kwargs):
        super().__init__(*args, event=event, initial=kept(round_) if round_ else None, **kwargs)

    def add_words(self, code: str, *, is_first: bool) -> None:
        self.add_word("title", _("What the groups talk about"), code, required=is_first)
        self.add_lines("themes", _("Themes, one a line"), code)

    def clean(self) -> dict:
        facts = {name: self.cleaned_data.get(name) for name in ("way", "minutes")} | {"titles": self.words("title")}
        if facts["way"] == GroupRound.Way.THEME:
            return facts | {"groups": self.lines("themes", most=MOST_GROUPS, refusal=_("Write two to %(most)d themes, each in a line of its own."))}
        if not self.cleaned_data.get("number") and "number" not in self.errors:
            self.add_error("number", _("Say how many groups there are to be."))
        return facts | {"groups": [{}] * (self.cleaned_data.get("number") or 0)}


def kept(round_: GroupRound) -> dict:
    """A round as its form shows it."""
    groups = list(round_.groups.all())
    facts = {"way": round_.way, "minutes": round_.minutes, "number": len(groups)}
    codes = {code for group in groups for code in group.titles}
    themes = {f"themes_{code}": "\n".join(group.titles.get(code, "") for group in groups) for code in codes}
    return facts | {f"title_{code}": text for code, text in round_.titles.items()} | themes


class TextForm(ActionForm):
    """A text of a group, and the version that whoever writes had before them."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Lines end in one way, whichever browser they come from."""
        return self.cleaned_data["text"].replace("\r\n", "\n")


class NoteForm(TextForm):
    text = forms.CharField(
        label=gettext_lazy("Shared note"),
        required=False,
        validators=[at_most(MOST_NOTE)],
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


class ReportForm(TextForm):
    text = forms.CharField(
        label=gettext_lazy("What your group reports"),
        required=False,
        validators=[at_most(MOST_REPORT)],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    language = LanguageField()


class GroupVideoForm(ActionForm):
    video = forms.URLField(
        label=gettext_lazy("Link to the group’s video meeting"), required=False, max_length=500, assume_scheme="https", validators=[validate_video]
    )
