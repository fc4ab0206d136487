"""Filling tools in: saved as written, never over what was not seen, with versions to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepreneurs.actions.silences import require_voice
from learning.actions.answers import save_answer
from learning.models import Learner, LessonPage, Sheet, SheetVersion
from learning.tools import Tool
from learning.tools.asking import Content

SITTING = timedelta(minutes=10)  # changes by one person within it are one version
MOST_VERSIONS = 50
MOST_SHEETS = 200  # of one owner


class NothingWritten(ValidationError):
    """A tool in which nothing stands is not kept."""


class TooMany(ValidationError):
    """Nobody needs so many; it is a program that makes them."""


class WrittenMeanwhile(ValidationError):
    """Another window or another person has saved since this page was opened; `sheet` is as it is now."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        message = _("This was changed somewhere else meanwhile. Both are here: put into yours what you would like to keep, and save again.")
        super().__init__(message, code="meanwhile")


@dataclass(frozen=True, slots=True)
class Written:
    """What a page sends: title, content and their language; the revision it has seen, and its own random name."""

    title: str
    content: Content
    language: str
    seen: int = 0
    source: str = ""


@transaction.atomic
def make_sheet(tool: Tool, *, owner: Learner, written: Written, key: UUID | None = None, **place) -> Sheet:
    """A new sheet, and its first version. Sent twice with the same key, it is the one already there, changed to what was written."""
    owner = Learner.objects.select_for_update(no_key=True).get(pk=owner.pk)
    known = owner.sheets.filter(**(place or {"key": key or uuid4()})).first()
    if known:
        return save_sheet(known, by=owner, written=written)
    require_something(tool, written)
    if key is None or Sheet.objects.filter(key=key).exists():  # of somebody else: a key is a name, and opens nothing
        key = uuid4()
    if owner.sheets.count() >= MOST_SHEETS:
        raise TooMany(_("You have filled in %(number)d tools. Delete one that you do not need, and save again.") % {"number": MOST_SHEETS})
    facts = {"title": written.title, "content": written.content, "language": written.language, "source": written.source}
    sheet = Sheet.objects.create(owner=owner, kind=tool.name, key=key, **facts, **place)
    keep_version(sheet, by=owner)
    return sheet


@transaction.atomic
def save_sheet(sheet: Sheet, *, by: Learner, written: Written) -> Sheet:
    """Change a sheet; what is there already changes nothing. WrittenMeanwhile if its page has not seen the last change, and did not make it."""
    sheet = Sheet.objects.select_for_update(no_key=True, of=("self",)).select_related("owner__user").get(pk=sheet.pk)
    if (sheet.title, sheet.content, sheet.language) == (written.title, written.content, written.language):
        return sheet
    require_something(sheet.tool, written)
    if written.seen != sheet.revision and (not written.source or written.source != sheet.source):
        raise WrittenMeanwhile(sheet)
    require_voice_for_others(sheet, by)
    change(sheet, title=written.title, content=written.content, language=written.language, source=written.source)
    keep_version(sheet, by=by)
    return sheet


def require_voice_for_others(sheet: Sheet, by: Learner) -> None:
    """What others read as well is written by nobody whom moderators have stopped from writing to them."""
    if by.user and (sheet.owner_id != by.pk or sheet.shares.exists()):
        require_voice(by.user)


def require_something(tool: Tool, written: Written) -> None:
    if not tool.is_filled(written.content):
        raise NothingWritten(_("There is nothing here yet. Write something, and save it then."))


def change(sheet: Sheet, **facts) -> None:
    for name, value in facts.items():
        setattr(sheet, name, value)
    sheet.revision, sheet.changed_at = sheet.revision + 1, timezone.now()
    sheet.save(update_fields=[*facts, "revision", "changed_at"])


def keep_version(sheet: Sheet, *, by: Learner, brought_back: int | None = None) -> SheetVersion:
    """The sheet as it is now: in the version of this sitting, or in a new one. The oldest go when there are too many."""
    now, last = timezone.now(), sheet.versions.first()
    facts = {"title": sheet.title, "content": sheet.content, "saved_at": now}
    if last and last.by_id == by.pk and now - last.begun_at < SITTING and not (last.brought_back or brought_back):
        SheetVersion.objects.filter(pk=last.pk).update(**facts)
        return last
    number = last.number + 1 if last else 1
    sheet.versions.filter(number__lte=number - MOST_VERSIONS).delete()
    return sheet.versions.create(number=number, by=by, brought_back=brought_back, **facts)


@transaction.atomic
def bring_back(version: SheetVersion, *, by: Learner) -> Sheet:
    """The sheet as it was in a version, as a new version: nothing that was written since is lost."""
    sheet = Sheet.objects.select_for_update(no_key=True).get(pk=version.sheet_id)
    if (sheet.title, sheet.content) != (version.title, version.content):
        require_voice_for_others(sheet, by)
        change(sheet, title=version.title, content=version.content, source="")
        keep_version(sheet, by=by, brought_back=version.number)
    return sheet


@transaction.atomic
def save_in_lesson(lesson: LessonPage, *, learner: Learner, block_id: str, tool: Tool, written: Written, key: UUID | None = None) -> Sheet:
    """The learner's one sheet of a task, in whatever language the lesson is read; that it is filled in is the answer."""
    sheet = make_sheet(tool, owner=learner, written=written, key=key, lesson_key=lesson.translation_key, block_id=block_id)
    save_answer(lesson, learner=learner, block_id=block_id, response={"sheet": sheet.pk})
    return sheet


def delete_sheet(sheet: Sheet) -> None:
    """With its versions, comments and sharings. That a lesson was finished with it stays."""
    sheet.delete()
