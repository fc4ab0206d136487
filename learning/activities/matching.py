"""Match pairs: for each on the left, choose its counterpart from a list."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity, Remark, entries, shuffled, token


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=gettext_lazy("this"), max_length=200)
    right = blocks.CharBlock(label=gettext_lazy("belongs to this"), max_length=200)


class Matching(Activity):
    name = "matching"
    question = blocks.TextBlock(label=gettext_lazy("question"))
    pairs = blocks.ListBlock(PairBlock(), min_num=2, max_num=8, default=[{}, {}], label=gettext_lazy("pairs"))
    explanation = blocks.TextBlock(label=gettext_lazy("what there is to learn"), required=False)

    def criterion(self, value, *, languages):
        return {"pairs": [id_ for id_, _pair in entries(value["pairs"])]}

    def judge(self, response, criterion):
        return all(response["matched"].get(id_) == id_ for id_ in criterion["pairs"])

    def read(self, data, value):
        ids = [id_ for id_, _pair in entries(value["pairs"])]
        by_token = {counterpart(id_): id_ for id_ in ids}
        matched = {id_: by_token.get(data.get(f"match-{id_}", "")) for id_ in ids}
        if None in matched.values():
            raise ValidationError(_("Choose a counterpart for each."))
        return {"matched": matched}

    def remarks(self, value, response, criterion):
        return [
            Remark(
                pair["right"] if response["matched"].get(id_) == id_ else _("Not this one."),
                is_right=response["matched"].get(id_) == id_,
                about=pair["left"],
            )
            for id_, pair in entries(value["pairs"])
        ]

    def shown(self, value, response, *, block_id):
        pairs = dict(entries(value["pairs"]))
        matched = response["matched"] if response else {}
        rights = [(id_, counterpart(id_), pairs[id_]["right"]) for id_ in shuffled(list(pairs), salt=block_id)]
        return {
            "rows": [
                (id_, pair["left"], [(name, text, matched.get(id_) == right_id) for right_id, name, text in rights]) for id_, pair in pairs.items()
            ]
        }

    class Meta:
        label = gettext_lazy("Question: match pairs")
        description = gettext_lazy("Things that belong together")
        icon = "link"
        preview_value = {
            "question": "What belongs together?",
            "pairs": [{"left": "Grant", "right": "Report"}, {"left": "Purchase", "right": "Invoice"}],
        }


def counterpart(id_: str) -> str:
    """The right side's name in the page: its pair's own id would give the answer away."""
    return token(id_, salt="right")
