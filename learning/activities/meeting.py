"""A live event: having been there, or having watched or read its recording, which count the same."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from events.models import Event, Recording, State
from learning.activities.base import Activity

ATTENDED, WATCHED = "attended", "watched"


def events() -> list[tuple[str, str]]:
    """All that are published, the newest first, by their keys, which stay the same wherever content is loaded."""
    found = Event.objects.exclude(state=State.DRAFT).prefetch_related("texts").order_by("-starts_at")
    return [(str(event.key), f"{event.title} ({event.day:%Y-%m-%d})") for event in found]


class Meeting(Activity):
    name = "meeting"
    is_judged = False
    prompt = blocks.TextBlock(label=gettext_lazy("why to come"), max_length=400)
    event = blocks.ChoiceBlock(choices=events, label=gettext_lazy("event"))

    def read(self, data, value):
        """That it was watched is said by the learner, and that they were there, by the hosts' room alone."""
        if data.get("way") != WATCHED:
            raise ValidationError(_("This cannot be answered."))
        if recording_of(value) is None:
            raise ValidationError(_("There is no recording yet. Come back when it is there, or come to the event."))
        return {"way": WATCHED}

    def shown(self, value, response, *, block_id):
        found = Event.objects.exclude(state=State.DRAFT).select_related("programme").prefetch_related("texts")
        event = found.filter(key=value["event"]).first() if value["event"] else None
        return {"event": event, "recording": recording_of(value), "way": response["way"] if response else ""}

    class Meta:
        label = gettext_lazy("Live event")
        description = gettext_lazy("An event to come to; its recording counts the same")
        icon = "date"
        preview_value = {"prompt": "Hear how others have done it.", "event": "", "is_required": True}


def recording_of(value) -> Recording | None:
    return Recording.objects.exclude(published_at=None).filter(event__key=value["event"]).first() if value["event"] else None
