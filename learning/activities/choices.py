"""Questions with options: one right answer, or several."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity, Remark, entries


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=gettext_lazy("option"), max_length=300)
    is_right = blocks.BooleanBlock(label=gettext_lazy("right"), required=False)
    feedback = blocks.TextBlock(
        label=gettext_lazy("what to say to those who choose it"), help_text=gettext_lazy("Why it is right, or why it is tempting and not so.")
    )


class Choice(Activity):
    question = blocks.TextBlock(label=gettext_lazy("question"))
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8, default=[{}, {}], label=gettext_lazy("options"))
    explanation = blocks.TextBlock(label=gettext_lazy("what there is to learn"), required=False)

    def clean(self, value):
        cleaned = super().clean(value)
        right = sum(option["is_right"] for option in cleaned["options"])
        if right not in self.numbers_of_right(len(cleaned["options"])):
            raise blocks.StructBlockValidationError(block_errors={"options": ValidationError(self.wrong_number)})
        return cleaned

    def criterion(self, value, *, languages):
        return {"right": sorted(id_ for id_, option in entries(value["options"]) if option["is_right"])}

    def judge(self, response, criterion):
        return sorted(response["chosen"]) == criterion["right"]

    def read(self, data, value):
        known = [id_ for id_, _option in entries(value["options"])]
        chosen = data.getlist("chosen")
        if not chosen:
            raise ValidationError(_("Choose an answer first."))
        if not set(chosen) <= set(known) or len(chosen) > self.most(known):
            raise ValidationError(_("That option is not part of this question any more. Load the page again to see the question as it is now."))
        return {"chosen": [id_ for id_ in known if id_ in chosen]}

    def remarks(self, value, response, criterion):
        return [
            Remark(option["feedback"], is_right=id_ in criterion["right"], about=option["text"])
            for id_, option in entries(value["options"])
            if id_ in response["chosen"]
        ]

    def shown(self, value, response, *, block_id):
        chosen = response["chosen"] if response else []
        return {"options": [(id_, option["text"], id_ in chosen) for id_, option in entries(value["options"])]}


class SingleChoice(Choice):
    name = "single_choice"
    wrong_number = gettext_lazy("Mark exactly one option as right.")

    def numbers_of_right(self, options: int) -> range:
        return range(1, 2)

    def most(self, known) -> int:
        return 1

    class Meta:
        label = gettext_lazy("Question: one answer")
        description = gettext_lazy("Several options, one of them right")
        icon = "radio-full"
        preview_value = {
            "question": "What do you ask first?",
            "options": [{"text": "What does it cost?", "feedback": ""}, {"text": "Whom is it for?", "is_right": True, "feedback": ""}],
        }


class MultipleChoice(Choice):
    name = "multiple_choice"
    wrong_number = gettext_lazy("Mark at least one option as right, and leave at least one that is not.")

    def numbers_of_right(self, options: int) -> range:
        return range(1, options)

    def most(self, known) -> int:
        return len(known)

    def remarks(self, value, response, criterion):
        remarks = super().remarks(value, response, criterion)
        if missing := set(criterion["right"]) - set(response["chosen"]):
            remarks.append(
                Remark(_("There is more: you have not found %(number)d of the right answers yet.") % {"number": len(missing)}, is_right=False)
            )
        return remarks

    class Meta:
        label = gettext_lazy("Question: several answers")
        description = gettext_lazy("Several options, one or more of them right")
        icon = "check"
        preview_value = SingleChoice._meta_class.preview_value
