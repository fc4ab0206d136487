"""How somebody wants to be told of what is new."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.forms import ActionForm
from hub.models import NoticeChoice, QuietHours
from hub.notices.kinds import Kind, Part, kinds


class ChoicesForm(ActionForm):
    """For each kind how soon by mail, and whether on the page; and the hours in which no mail goes out."""

    begins = forms.TimeField(label=gettext_lazy("No mail from"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    ends = forms.TimeField(label=gettext_lazy("No mail until"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs, initial=said_before(user))
        for kind in kinds():
            self.fields[f"pace_{kind.name}"] = forms.ChoiceField(label=_("By mail"), choices=[(pace.value, pace.label) for pace in kind.paces])
            if kind.tell:
                self.fields[f"shown_{kind.name}"] = forms.BooleanField(label=_("On the page of what is new"), required=False)

    @property
    def by_part(self) -> dict[Part, list[tuple[str, list[forms.BoundField]]]]:
        """What is asked of each kind, under what it is about."""
        found = {part: [self.asked_of(kind) for kind in kinds() if kind.part == part] for part in Part}
        return {part: asked for part, asked in found.items() if asked}

    def asked_of(self, kind: Kind) -> tuple[str, list[forms.BoundField]]:
        return kind.label, [self[name] for name in (f"pace_{kind.name}", f"shown_{kind.name}") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """As the action takes it: paces by kind, the kinds that are shown, and the quiet hours, if there are any."""
        facts = super().clean()
        begins, ends = facts.get("begins"), facts.get("ends")
        if not self.errors and (begins is None) != (ends is None):
            self.add_error("begins" if begins is None else "ends", _("Say both from when and until when, or leave both empty."))
        if begins and begins == ends:
            self.add_error("ends", _("Choose another end: mail goes out at some hour of the day."))
        paces = {kind.name: facts.get(f"pace_{kind.name}") for kind in kinds()}
        shown = {kind.name for kind in kinds() if facts.get(f"shown_{kind.name}")}
        return {"paces": paces, "shown": shown, "quiet": (begins, ends) if begins and ends else None}


def said_before(user) -> dict[str, Any]:
    """Two queries."""
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(user=user)}
    quiet = QuietHours.objects.filter(user=user).first()
    said = {"begins": quiet.begins, "ends": quiet.ends} if quiet else {}
    for kind in kinds():
        choice = chosen.get(kind.name)
        said |= {f"pace_{kind.name}": choice.pace if choice else kind.pace, f"shown_{kind.name}": choice.is_shown if choice else True}
    return said
