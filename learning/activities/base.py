"""What every activity is: a block that is shown, answered, saved as given, and judged by what it was when it began."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

MOST_TEXT = 10_000

Response = dict[str, Any]
Criterion = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of feedback; `about` is what was chosen, `is_right` None where nothing is right or wrong."""

    text: str
    is_right: bool | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    is_right: bool | None
    remarks: list[Remark]
    explanation: str = ""


class Activity(blocks.StructBlock):
    """A kind of activity. A subclass names itself, says its criterion, reads a response, judges it, and remarks on it.

    `value` is the block's content in the language of the page; a criterion and a response know options by ids, which all languages share.
    """

    name: ClassVar[str]
    is_judged: ClassVar[bool] = True
    judges_in_every_language: ClassVar[bool] = False

    is_required = blocks.BooleanBlock(label=gettext_lazy("Needed to finish the lesson"), required=False, default=True)

    def get_form_layout(self):
        """For editors, what is asked comes first, and whether it is needed last."""
        self.child_blocks["is_required"] = self.child_blocks.pop("is_required")
        return super().get_form_layout()

    def criterion(self, value, *, languages: dict[str, Any]) -> Criterion:
        """What a response is judged by, as JSON. `languages` holds the block in every language if `judges_in_every_language`."""
        return {}

    def read(self, data: QueryDict, value) -> Response:
        """The response in a form's `data`, as JSON; raises ValidationError in the reader's language if it is none."""
        raise ValidationError(_("This cannot be answered."))

    def judge(self, response: Response, criterion: Criterion) -> bool | None:
        """Whether the response is right; None where nothing is right or wrong."""
        return None

    def remarks(self, value, response: Response, criterion: Criterion) -> list[Remark]:
        return []

    def feedback(self, value, response: Response, criterion: Criterion) -> Feedback:
        return Feedback(self.judge(response, criterion), self.remarks(value, response, criterion), str(value.get("explanation") or ""))

    def shown(self, value, response: Response | None, *, block_id: str) -> dict[str, Any]:
        """What its template needs beside `value`: choices in the order they are shown, and what was answered."""
        return {}

    @property
    def template_name(self) -> str:
        return f"learning/activities/{self.name}.html"

    class Meta:
        icon = "help"
        group = gettext_lazy("Activities")
        template = "learning/activities/preview.html"


def entries(items) -> list[tuple[str, Any]]:
    """A list block's items with their ids, which the same item has in every language."""
    return [(item.id, item.value) for item in items.bound_blocks]


def shuffled(ids: list[str], *, salt: str) -> list[str]:
    """The ids in an order of their own, the same for everyone, and never the order given."""
    mixed = sorted(ids, key=lambda id_: token(id_, salt=salt))
    return mixed if mixed != ids or len(ids) < 2 else [*mixed[1:], mixed[0]]


def token(id_: str, *, salt: str) -> str:
    """A name for an item that tells nobody which item it is."""
    return salted_hmac(salt, id_).hexdigest()[:12]


def required_text(data: QueryDict, name: str) -> str:
    text = data.get(name, "").replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(_("There is nothing here yet. Write something, and save it then."))
    if len(text) > MOST_TEXT:
        raise ValidationError(
            _("This is %(length)d characters long, and %(most)d are the most that can be kept. Shorten it a little."),
            params={"length": len(text), "most": MOST_TEXT},
        )
    return text
