"""Everything of an event in one file, for its hosts to keep and to report from."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy

from events import tables
from events.models import Event, RecapText
from events.tables import Table
from hub.sheets import table


class Sheet(NamedTuple):
    name: str
    holds: Any
    read: Callable[[Event], Table]


# What is in it beside its facts, file by file.
SHEETS = [
    Sheet("people.csv", gettext_lazy("who is registered, and what they answered"), tables.people),
    Sheet("messages.csv", gettext_lazy("what was said in the room"), tables.messages),
    Sheet("questions.csv", gettext_lazy("questions and their answers; of anonymous ones nobody knows who asked"), tables.questions),
    Sheet("polls.csv", gettext_lazy("polls and what came of them; names only where a poll was not anonymous"), tables.polls),
    Sheet("groups.csv", gettext_lazy("what groups noted and reported, without names"), tables.groups),
    Sheet("challenges.csv", gettext_lazy("challenges, who has answered them in public, and the steps of their plans"), tables.challenges),
    Sheet("feedback.csv", gettext_lazy("what people said afterwards, without names"), tables.feedback),
    Sheet("notes.csv", gettext_lazy("notes of the focus group, without names"), tables.notes),
    Sheet("themes.csv", gettext_lazy("themes that were proposed after it"), tables.themes),
]


def pack(event: Event) -> bytes:
    """A ZIP in the active language. A hall of five hundred with all that they said is some hundred kilobytes, so it is made in memory."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        facts = {"event": event, "sheets": SHEETS, "packed_at": timezone.now()}
        archive.writestr("README.txt", render_to_string("events/everything.txt", facts))
        archive.writestr("event.json", json.dumps(facts_of(event), ensure_ascii=False, indent=2))
        for sheet in SHEETS:
            archive.writestr(sheet.name, table(*sheet.read(event)))
    return packed.getvalue()


PLAIN = ("kind", "state", "language", "zone", "minutes", "where", "place", "is_online", "audience", "reach", "admission", "capacity")


def facts_of(event: Event) -> dict[str, Any]:
    """What the event is, in all its languages; by the words of programs, so that another system can read it."""
    hosts = [{"name": host.user.shown_name, "by": host.by} for host in event.leaders]
    texts = [{name: getattr(text, name) for name in ("language", "title", "lead", "about", "access", "provenance")} for text in event.texts.all()]
    items = [{"kind": item.kind, "minutes": item.minutes, "titles": item.titles} for item in event.items.all()]
    speakers = [{name: getattr(one, name) for name in ("name", "role", "organisation", "standing")} for one in event.speakers.all()]
    return {
        "key": str(event.key),
        "begins": event.starts_at.astimezone(event.clock).isoformat(),
        "ends": event.ends_at.astimezone(event.clock).isoformat(),
        **{name: getattr(event, name) for name in PLAIN},
        "programme": event.programme.key if event.programme else None,
        "organisation": event.organisation.name if event.organisation else None,
        "cancelled_because": event.cancelled_because,
        "spoken": event.spoken,
        "interpreted": event.interpreted,
        "texts": texts,
        "running_order": items,
        "hosts": hosts,
        "speakers": speakers,
        "recap": {text.language: text.text for text in RecapText.objects.filter(recap__event=event)},
        "you_said_we_did": [{"said": one.saids, "did": one.dids} for one in event.followed.all()],
    }
