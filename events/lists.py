"""The lists that hosts keep of an event, by their names in addresses: how they are filled in, shown, and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from events.actions import hosts as actions
from events.actions.afterwards import set_followed
from events.forms.rows import AskedRow, FollowedRow, ItemRow, Row, SpeakerRow
from events.models import Event


@dataclass(frozen=True)
class List:
    title: Any
    invitation: Any
    lead: Any
    row: type[Row]
    initial: Callable[[Event], list[dict[str, Any]]]
    save: Callable[..., None]
    told: Callable[[Event], list[str]]


def speakers(event: Event) -> list[dict[str, Any]]:
    names = ("id", "name", "role", "organisation", "standing", "user")
    return [{name: getattr(one, "user_id" if name == "user" else name) for name in names} for one in event.speakers.all()]


def items(event: Event) -> list[dict[str, Any]]:
    return [
        {"id": one.pk, "title": one.titles.get(event.language, str(one.title)), "minutes": one.minutes, "kind": one.kind, "speaker": one.speaker_id}
        for one in event.items.all()
    ]


def asked(event: Event) -> list[dict[str, Any]]:
    return [{"id": one.pk, "text": one.texts.get(event.language, str(one.text)), "is_required": one.is_required} for one in event.asked.all()]


def followed(event: Event) -> list[dict[str, Any]]:
    language = event.language
    return [
        {"id": one.pk, "said": one.saids.get(language, str(one.said)), "did": one.dids.get(language, str(one.did or ""))}
        for one in event.followed.all()
    ]


LISTS = {
    "order": List(
        title=gettext_lazy("Running order"),
        invitation=gettext_lazy("What happens in which order? People stay longer when they know."),
        lead=gettext_lazy("Empty a title to take a point away. The numbers say the order."),
        row=ItemRow,
        initial=items,
        save=actions.set_items,
        told=lambda event: [f"{one.title} · {one.minutes}′" for one in event.items.all()],
    ),
    "speakers": List(
        title=gettext_lazy("Speakers"),
        invitation=gettext_lazy("Who says something? Name them, and ask them: the page shows those who have said yes."),
        lead=gettext_lazy("Somebody whom you are connected with here can say yes or no on the hub. Empty a name to take somebody away."),
        row=SpeakerRow,
        initial=speakers,
        save=actions.set_speakers,
        told=lambda event: [f"{one.name} · {one.get_standing_display()}" for one in event.speakers.all()],
    ),
    "questions": List(
        title=gettext_lazy("Questions at registration"),
        invitation=gettext_lazy("Is there something that you need to know before they come?"),
        lead=gettext_lazy("Ask for little: what is answered, you alone read. Never ask for a diagnosis, a status or why somebody came."),
        row=AskedRow,
        initial=asked,
        save=actions.set_asked,
        told=lambda event: [str(one) for one in event.asked.all()],
    ),
    "followed": List(
        title=gettext_lazy("You said, we did"),
        invitation=gettext_lazy("Afterwards: what did you hear, and what do you do about it?"),
        lead=gettext_lazy("Once the event is over, everybody who sees it reads this. Name nobody. Empty what was said to take a row away."),
        row=FollowedRow,
        initial=followed,
        save=set_followed,
        told=lambda event: [str(one) for one in event.followed.all()],
    ),
}
