"""What tools keep of people: what they filled in, its versions, with whom it is shared, and what was said of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from hub import privacy
from hub.privacy.registry import Basis, Person
from learning.models import Share, Sheet, SheetComment, SheetVersion
from learning.privacy.progress import UNTIL_ERASED, learners, of
from learning.tools import TOOLS


def explain(sheet: Sheet) -> dict[str, Any]:
    """What stands in it, as its page shows it."""
    tool = TOOLS.get(sheet.kind)
    tables = tool.tables(sheet.content) if tool else []
    return {str(table.title): [[cell.shown for cell in line.cells] for line in table.rows] for table in tables if table.rows}


def versions_of(person: Person):
    """Those of their own tools, and those that they wrote into others'."""
    theirs = learners(person)
    return SheetVersion.objects.filter(Q(sheet__owner__in=theirs) | Q(by__in=theirs))


def of_the_owner(version: SheetVersion, person: Person) -> set[str]:
    """A version of somebody else's tool is handed to them without what stands in it, which is the owner's."""
    return set() if learners(person).filter(pk=version.sheet.owner_id).exists() else {"title", "content"}


def erase_versions(rows, person: Person) -> None:
    """Their own go. Of others' tools they are nobody's: what people have written together stays the owner's."""
    theirs = learners(person)
    rows.exclude(sheet__owner__in=theirs).update(by=None)
    rows.filter(sheet__owner__in=theirs).delete()


def shares_of(person: Person):
    return Share.objects.filter(Q(sheet__owner__in=learners(person)) | (Q(user=person.user) if person.user else Q(pk=None)))


privacy.register(
    Sheet,
    purpose=gettext_lazy("So that what you have filled in is yours to go on with, on every device or in this browser"),
    basis=Basis.CONTRACT,
    retention=UNTIL_ERASED,
    of=of(Sheet, "owner"),
    explain=explain,
)
privacy.register(
    SheetVersion,
    purpose=gettext_lazy("So that you can go back to what stood there before, and see who wrote it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy(
        "The newest fifty of each tool, until it is deleted. In what others have shared with you, your name goes when you erase your account"
    ),
    of=versions_of,
    erase=erase_versions,
    of_others=of_the_owner,
)
privacy.register(
    Share,
    purpose=gettext_lazy("So that those with whom a tool is shared can read it, and nobody else"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until it is taken back, or one of you erases their account"),
    of=shares_of,
)
privacy.register(
    SheetComment,
    purpose=gettext_lazy("So that those who read a tool can say what they think of it"),
    basis=Basis.CONTRACT,
    retention=gettext_lazy("Until you take it back, the tool is deleted, or you erase your account"),
    of=lambda person: SheetComment.objects.filter(author=person.user) if person.user else SheetComment.objects.none(),
)
