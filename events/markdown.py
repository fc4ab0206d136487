"""Markdown that hosts write: headings, lists, emphasis and links. No HTML and no pictures get through."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_reader = MarkdownIt("commonmark", {"html": False}).disable("image")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_BEGINNING = re.compile(r"^(\d+)([.)])|^([-+=])")


def render(text: str) -> SafeString:
    """As HTML below a page's own heading: the highest of its headings is an h2."""
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(2, int(token.tag[1]))}"
    return mark_safe(_reader.renderer.render(tokens, _reader.options, {}))  # noqa: S308 (its HTML is the renderer's alone)


def plain(text: str) -> str:
    """What somebody wrote, in one line in which nothing is a mark."""
    line = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _BEGINNING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)
