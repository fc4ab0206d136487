"""A list to tick off: kept, never judged."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from learning.activities.base import Activity, entries
from learning.activities.ordering import ItemBlock


class Checklist(Activity):
    name = "checklist"
    is_judged = False
    prompt = blocks.TextBlock(label=gettext_lazy("what the list is for"))
    items = blocks.ListBlock(ItemBlock(), min_num=1, label=gettext_lazy("items"))

    def read(self, data, value):
        known = [id_ for id_, _item in entries(value["items"])]
        ticked = data.getlist("ticked")
        if not set(ticked) <= set(known):
            raise ValidationError(_("That item is not part of this list any more. Load the page again to see the list as it is now."))
        return {"ticked": [id_ for id_ in known if id_ in ticked]}

    def shown(self, value, response, *, block_id):
        ticked = response["ticked"] if response else []
        return {"items": [(id_, item["text"], id_ in ticked) for id_, item in entries(value["items"])]}

    class Meta:
        label = gettext_lazy("Checklist")
        description = gettext_lazy("Things to tick off")
        icon = "list-ul"
        preview_value = {"prompt": "Before you go", "items": [{"text": "A notebook"}], "is_required": False}
