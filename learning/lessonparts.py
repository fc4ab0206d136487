"""The parts of a lesson as one speaks of them: its headings and its tasks, by the ids of their blocks."""

from __future__ import annotations

import re

from django.utils.html import strip_tags
from django.utils.text import Truncator

from learning.activities import Activity
from learning.models import LessonPage

HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
ASKED = ("question", "prompt", "task")  # how kinds of activities call what they ask


def parts_of(lesson: LessonPage) -> list[tuple[str, str]]:
    """Block ids with what stands there first, in the lesson's language."""
    found = [(block.id, words_of(block)) for block in lesson.body]
    return [(id_, Truncator(words).chars(120)) for id_, words in found if words]


def words_of(block) -> str:
    if isinstance(block.block, Activity):
        asked = next((block.value[name] for name in ASKED if name in block.value), "")
        return " ".join(strip_tags(str(asked)).split())
    heading = HEADING.search(str(block.value)) if block.block_type == "text" else None
    return " ".join(strip_tags(heading.group(1)).split()) if heading else ""


def heading_of(lesson: LessonPage, block_id: str) -> str:
    return dict(parts_of(lesson)).get(block_id, "")
