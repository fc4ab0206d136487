"""A number, right within a tolerance, as people write numbers in any of our languages."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity, Remark, entries


class MistakeBlock(blocks.StructBlock):
    value = blocks.DecimalBlock(label=gettext_lazy("the wrong number"))
    feedback = blocks.TextBlock(label=gettext_lazy("what to say to those who give it"))


class Numeric(Activity):
    name = "numeric"
    question = blocks.TextBlock(label=gettext_lazy("question"))
    answer = blocks.DecimalBlock(label=gettext_lazy("right number"))
    tolerance = blocks.DecimalBlock(label=gettext_lazy("how far off is still right"), default=0, min_value=0)
    unit = blocks.CharBlock(label=gettext_lazy("unit"), max_length=40, required=False)
    mistakes = blocks.ListBlock(MistakeBlock(), label=gettext_lazy("mistakes that are easily made"), default=[])
    explanation = blocks.TextBlock(label=gettext_lazy("what there is to learn"), required=False)

    def criterion(self, value, *, languages):
        return {"answer": str(value["answer"]), "tolerance": str(value["tolerance"] or 0)}

    def judge(self, response, criterion):
        return any(is_near(number, criterion["answer"], criterion["tolerance"]) for number in meanings(response["number"]))

    def read(self, data, value):
        text = data.get("number", "").strip()
        if not text:
            raise ValidationError(_("Write a number first."))
        if len(text) > 40 or not meanings(text):
            raise ValidationError(_("“%(text)s” cannot be read as a number. Write it with digits, such as 1250 or 12,5."), params={"text": text[:40]})
        return {"number": text}

    def remarks(self, value, response, criterion):
        if self.judge(response, criterion):
            return []
        for _id, mistake in entries(value["mistakes"]):
            if any(is_near(number, mistake["value"], criterion["tolerance"]) for number in meanings(response["number"])):
                return [Remark(mistake["feedback"], is_right=False, about=response["number"])]
        return [Remark(_("Not quite. Go through the sum once more, one line at a time."), is_right=False, about=response["number"])]

    def shown(self, value, response, *, block_id):
        return {"number": response["number"] if response else ""}

    class Meta:
        label = gettext_lazy("Question: a number")
        description = gettext_lazy("A sum, with a tolerance and the mistakes that are easily made")
        icon = "order"
        preview_value = {"question": "How many days?", "answer": 12, "tolerance": 0, "unit": "days", "mistakes": []}


def is_near(number: Decimal, answer, tolerance) -> bool:
    return abs(number - Decimal(str(answer))) <= Decimal(str(tolerance))


def meanings(text: str) -> set[Decimal]:
    """What a written number can mean: "1 250,5", "1.250,50" and "1,250.5" are one number each; "1,250" is 1.25 in Oslo and 1250 in Dublin."""
    text = re.sub(r"[\s\u00a0\u202f'’]", "", text).replace("−", "-")
    candidates = {text.replace(",", "").replace(".", "")} if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", text) else set()
    if text.count(",") + text.count(".") == 1:
        candidates.add(text.replace(",", "."))
    elif text.rfind(",") > text.rfind("."):
        candidates.add(text.replace(".", "").replace(",", "."))
    else:
        candidates.add(text.replace(",", ""))
    return {number for candidate in candidates if (number := parse(candidate)) is not None}


def parse(text: str) -> Decimal | None:
    try:
        return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text, flags=re.ASCII) else None
    except InvalidOperation:
        return None
