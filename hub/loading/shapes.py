"""From what files say to what pages keep: keys, ids, StreamFields."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hub.content_files import to_html

# The same content has the same keys in every installation, so that progress, links and translations can be carried from one to another.
OURS = uuid5(NAMESPACE_URL, "https://tvers.example/content")
MARKDOWN = {"text", "callout.body", "practice.task"}


def key_of(*names: str) -> UUID:
    return uuid5(OURS, "/".join(names))


def stream(blocks: list[dict[str, Any]], *, page: str) -> str:
    """A StreamField's JSON from blocks as files write them; ids follow from the page's name and the ids in the file."""
    return json.dumps([block_of(block, key_of(page, block["id"])) for block in blocks], ensure_ascii=False)


def block_of(block: dict[str, Any], id_: UUID) -> dict[str, Any]:
    kind = next(name for name in block if name != "id")
    return {"id": str(id_), "type": kind, "value": value_of(block[kind], kind, id_)}


def value_of(told: Any, path: str, id_: UUID) -> Any:
    """A value as its block keeps it: Markdown as HTML, a list as items with ids of their own, `right` as `is_right`."""
    if isinstance(told, dict):
        return {
            "is_right" if name == "right" and isinstance(each, bool) else name: value_of(each, f"{path}.{name}", uuid5(id_, name))
            for name, each in told.items()
            if name != "id"
        }
    if isinstance(told, list):
        return [item_of(each, path, uuid5(id_, str(each["id"] if isinstance(each, dict) else place))) for place, each in enumerate(told)]
    if not isinstance(told, str):
        return told
    return to_html(told) if path in MARKDOWN else unfolded(told)


def item_of(told: Any, path: str, id_: UUID) -> dict[str, Any]:
    return {"id": str(id_), "type": "item", "value": value_of(told, path, id_)}


def unfolded(text: str) -> str:
    """A text whose lines were broken to fit the file; an empty line still parts paragraphs."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def overlaid(source: Any, told: Any) -> Any:
    """What a translation tells laid over its source, which keeps what is the source's: numbers, kinds, what is right."""
    if isinstance(source, dict) and isinstance(told, dict):
        return {name: overlaid(each, told[name]) if name in told else each for name, each in source.items()}
    if isinstance(source, list) and isinstance(told, list) and all(isinstance(each, dict) for each in source):
        return [overlaid(each, counterpart) for each, counterpart in zip(source, told, strict=True)]
    return told
