"""Put in order: each item gets its place by a number, so that neither dragging nor a pointer is needed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity, Remark, entries, shuffled


class ItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=gettext_lazy("item"), max_length=300)


class Ordering(Activity):
    name = "ordering"
    question = blocks.TextBlock(label=gettext_lazy("question"))
    items = blocks.ListBlock(
        ItemBlock(),
        min_num=3,
        max_num=8,
        default=[{}, {}, {}],
        label=gettext_lazy("items"),
        help_text=gettext_lazy("In their right order; learners see them in another."),
    )
    explanation = blocks.TextBlock(label=gettext_lazy("what there is to learn"), required=False)

    def criterion(self, value, *, languages):
        return {"order": [id_ for id_, _item in entries(value["items"])]}

    def judge(self, response, criterion):
        return response["order"] == criterion["order"]

    def read(self, data, value):
        ids = [id_ for id_, _item in entries(value["items"])]
        places = {id_: data.get(f"place-{id_}", "") for id_ in ids}
        if "" in places.values():
            raise ValidationError(_("Give every item its place."))
        if sorted(places.values()) != sorted(str(place) for place in range(1, len(ids) + 1)):
            raise ValidationError(_("Two items have the same place. Give each a place of its own."))
        return {"order": sorted(ids, key=lambda id_: int(places[id_]))}

    def remarks(self, value, response, criterion):
        right = sum(given == wanted for given, wanted in zip(response["order"], criterion["order"], strict=False))
        if response["order"] == criterion["order"]:
            return []
        return [Remark(_("%(right)d of %(all)d stand in their place.") % {"right": right, "all": len(criterion["order"])}, is_right=False)]

    def shown(self, value, response, *, block_id):
        texts = {id_: item["text"] for id_, item in entries(value["items"])}
        order = [id_ for id_ in response["order"] if id_ in texts] if response else []
        items = [(id_, texts[id_], order.index(id_) + 1 if id_ in order else None) for id_ in shuffled(list(texts), salt=block_id)]
        return {"items": items, "places": range(1, len(texts) + 1)}

    class Meta:
        label = gettext_lazy("Question: put in order")
        description = gettext_lazy("Items that have a right order")
        icon = "list-ol"
        preview_value = {"question": "What comes first?", "items": [{"text": "Listen"}, {"text": "Try"}, {"text": "Plan"}]}
