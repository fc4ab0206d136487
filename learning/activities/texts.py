"""Answers in words: a short text that is judged, a reflection, a practice task."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail_localize.segments import StringSegmentValue

from learning.activities.base import Activity, Remark, entries, required_text


class Words(blocks.ListBlock):
    """Words of which each language has its own, as many as it needs: translators get them as one text, a line for each."""

    def get_translatable_segments(self, value):
        items = value.bound_blocks
        return [StringSegmentValue(items[0].id, "\n".join(item.value for item in items))] if items else []

    def restore_translated_segments(self, value, segments):
        lines = segments[0].render_text().splitlines()
        return ListValue(self, values=[line.strip() for line in lines if line.strip()])


class WrongTextBlock(blocks.StructBlock):
    accepted = Words(blocks.CharBlock(max_length=120), min_num=1, label=gettext_lazy("what they write"))
    feedback = blocks.TextBlock(label=gettext_lazy("what to say to those who write it"))


class ShortText(Activity):
    """Judged by words that each language has of its own; a learner may answer in any of them."""

    name = "short_text"
    judges_in_every_language = True
    question = blocks.TextBlock(label=gettext_lazy("question"))
    accepted = Words(
        blocks.CharBlock(max_length=120),
        min_num=1,
        label=gettext_lazy("right answers"),
        help_text=gettext_lazy("Any of these; capitals, spaces and full stops aside."),
    )
    mistakes = blocks.ListBlock(WrongTextBlock(), label=gettext_lazy("mistakes that are easily made"), default=[])
    explanation = blocks.TextBlock(label=gettext_lazy("what there is to learn"), required=False)

    def criterion(self, value, *, languages):
        return {"accepted": {language: [plain(text) for text in each["accepted"]] for language, each in languages.items()}}

    def judge(self, response, criterion):
        return any(plain(response["text"]) in accepted for accepted in criterion["accepted"].values())

    def read(self, data, value):
        text = required_text(data, "text")
        if len(text) > 200:
            raise ValidationError(_("A few words are enough here: 200 characters at most."))
        return {"text": text}

    def remarks(self, value, response, criterion):
        if self.judge(response, criterion):
            return []
        for _id, mistake in entries(value["mistakes"]):
            if plain(response["text"]) in [plain(text) for text in mistake["accepted"]]:
                return [Remark(mistake["feedback"], is_right=False, about=response["text"])]
        return [Remark(_("That is not the word we were looking for."), is_right=False, about=response["text"])]

    def shown(self, value, response, *, block_id):
        return {"text": response["text"] if response else ""}

    class Meta:
        label = gettext_lazy("Question: a word or two")
        description = gettext_lazy("A short text, judged by words that each language has of its own")
        icon = "edit"
        preview_value = {"question": "What is the word?", "accepted": ["margin"], "mistakes": []}


class Reflection(Activity):
    """A thought of one's own: private until it is shared, never judged."""

    name = "reflection"
    is_judged = False
    prompt = blocks.TextBlock(label=gettext_lazy("prompt"))
    help = blocks.TextBlock(label=gettext_lazy("what may help to begin"), required=False)

    def read(self, data, value):
        return {"text": required_text(data, "text")}

    def shown(self, value, response, *, block_id):
        return {"text": response["text"] if response else ""}

    class Meta:
        label = gettext_lazy("Reflection")
        description = gettext_lazy("A question to think about in writing; private")
        icon = "comment"
        preview_value = {"prompt": "Whom have you not asked yet?", "is_required": False}


class Practice(Activity):
    """A task in one's own enterprise or village, and what came of it."""

    name = "practice"
    is_judged = False
    task = blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"], label=gettext_lazy("task"))
    product = blocks.CharBlock(label=gettext_lazy("what one has in hand afterwards"), max_length=200, required=False)
    minutes = blocks.IntegerBlock(label=gettext_lazy("minutes it takes"), min_value=1, max_value=6000)

    def read(self, data, value):
        return {"text": required_text(data, "text")}

    def shown(self, value, response, *, block_id):
        return {"text": response["text"] if response else ""}

    class Meta:
        label = gettext_lazy("Practice task")
        description = gettext_lazy("Something to do where one lives")
        icon = "tasks"
        preview_value = {"task": "<p>Walk through your village for an hour.</p>", "minutes": 60, "product": "A page of notes"}


def plain(text: str) -> str:
    """A text as it is compared: capitals, spaces, full stops and quotation marks aside."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(" " if character in ".,;:!?\"'«»„“”’()" else character for character in text).split())
