"""A tool to fill in, right there in the lesson: what is written is a sheet of the learner's own, found among their tools."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity
from learning.tools import TOOLS


def tools() -> list[tuple[str, str]]:
    return [(tool.name, str(tool.title)) for tool in TOOLS.values()]


class ToolActivity(Activity):
    """Its answer names the sheet, which the tool's own form saves (learning/views/tools.py): it is the same in every language of the lesson."""

    name = "tool"
    is_judged = False
    prompt = blocks.TextBlock(label=gettext_lazy("what to do with it"))
    tool = blocks.ChoiceBlock(choices=tools, label=gettext_lazy("tool"))

    def shown(self, value, response, *, block_id):
        from learning.desks import Desk, begun, prefix_in_lesson
        from learning.models import Sheet

        if value["tool"] not in TOOLS:
            return {"desk": None}
        tool, response = TOOLS[value["tool"]], response or {}
        sheet = Sheet.objects.filter(pk=response["sheet"], block_id=block_id).first() if response.get("sheet") else None
        facts = {"title": sheet.title, "language": sheet.language, "sheet": sheet, "key": sheet.key} if sheet else {}
        content = response.get("content") or (sheet.content if sheet else begun(tool))
        theirs = sheet if response.get("meanwhile") else None
        return {"desk": Desk(tool, content, **facts, errors=response.get("errors", {}), theirs=theirs, prefix=prefix_in_lesson(block_id))}

    class Meta:
        label = gettext_lazy("Tool to fill in")
        description = gettext_lazy("A canvas, a needs map, a checklist or a budget, kept among the learner’s own tools")
        icon = "form"
        preview_value = {"prompt": "Add up your own year.", "tool": "budget", "is_required": False}
